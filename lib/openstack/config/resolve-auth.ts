import { nearest } from '../../core/nearest.ts'
import type { AuthSettings, MultifactorMethod } from './auth.ts'
import { type AuthFields, readAuthFields } from './auth-fields.ts'
import { AUTH_KEYS } from './auth-keys.ts'
import { authKindOf } from './auth-kind.ts'
import { oidcAuth } from './auth-oidc.ts'
import type { Problems } from './problems.ts'
import { SCOPE_KEYS, type ScopeDemand, scopeOf, userOf } from './scope.ts'
import type { Settings } from './settings.ts'

/** Reads `auth_type` and the keys of `auth`. */
export const resolveAuth = (settings: Settings, problems: Problems, demand: ScopeDemand): AuthSettings => {
  const fields = readAuthFields(settings, problems)
  const kind = authKindOf(fields)
  warnOfUnknownKeys(fields)
  // The keys of a type that isn't ours can't be judged.
  if (kind === undefined) return { kind: 'none', endpoint: '' }
  if (kind === 'none') return { kind, endpoint: urlOf(fields, 'endpoint', 'the endpoint of every service') }
  const url = urlOf(fields, 'auth_url', 'the URL of Keystone')
  if (kind === 'application_credential') return { kind, url, ...applicationCredential(fields) }
  const scope = scopeOf(fields, demand)
  if (kind === 'token') return { kind, url, token: fields.need('token', 'a token'), scope }
  if (kind === 'password')
    return { kind, url, user: userOf(fields), password: fields.need('password', 'a password'), scope }
  if (kind === 'totp')
    return { kind, url, user: userOf(fields), passcode: fields.need('passcode', 'a one-time passcode'), scope }
  if (kind === 'multifactor') return { kind, url, ...multifactor(fields), scope }
  return oidcAuth(kind, url, scope, fields)
}

const warnOfUnknownKeys = ({ settings, problems }: AuthFields): void => {
  for (const path of settings.keys()) {
    const key = path.startsWith('auth.') ? path.slice('auth.'.length) : undefined
    if (key === undefined || key === 'scope' || AUTH_KEYS.includes(key)) continue
    const near = nearest(key, AUTH_KEYS)
    problems.warn(path, `is no key of auth that is known${near === undefined ? '' : ` (did you mean ${near}?)`}`)
  }
}

const urlOf = (fields: AuthFields, key: 'auth_url' | 'endpoint', expected: string): string => {
  const url = fields.need(key, expected)
  if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    fields.problems.add('ValueInvalid', `auth.${key}`, 'an http or https URL', JSON.stringify(url))
  return url
}

const applicationCredential = (fields: AuthFields) => {
  for (const key of SCOPE_KEYS)
    if (fields.settings.has(`auth.${key}`))
      fields.problems.warn(
        `auth.${key}`,
        'is left out: an application credential has its scope, and Keystone refuses another',
      )
  const secret = fields.need('application_credential_secret', 'a secret')
  const id = fields.get('application_credential_id')
  if (id !== undefined) return { credential: { id }, secret }
  const name = fields.need('application_credential_name', 'a name (or application_credential_id)')
  return { credential: { name, user: userOf(fields) }, secret }
}

const METHODS: Readonly<Record<string, MultifactorMethod>> = {
  v3password: 'password',
  password: 'password',
  v3totp: 'totp',
  totp: 'totp',
}

const multifactor = (fields: AuthFields) => {
  const written = fields.settings.get('auth.auth_methods')?.value
  const names = (Array.isArray(written) ? written : typeof written === 'string' ? written.split(',') : []).map(String)
  if (names.length === 0)
    fields.problems.add('AuthFieldMissing', 'auth.auth_methods', 'a list such as [v3password, v3totp]', 'nothing')
  const unknown = names.filter((name) => !Object.hasOwn(METHODS, name))
  if (unknown.length > 0)
    fields.problems.add('AuthTypeUnsupported', 'auth.auth_methods', 'v3password and v3totp', unknown.join(', '))
  const methods = [...new Set(names.map((name) => METHODS[name]).filter((method) => method !== undefined))]
  return {
    user: userOf(fields),
    methods,
    password: methods.includes('password') ? fields.need('password', 'a password') : undefined,
    passcode: methods.includes('totp') ? fields.need('passcode', 'a one-time passcode') : undefined,
  }
}
