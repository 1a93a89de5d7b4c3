import type { Clock } from '../core/clock.ts'
import type { Redactor } from '../core/redact.ts'
import { anySignal } from '../core/signals.ts'
import { authenticate } from './auth/authenticate.ts'
import type { Token } from './auth/token.ts'
import { tokensUrl } from './auth/token-request.ts'
import { createTokens } from './auth/tokens.ts'
import type { ServiceType } from './catalog/service-types.ts'
import type { ResolvedCloud } from './config/resolve.ts'
import { createEndpoints } from './endpoints.ts'
import { answerError, authError, requestIdOf } from './errors.ts'
import { openAgents } from './http/agents.ts'
import { type Exchange, exchange, type FinalAnswer, factsOf } from './http/exchange.ts'
import type { RetryClass } from './http/retry.ts'

export interface ApiCall {
  service: ServiceType
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the service's base URL. */
  path: string
  query?: Readonly<Record<string, string | number | boolean | undefined>>
  body?: unknown
  contentType?: string
  /** `read` for GET, `once` for POST, `idempotent` for the others. */
  retry?: RetryClass
  signal?: AbortSignal
}

export interface ApiAnswer {
  status: number
  /** Parsed JSON; undefined where there was none. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any service
  body: any
  requestId: string | undefined
}

/** Authorised requests to one project of one cloud. */
export interface Session {
  readonly projectId: string
  readonly userId: string
  /** Throws for every answer that is no success. */
  call(call: ApiCall): Promise<ApiAnswer>
  /** The path of a call as the service sees it, for the ledger. */
  pathOf(service: ServiceType, path: string, signal?: AbortSignal): Promise<string>
  clockSkewMs(): number | undefined
  revoke(signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface SessionOptions {
  cloud: ResolvedCloud
  clock: Clock
  redactor: Redactor
  /** Of the opening only. */
  signal?: AbortSignal
}

/** Opens a session and authenticates. Throws `E_AUTH`, `E_TLS` or `E_OPENSTACK`. */
export const openSession = async ({ cloud, clock, redactor, signal }: SessionOptions): Promise<Session> => {
  const agents = await openAgents(cloud.tls)
  const life = new AbortController()
  let skewMs: number | undefined
  const exchangeAll = async (request: Exchange): Promise<FinalAnswer> => {
    const within = anySignal(request.signal, life.signal)!
    const answer = await exchange(agents, { ...request, signal: within }, clock)
    const date = Date.parse(answer.headers.date ?? '')
    if (!Number.isNaN(date)) skewMs = date - clock.now()
    return { ...answer, text: redactSecrets(answer, redactor) }
  }
  const tokens = createTokens(() => authenticate({ exchange: exchangeAll, cloud, clock, redactor }), clock)
  const close = async () => {
    life.abort(new Error('the session with the cloud was closed'))
    await agents.close()
  }
  const first = await tokens.get(signal).catch(async (error) => {
    await close()
    throw error
  })
  const endpoints = createEndpoints({ cloud, token: first, exchange: exchangeAll })
  const request = async (call: ApiCall): Promise<Exchange> => {
    const { base, headers } = await endpoints.resolve(call.service, call.signal)
    return toExchange(call, base, headers)
  }
  return {
    projectId: first.projectId,
    userId: first.userId,
    call: async (call) => {
      const answer = await authorised(await request(call), tokens, exchangeAll)
      return { status: answer.status, body: parseBody(answer.text), requestId: requestIdOf(answer) }
    },
    pathOf: async (service, path, within) => new URL((await endpoints.resolve(service, within)).base + path).pathname,
    clockSkewMs: () => skewMs,
    revoke: async (within) => {
      const token = tokens.forget()
      if (token !== undefined) await revoke(token, cloud, exchangeAll, within)
    },
    close,
  }
}

type ExchangeAll = (request: Exchange) => Promise<FinalAnswer>

/** One request with the session's token, and once more with a new one where that was refused. */
const authorised = async (request: Exchange, tokens: ReturnType<typeof createTokens>, send: ExchangeAll) => {
  const withToken = (token: Token) => send({ ...request, headers: { ...request.headers, 'x-auth-token': token.id } })
  const token = await tokens.get(request.signal)
  const first = await withToken(token)
  const answer = first.status === 401 ? await withToken(await tokens.renew(token, request.signal)) : first
  const facts = factsOf(request, answer.ambiguous)
  if (answer.status === 401)
    throw authError(
      facts,
      answer,
      [requestIdOf(first)].filter((id) => id !== undefined),
    )
  if (answer.status < 200 || answer.status > 299) throw answerError(facts, answer)
  return answer
}

const RETRY: Readonly<Record<ApiCall['method'], RetryClass>> = {
  GET: 'read',
  POST: 'once',
  PUT: 'idempotent',
  PATCH: 'idempotent',
  DELETE: 'idempotent',
}

const toExchange = (call: ApiCall, base: string, headers: Record<string, string>): Exchange => {
  const url = new URL(base + call.path)
  for (const [key, value] of Object.entries(call.query ?? {}))
    if (value !== undefined) url.searchParams.set(key, String(value))
  const type: Record<string, string> =
    call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }
  return {
    service: call.service,
    method: call.method,
    url,
    // Glance answers errors in HTML unless asked for JSON.
    headers: { accept: 'application/json', ...headers, ...type },
    retry: call.retry ?? RETRY[call.method],
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    ...(call.signal !== undefined && { signal: call.signal }),
  }
}

const revoke = async (token: Token, cloud: ResolvedCloud, send: ExchangeAll, signal?: AbortSignal) => {
  const request: Exchange = {
    service: 'identity',
    method: 'DELETE',
    url: tokensUrl(cloud.auth.url),
    headers: { accept: 'application/json', 'x-auth-token': token.id, 'x-subject-token': token.id },
    retry: 'idempotent',
    ...(signal !== undefined && { signal }),
  }
  const answer = await send(request)
  // One that is refused or unknown is as good as revoked.
  if (![204, 401, 404].includes(answer.status)) throw answerError(factsOf(request, false), answer)
}

// Services repeat what they were sent when they refuse it.
const redactSecrets = ({ status, text }: FinalAnswer, redactor: Redactor) => (status < 400 ? text : redactor.text(text))

const parseBody = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
