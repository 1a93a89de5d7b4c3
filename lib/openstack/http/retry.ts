import type { Failure } from './failure.ts'

/**
 * `read`: may be sent as often as one likes. `idempotent`: the second time changes nothing (PUT, DELETE, a token).
 * `once`: sending it again may make a second one (POST, adding a router interface). `never`: not even what was refused.
 */
export type RetryClass = 'read' | 'idempotent' | 'once' | 'never'

export type Setback = { failure: Failure } | { status: number; retryAfter: string | undefined }

/** What clouds.yaml says of further attempts; our own numbers hold where it says nothing. */
export interface Patience {
  connectRetries?: number | undefined
  connectRetryDelayMs?: number | undefined
  statusRetries?: number | undefined
}

interface Attempt {
  retry: RetryClass
  /** How many have been made. */
  count: number
  /** Milliseconds that attempts and pauses have taken. */
  spentMs?: number
  now: number
  patience?: Patience
  random?: () => number
}

const ATTEMPTS = 8
const BASE_MS = 500
const CAP_MS = 30_000
const LONGEST_ASKED_MS = 120_000
// A service that is silent for its whole minute would otherwise be waited for eight times.
const BUDGET_MS = 300_000

/** The service has said that it did not process the request. */
const NOT_PROCESSED = new Set([429, 498, 503])
/** A proxy has lost the answer. */
const LOST = new Set([502, 504])
const AFTER_500: Readonly<Record<RetryClass, number>> = { read: 2, idempotent: 1, once: 0, never: 0 }

/** Milliseconds until the next attempt, or undefined where there must be none. */
export const pauseBeforeRetry = (setback: Setback, attempt: Attempt): number | undefined => {
  if (attempt.count >= allowedAttempts(setback, attempt)) return undefined
  const asked = 'status' in setback ? askedPause(setback.retryAfter, attempt.now) : undefined
  const pause = asked ?? jittered(setback, attempt)
  return (attempt.spentMs ?? 0) + pause > BUDGET_MS ? undefined : pause
}

/** True when a request that was not repeated may still have been carried out. */
export const isAmbiguous = (setback: Setback): boolean =>
  'failure' in setback
    ? setback.failure === 'ambiguous' || setback.failure === 'foreign'
    : setback.status === 500 || LOST.has(setback.status)

const allowedAttempts = (setback: Setback, { retry, patience = {} }: Attempt): number => {
  const { connectRetries = ATTEMPTS - 1, statusRetries = ATTEMPTS - 1 } = patience
  if (retry === 'never') return 1
  if ('failure' in setback) {
    if (setback.failure === 'tls' || setback.failure === 'foreign') return 1
    return setback.failure === 'unreached' || retry !== 'once' ? 1 + connectRetries : 1
  }
  if (NOT_PROCESSED.has(setback.status)) return 1 + statusRetries
  if (LOST.has(setback.status)) return retry === 'once' ? 1 : 1 + statusRetries
  return setback.status === 500 ? 1 + Math.min(AFTER_500[retry], statusRetries) : 1
}

/** `Retry-After` in seconds or as a date; Cinder sends 0, which is no time to recover in. */
const askedPause = (retryAfter: string | undefined, now: number): number | undefined => {
  if (retryAfter === undefined) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 1000), LONGEST_ASKED_MS)
}

// Full jitter: cells that were refused together must not come back together.
const jittered = (setback: Setback, { count, patience, random = Math.random }: Attempt): number => {
  const base = ('failure' in setback ? patience?.connectRetryDelayMs : undefined) ?? BASE_MS
  return Math.round(random() * Math.min(CAP_MS, base * 2 ** (count - 1)))
}
