import { randomUUID } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { anySignal } from '../../core/signals.ts'
import { failureError, type RequestFacts } from '../errors.ts'
import type { Agents } from './agents.ts'
import { classify } from './failure.ts'
import type { Limiter } from './limiter.ts'
import { followRedirects } from './redirect.ts'
import { isAmbiguous, type Patience, pauseBeforeRetry, type RetryClass, type Setback } from './retry.ts'
import { type HttpAnswer, type HttpRequest, send } from './send.ts'

/** A request together with what may be done when it fails. */
export interface Exchange extends HttpRequest {
  service: string
  retry: RetryClass
  /** Where clouds.yaml says nothing. */
  patience?: Patience
}

/** An answer of any status. */
export interface FinalAnswer extends HttpAnswer {
  /** It may have been carried out although it failed. */
  ambiguous: boolean
  retries: number
}

export interface Transport {
  agents: Agents
  clock: Clock
  limiterOf(service: string): Limiter
  patienceOf(service: string): Patience
  /** Aborts when the session is closed. */
  life: AbortSignal
}

const REQUEST_ID = 'x-openstack-request-id'

/** Headers that go with every request of ours. Services log this id beside their own when it has exactly this form. */
export const ourHeaders = (more: Record<string, string> = {}): Record<string, string> => ({
  // Glance answers errors in HTML unless asked for JSON.
  accept: 'application/json',
  [REQUEST_ID]: `req-${randomUUID()}`,
  ...more,
})

/** Sends a request, again where that is safe. Throws `E_OPENSTACK` or `E_TLS` when no answer came, or the signal's reason. */
export const exchange = async (transport: Transport, request: Exchange): Promise<FinalAnswer> => {
  const { clock, life } = transport
  const patience = { ...request.patience, ...transport.patienceOf(request.service) }
  let spentMs = 0
  for (let count = 1; ; count++) {
    life.throwIfAborted()
    request.signal?.throwIfAborted()
    const start = performance.now()
    const outcome = await attempt(transport, request)
    spentMs += performance.now() - start
    const setback = setbackOf(outcome)
    const pause = pauseBeforeRetry(setback, { retry: request.retry, count, spentMs, now: clock.now(), patience })
    if (pause === undefined) return settle(request, outcome, isAmbiguous(setback), count - 1)
    await clock.sleep(pause, anySignal(request.signal, life))
    spentMs += pause
  }
}

type Outcome = HttpAnswer | { error: unknown }

const attempt = async ({ agents, limiterOf, life }: Transport, request: Exchange): Promise<Outcome> => {
  const agent = agents.for(request.retry)
  try {
    return await limiterOf(request.service).run(
      () => followRedirects(request, (one) => send(agent, one)),
      request.signal,
    )
  } catch (error) {
    life.throwIfAborted()
    request.signal?.throwIfAborted()
    return { error }
  }
}

const setbackOf = (outcome: Outcome): Setback =>
  'error' in outcome
    ? { failure: classify(outcome.error) }
    : { status: outcome.status, retryAfter: outcome.headers['retry-after'] }

const settle = (request: Exchange, outcome: Outcome, ambiguous: boolean, retries: number): FinalAnswer => {
  if ('error' in outcome) throw failureError(factsOf(request, ambiguous), outcome.error, request.url)
  return { ...outcome, ambiguous, retries }
}

/** The facts of a request for an error. */
export const factsOf = ({ service, method, url, headers }: Exchange, ambiguous: boolean): RequestFacts => ({
  service,
  method,
  path: url.pathname,
  ambiguous,
  globalRequestId: headers[REQUEST_ID],
})
