import { StackproofError } from '../core/errors.ts'
import { type KeeperOptions, tokenKeeper } from './auth/keeper.ts'
import type { Token } from './auth/token.ts'
import type { Tokens } from './auth/tokens.ts'
import { microversionHeaders } from './catalog/microversion.ts'
import type { ServiceType } from './catalog/service-types.ts'
import type { ResolvedCloud } from './config/resolve.ts'
import { createEndpoints, type Endpoints } from './endpoints.ts'
import { answerError } from './errors.ts'
import { apiExchange, finished } from './http/api.ts'
import { type Exchange, factsOf, ourHeaders } from './http/exchange.ts'
import { rawAnswer, rawRequest } from './http/raw.ts'
import type { RetryClass } from './http/retry.ts'
import { openTransport, type Send } from './http/transport.ts'
import type { Upload } from './http/upload.ts'
import type { Query, RawAnswer, RawCall, ServiceVersion } from './types.ts'

export interface ApiCall {
  service: ServiceType
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the service's base URL. */
  path: string
  query?: Query
  body?: unknown
  contentType?: string
  /** Laid over ours. */
  headers?: Readonly<Record<string, string>>
  /** Instead of the service's pin; `E_OPENSTACK` where the server doesn't reach it. */
  microversion?: string
  /** Bytes instead of a JSON body; opened anew for each attempt. No limit on silence but its own. */
  stream?: Upload
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
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
}

/** Authorised requests to one project of one cloud. */
export interface Session {
  readonly projectId: string
  readonly userId: string
  /** The application credential that it logged in with. */
  readonly credentialId: string | undefined
  readonly roles: readonly string[]
  readonly region: string | undefined
  available(): readonly ServiceType[]
  version(service: ServiceType, signal?: AbortSignal): Promise<ServiceVersion>
  /** Throws for every answer that is no success. */
  call(call: ApiCall): Promise<ApiAnswer>
  /** Any answer, as it came. Rejects only where none came. */
  request(call: RawCall): Promise<RawAnswer>
  /** The path of a call as the service sees it, for the ledger. */
  pathOf(service: ServiceType, path: string, signal?: AbortSignal): Promise<string>
  clockSkewMs(): number | undefined
  revoke(signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface SessionOptions extends KeeperOptions {
  /** Of the opening only. */
  signal?: AbortSignal
  /** Takes any token, also one without a project; only Keystone can be asked with that. */
  anyScope?: boolean
}

/** Opens a session and authenticates. Throws `E_AUTH`, `E_TLS` or `E_OPENSTACK`. */
export const openSession = async ({ signal, anyScope = false, ...options }: SessionOptions): Promise<Session> => {
  const { cloud } = options
  const transport = openTransport(options)
  const { send, close } = transport
  const keeper = tokenKeeper({ ...options, send })
  const { tokens } = keeper
  const first = await tokens
    .get(signal)
    .then((token) => (anyScope ? token : ensureProject(token, cloud)))
    .catch(async (error) => {
      await close()
      throw error
    })
  const endpoints = createEndpoints({ cloud, token: first, send, versions: keeper.versions })
  return {
    ...requests(endpoints, tokens, send),
    projectId: first.projectId,
    userId: first.userId,
    credentialId: first.applicationCredentialId,
    roles: first.roles,
    region: cloud.region,
    available: endpoints.available,
    version: async (service, within) => ({
      service,
      url: endpoints.place(service).base,
      ...((await endpoints.versions(service, within)) ?? { min: undefined, max: undefined }),
      used: await endpoints.microversion(service, undefined, within),
    }),
    pathOf: async (service, path) => new URL(endpoints.place(service).base + path).pathname,
    clockSkewMs: transport.clockSkewMs,
    revoke: async (within) => {
      const token = tokens.forget()
      if (token !== undefined && token.id !== '') await revoke(token, endpoints.place('identity').base, send, within)
    },
    close,
  }
}

/** Calls, checked, and raw ones, as they come. */
const requests = (endpoints: Endpoints, tokens: Tokens, send: Send): Pick<Session, 'call' | 'request'> => ({
  call: async (call) => {
    const { service, signal } = call
    const version = await endpoints.microversion(service, call.microversion, signal)
    const request = apiExchange(call, endpoints.place(service).base, microversionHeaders(service, version))
    const { answer, earlier, token } = await authorised(request, tokens, send)
    return finished(request, answer, { version, earlier, token })
  },
  request: async (call) => {
    const { service, from = 'base', signal } = call
    const { microversion = from === 'base' ? await endpoints.microversion(service, undefined, signal) : false } = call
    const id = call.token ?? (await tokens.get(signal)).id
    const headers = ourHeaders({
      ...microversionHeaders(service, microversion || undefined),
      ...(id && { 'x-auth-token': id }),
    })
    return rawAnswer(
      await send({ ...rawRequest(call, { at: endpoints.place(service)[from], headers }), retry: 'never' }),
    )
  },
})

/** One request with the session's token, and once more with a new one where that was refused. */
const authorised = async (request: Exchange, tokens: Tokens, send: Send) => {
  const withToken = ({ id }: Token) =>
    send(id === '' ? request : { ...request, headers: { 'x-auth-token': id, ...request.headers } })
  const token = await tokens.get(request.signal)
  const first = await withToken(token)
  if (first.status !== 401 || token.id === '') return { answer: first, earlier: [], token }
  const renewed = await tokens.renew(token, request.signal)
  return { answer: await withToken(renewed), earlier: [first], token: renewed }
}

const ensureProject = (token: Token, { name, auth }: ResolvedCloud): Token => {
  if (token.projectId !== '' || auth.kind === 'none') return token
  throw new StackproofError('E_AUTH', `expected a token for a project of cloud ${name}, got one without a project`, {
    hint: 'Name the project in clouds.yaml by project_id, or by project_name with project_domain_name.',
  })
}

const revoke = async (token: Token, base: string, send: Send, signal?: AbortSignal) => {
  const request: Exchange = {
    service: 'identity',
    method: 'DELETE',
    url: new URL(`${base}/auth/tokens`),
    headers: ourHeaders({ 'x-auth-token': token.id, 'x-subject-token': token.id }),
    retry: 'idempotent',
    ...(signal !== undefined && { signal }),
  }
  const answer = await send(request)
  // One that is refused or unknown is as good as revoked.
  if (![204, 401, 404].includes(answer.status))
    throw answerError(factsOf(request, answer.ambiguous), answer, request.url)
}
