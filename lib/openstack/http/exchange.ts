import { randomUUID } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { failureError, type RequestFacts } from '../errors.ts'
import type { Agents } from './agents.ts'
import { classify } from './failure.ts'
import { isAmbiguous, pauseBeforeRetry, type RetryClass, type Setback } from './retry.ts'
import { type HttpAnswer, type HttpRequest, send } from './send.ts'

/** A request together with what may be done when it fails. */
export interface Exchange extends HttpRequest {
  service: string
  retry: RetryClass
}

/** An answer of any status; whether it may have been carried out nevertheless stands in `ambiguous`. */
export interface FinalAnswer extends HttpAnswer {
  ambiguous: boolean
}

/** Sends a request, again where that is safe. Throws `E_OPENSTACK` or `E_TLS` when no answer came, or the signal's reason. */
export const exchange = async (agents: Agents, request: Exchange, clock: Clock): Promise<FinalAnswer> => {
  for (let count = 1; ; count++) {
    request.signal?.throwIfAborted()
    const outcome = await attempt(agents, request)
    const setback: Setback | undefined =
      'error' in outcome
        ? { failure: classify(outcome.error) }
        : { status: outcome.status, retryAfter: outcome.headers['retry-after'] }
    const pause = pauseBeforeRetry(setback, { retry: request.retry, count, now: clock.now() })
    if (pause === undefined) return settle(request, outcome, isAmbiguous(setback))
    await clock.sleep(pause, request.signal)
  }
}

const attempt = async (agents: Agents, request: Exchange): Promise<HttpAnswer | { error: unknown }> => {
  // Services log this id beside their own when it has exactly this form.
  const headers = { ...request.headers, 'x-openstack-request-id': `req-${randomUUID()}` }
  try {
    return await send(agents, { ...request, headers })
  } catch (error) {
    request.signal?.throwIfAborted()
    return { error }
  }
}

const settle = (request: Exchange, outcome: HttpAnswer | { error: unknown }, ambiguous: boolean): FinalAnswer => {
  if ('error' in outcome) throw failureError(factsOf(request, ambiguous), outcome.error)
  return { ...outcome, ambiguous }
}

/** The facts of a request for an error. */
export const factsOf = ({ service, method, url }: Exchange, ambiguous: boolean): RequestFacts => ({
  service,
  method,
  path: url.pathname,
  ambiguous,
})
