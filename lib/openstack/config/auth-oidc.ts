import type { AuthSettings, Federation, OidcClient, Scope } from './auth.ts'
import type { AuthFields } from './auth-fields.ts'

type OidcKind = 'oidc_password' | 'oidc_client_credentials' | 'oidc_access_token'

/** The keys of OpenID Connect: which provider, as which client, and what proves who we are. */
export const oidcAuth = (kind: OidcKind, url: string, scope: Scope, fields: AuthFields): AuthSettings => {
  const federation = federationOf(fields)
  if (kind === 'oidc_access_token') {
    const accessToken = fields.need('access_token', 'a token of the identity provider')
    return { kind, url, federation, accessToken, scope }
  }
  const client = clientOf(fields)
  if (kind === 'oidc_client_credentials') return { kind, url, federation, client, scope }
  const username = fields.need('username', "a user's name at the identity provider")
  const password = fields.need('password', 'a password')
  return { kind, url, federation, client, username, password, otp: otpOf(fields), scope }
}

const federationOf = (fields: AuthFields): Federation => ({
  identityProvider: fields.need('identity_provider', 'the name that Keystone has for the identity provider'),
  protocol: fields.need('protocol', 'the federation protocol, such as `openid`'),
})

const clientOf = (fields: AuthFields): OidcClient => {
  const accessTokenEndpoint = endpointOf(fields, 'access_token_endpoint')
  const discoveryEndpoint = endpointOf(fields, 'discovery_endpoint')
  if (accessTokenEndpoint === undefined && discoveryEndpoint === undefined)
    fields.problems.add('AuthFieldMissing', 'auth.discovery_endpoint', 'a URL (or access_token_endpoint)', 'nothing')
  return {
    clientId: fields.need('client_id', 'the id of an OAuth client'),
    clientSecret: fields.get('client_secret'),
    accessTokenEndpoint,
    discoveryEndpoint,
    openidScope: fields.get('openid_scope') ?? fields.get('scope') ?? 'openid profile',
    tokenType: tokenTypeOf(fields),
  }
}

const endpointOf = (fields: AuthFields, key: string): string | undefined => {
  const url = fields.get(key)
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    fields.problems.add('ValueInvalid', `auth.${key}`, 'an http or https URL', JSON.stringify(url))
  return url
}

const tokenTypeOf = (fields: AuthFields): OidcClient['tokenType'] => {
  const written = fields.get('access_token_type') ?? 'access_token'
  if (written === 'access_token' || written === 'id_token') return written
  fields.problems.add('ValueInvalid', 'auth.access_token_type', 'access_token or id_token', JSON.stringify(written))
  return 'access_token'
}

const otpOf = (fields: AuthFields): { field: string; code: string } | undefined => {
  const field = fields.get('idp_otp_key')
  if (field === undefined) return undefined
  return { field, code: fields.need('passcode', 'the one-time password for idp_otp_key') }
}
