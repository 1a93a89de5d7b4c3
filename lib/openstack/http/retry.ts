import type { Failure } from './failure.ts'

/**
 * `read`: may be sent as often as one likes. `idempotent`: the second time changes nothing (PUT, DELETE, a token).
 * `once`: sending it again may make a second one (POST, adding a router interface).
 */
export type RetryClass = 'read' | 'idempotent' | 'once'

export type Setback = { failure: Failure } | { status: number; retryAfter: string | undefined }

interface Attempt {
  retry: RetryClass
  /** How many have been made. */
  count: number
  now: number
  random?: () => number
}

const ATTEMPTS = 8
const BASE_MS = 500
const CAP_MS = 30_000
const LONGEST_ASKED_MS = 120_000

/** The service has said that it did not process the request. */
const NOT_PROCESSED = new Set([429, 498, 503])
/** A proxy has lost the answer. */
const LOST = new Set([502, 504])
const AFTER_500: Readonly<Record<RetryClass, number>> = { read: 2, idempotent: 1, once: 0 }

/** Milliseconds until the next attempt, or undefined where there must be none. */
export const pauseBeforeRetry = (setback: Setback, attempt: Attempt): number | undefined => {
  if (attempt.count >= allowedAttempts(setback, attempt.retry)) return undefined
  const asked = 'status' in setback ? askedPause(setback.retryAfter, attempt.now) : undefined
  return asked ?? jittered(attempt)
}

/** True when a request that was not repeated may still have been carried out. */
export const isAmbiguous = (setback: Setback): boolean =>
  'failure' in setback ? setback.failure === 'ambiguous' : setback.status === 500 || LOST.has(setback.status)

const allowedAttempts = (setback: Setback, retry: RetryClass): number => {
  if ('failure' in setback) {
    if (setback.failure === 'tls') return 1
    return setback.failure === 'unreached' || retry !== 'once' ? ATTEMPTS : 1
  }
  if (NOT_PROCESSED.has(setback.status)) return ATTEMPTS
  if (LOST.has(setback.status)) return retry === 'once' ? 1 : ATTEMPTS
  return setback.status === 500 ? 1 + AFTER_500[retry] : 1
}

/** `Retry-After` in seconds or as a date; Cinder sends 0, which is no time to recover in. */
const askedPause = (retryAfter: string | undefined, now: number): number | undefined => {
  if (retryAfter === undefined) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 1000), LONGEST_ASKED_MS)
}

// Full jitter: cells that were refused together must not come back together.
const jittered = ({ count, random = Math.random }: Attempt): number =>
  Math.round(random() * Math.min(CAP_MS, BASE_MS * 2 ** (count - 1)))
