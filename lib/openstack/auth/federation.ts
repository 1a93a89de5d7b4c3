import { answerError, authError } from '../errors.ts'
import { type Exchange, factsOf, ourHeaders } from '../http/exchange.ts'
import type { AuthContext } from './context.ts'
import { identityUrl } from './identity-url.ts'
import { askKeystone } from './keystone.ts'
import { askProvider, type OidcAuth } from './oidc.ts'
import type { Token } from './token.ts'

/** A token by way of an identity provider: its token, for that an unscoped one of Keystone, for that the one wanted. */
export const askFederation = async (auth: OidcAuth, context: AuthContext): Promise<Token> => {
  const bearer = await askProvider(auth, context)
  const unscoped = await exchangeBearer(auth, bearer, context)
  return await askKeystone({ kind: 'token', url: auth.url, token: unscoped, scope: auth.scope }, context)
}

const exchangeBearer = async (auth: OidcAuth, bearer: string, { exchange, redactor }: AuthContext): Promise<string> => {
  const { identityProvider, protocol } = auth.federation
  const path = `/OS-FEDERATION/identity_providers/${encodeURIComponent(identityProvider)}/protocols/${encodeURIComponent(protocol)}/auth`
  const request: Exchange = {
    service: 'identity',
    method: 'POST',
    url: new URL(identityUrl(auth.url) + path),
    headers: ourHeaders({ authorization: `Bearer ${bearer}` }),
    retry: 'idempotent',
  }
  const answer = await exchange(request)
  const facts = factsOf(request, false)
  if ([401, 403, 404].includes(answer.status)) throw authError(facts, answer, { hint: HINT })
  const id = answer.headers['x-subject-token']
  if (answer.status < 200 || answer.status > 299 || id === undefined) throw answerError(facts, answer, request.url)
  redactor.add(id)
  return id
}

const HINT =
  'Does Keystone know this identity_provider and protocol, and does its mapping accept this user? Its log tells.'
