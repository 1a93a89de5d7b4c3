import { nearest } from '../../core/nearest.ts'
import type { AuthKind } from './auth.ts'
import type { AuthFields } from './auth-fields.ts'

/** `auth_type` → kind. */
export const AUTH_TYPES: Readonly<Record<string, AuthKind>> = {
  password: 'password',
  v3password: 'password',
  token: 'token',
  v3token: 'token',
  v3applicationcredential: 'application_credential',
  v3totp: 'totp',
  v3multifactor: 'multifactor',
  v3oidcpassword: 'oidc_password',
  v3oidcclientcredentials: 'oidc_client_credentials',
  v3oidcaccesstoken: 'oidc_access_token',
  none: 'none',
}

/** What keystoneauth has besides; said to be known, so that nobody looks for a misspelling. */
const ELSEWHERE = [
  'admin_token',
  'gnocchi-basic',
  'http_basic',
  'noauth',
  'token_endpoint',
  'v1password',
  'v2password',
  'v2token',
  'v3adfspassword',
  'v3fedkerb',
  'v3kerberos',
  'v3oauth1',
  'v3oauth2clientcredential',
  'v3oauth2mtlsclientcredential',
  'v3oidcauthcode',
  'v3oidcdeviceauthz',
  'v3samlpassword',
  'v3tokenlessauth',
]

/** The kind that `auth_type` names, or without one that which the keys of `auth` are for; undefined for a problem. */
export const authKindOf = (fields: AuthFields): AuthKind | undefined => {
  const { settings, problems } = fields
  const type = settings.get('auth_type')?.value
  if (type === undefined) return inferred(fields)
  const name = String(type)
  if (name === 'None') return 'none'
  if (Object.hasOwn(AUTH_TYPES, name)) return AUTH_TYPES[name]!
  const known = Object.keys(AUTH_TYPES)
  const near = nearest(name, known)
  const remark = ELSEWHERE.includes(name) ? ' (which stackproof has not)' : near ? ` (did you mean ${near}?)` : ''
  problems.add('AuthTypeUnsupported', 'auth_type', `one of ${known.join(', ')}`, `${name}${remark}`)
  return undefined
}

const inferred = ({ settings, problems }: AuthFields): AuthKind => {
  const has = (key: string) => settings.has(`auth.${key}`)
  if (has('password')) return 'password'
  const kind = has('application_credential_secret') ? 'v3applicationcredential' : has('token') ? 'token' : 'password'
  if (kind !== 'password')
    problems.warn('auth_type', `is missing; ${kind} is assumed, other clients take it for password`)
  return AUTH_TYPES[kind]!
}
