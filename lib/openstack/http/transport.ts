import type { Clock } from '../../core/clock.ts'
import type { Redactor } from '../../core/redact.ts'
import type { ResolvedCloud } from '../config/resolve.ts'
import { openAgents } from './agents.ts'
import { withDeadline } from './deadline.ts'
import { type Exchange, exchange, type FinalAnswer } from './exchange.ts'
import { createLimiter, type Limiter } from './limiter.ts'
import type { Patience } from './retry.ts'
import { secretsIn } from './secrets.ts'
import { type TraceHook, traced } from './trace.ts'

export interface TransportOptions {
  cloud: ResolvedCloud
  clock: Clock
  redactor: Redactor
  /** Told of each exchange; it must not throw. */
  onExchange?: TraceHook
}

export type Send = (request: Exchange) => Promise<FinalAnswer>

export interface Transport {
  send: Send
  /** Cloud minus local clock, milliseconds, from the last `Date` header. */
  clockSkewMs(): number | undefined
  /** Ends what is under way. */
  close(): Promise<void>
}

// As many as openstacksdk's own pool; more than a service has workers only makes a queue there.
const CONCURRENCY = 8

/** The way to all services of a cloud: connections, limits, deadlines, retries, traces, and no secrets in errors. */
export const openTransport = (options: TransportOptions): Transport => {
  const { cloud, clock, redactor, onExchange } = options
  const agents = openAgents(cloud.tls)
  const life = new AbortController()
  const limiterOf = limiters(options)
  let skewMs: number | undefined
  const run: Send = async (request) => {
    const answer = await withDeadline(request, cloud.timeoutMs, (within) =>
      exchange(
        { agents, clock, limiterOf, life: life.signal, patienceOf: (service) => patience(cloud, service) },
        within,
      ),
    )
    const date = Date.parse(answer.headers.date ?? '')
    if (!Number.isNaN(date)) skewMs = date - clock.now()
    return answer.status < 400 ? answer : { ...answer, text: withoutSecrets(request, answer.text, redactor) }
  }
  return {
    send: onExchange === undefined ? run : traced(run, onExchange, redactor),
    clockSkewMs: () => skewMs,
    close: async () => {
      const reason = new Error('the session with the cloud was closed')
      life.abort(reason)
      await agents.destroy(reason)
    },
  }
}

const limiters = ({ cloud, clock }: TransportOptions) => {
  const known = new Map<string, Limiter>()
  return (service: string): Limiter => {
    const found = known.get(service)
    if (found !== undefined) return found
    const setting = settingOf(cloud, service)
    const limits = { concurrency: setting?.concurrency ?? CONCURRENCY, perSecond: setting?.rateLimit }
    const limiter = createLimiter(limits, clock)
    known.set(service, limiter)
    return limiter
  }
}

const patience = (cloud: ResolvedCloud, service: string): Patience => {
  const { connectRetries, connectRetryDelayMs, statusRetries } = settingOf(cloud, service) ?? {}
  return {
    ...(connectRetries !== undefined && { connectRetries }),
    ...(connectRetryDelayMs !== undefined && { connectRetryDelayMs }),
    ...(statusRetries !== undefined && { statusRetries }),
  }
}

// Identity providers aren't services of the cloud.
const settingOf = (cloud: ResolvedCloud, service: string) =>
  (cloud.services as Readonly<Record<string, ResolvedCloud['services']['identity'] | undefined>>)[service]

/** Services repeat what they were sent when they refuse it. */
const withoutSecrets = ({ body, headers }: Exchange, text: string, redactor: Redactor): string => {
  const sent = secretsIn(body, headers)
  return sent.reduce((out, secret) => out.replaceAll(secret, '•••'), redactor.text(text))
}
