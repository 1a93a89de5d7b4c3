import { StackproofError } from '../../core/errors.ts'
import type { AuthSettings, OidcClient } from '../config/auth.ts'
import { answerError, authError } from '../errors.ts'
import { type Exchange, type FinalAnswer, factsOf, ourHeaders } from '../http/exchange.ts'
import { parseJson } from '../http/raw.ts'
import type { AuthContext } from './context.ts'

export type OidcAuth = Extract<AuthSettings, { kind: `oidc_${string}` }>

/** The identity provider's token for a user or a client. Throws `E_AUTH` when it refuses. */
export const askProvider = async (auth: OidcAuth, context: AuthContext): Promise<string> => {
  if (auth.kind === 'oidc_access_token') return auth.accessToken
  const { client } = auth
  const url = client.accessTokenEndpoint ?? (await discoverProvider(client, context))
  const request = grantRequest(new URL(url), client, grantOf(auth))
  const answer = await context.exchange(request)
  const facts = factsOf(request, false)
  if ([400, 401, 403].includes(answer.status)) throw authError(facts, refusal(answer), { hint: HINT })
  if (answer.status !== 200) throw answerError(facts, answer, request.url)
  const given = parseJson(answer.text) as Record<string, unknown> | undefined
  const token = given?.[client.tokenType]
  if (typeof token !== 'string') throw lacking(client.tokenType, request.url)
  context.redactor.add(token)
  return token
}

const HINT =
  'Check client_id, client_secret and the user in clouds.yaml, and which grants the provider allows the client.'

const grantOf = (auth: Exclude<OidcAuth, { kind: 'oidc_access_token' }>): Record<string, string> => {
  if (auth.kind === 'oidc_client_credentials') return { grant_type: 'client_credentials' }
  const { username, password, otp } = auth
  return { grant_type: 'password', username, password, ...(otp !== undefined && { [otp.field]: otp.code }) }
}

const grantRequest = (url: URL, client: OidcClient, grant: Record<string, string>): Exchange => {
  const { clientId, clientSecret, openidScope } = client
  // A client with a secret proves itself in the header; one without only says its name.
  const public_: Record<string, string> = clientSecret === undefined ? { client_id: clientId } : {}
  const basic: Record<string, string> =
    clientSecret === undefined ? {} : { authorization: basicOf(clientId, clientSecret) }
  return {
    service: 'identity provider',
    method: 'POST',
    url,
    headers: ourHeaders({ 'content-type': 'application/x-www-form-urlencoded', ...basic }),
    body: new URLSearchParams({ ...grant, ...public_, scope: openidScope }).toString(),
    retry: 'idempotent',
  }
}

const basicOf = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** Here the provider's own word counts, also for another host: the user has named the document. */
const discoverProvider = async ({ discoveryEndpoint }: OidcClient, { exchange }: AuthContext): Promise<string> => {
  const url = new URL(discoveryEndpoint ?? '')
  const request: Exchange = { service: 'identity provider', method: 'GET', url, headers: ourHeaders(), retry: 'read' }
  const answer = await exchange(request)
  if (answer.status !== 200) throw answerError(factsOf(request, false), answer, url)
  const { token_endpoint: endpoint } = (parseJson(answer.text) ?? {}) as { token_endpoint?: unknown }
  if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) throw lacking('token_endpoint', url)
  // Secrets that shall travel under TLS must not be led out of it.
  if (url.protocol === 'https:' && !endpoint.startsWith('https:')) throw lacking('token_endpoint with https', url)
  return endpoint
}

/** Providers have a shape of their own for errors (RFC 6749, 5.2). */
const refusal = (answer: FinalAnswer): FinalAnswer => {
  const { error, error_description: text } = (parseJson(answer.text) ?? {}) as Record<string, unknown>
  if (typeof error !== 'string') return answer
  const message = typeof text === 'string' ? `${error}: ${text}` : error
  return { ...answer, text: JSON.stringify({ message }) }
}

const lacking = (what: string, url: URL) =>
  new StackproofError('E_AUTH', `expected ${what} from ${url.origin}${url.pathname}, got an answer without it`, {
    hint: 'Check access_token_endpoint, discovery_endpoint and access_token_type in clouds.yaml.',
  })
