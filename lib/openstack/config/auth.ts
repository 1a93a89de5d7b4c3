import { nearest } from '../../core/nearest.ts'
import { isTree, type Tree } from './parse.ts'
import type { Problems } from './problems.ts'

export type Domain = { id: string } | { name: string }
export type UserRef = { id: string } | { name: string; domain: Domain }
export type ProjectScope = { id: string } | { name: string; domain: Domain }

/** How to get a token. */
export type AuthSettings =
  | { kind: 'password'; url: string; user: UserRef; password: string; project: ProjectScope | undefined }
  | { kind: 'token'; url: string; token: string; project: ProjectScope | undefined }
  /** Carries its project itself: Keystone refuses a scope. */
  | {
      kind: 'application_credential'
      url: string
      credential: { id: string } | { name: string; user: UserRef }
      secret: string
    }

const KINDS: Readonly<Record<string, AuthSettings['kind']>> = {
  password: 'password',
  v3password: 'password',
  token: 'token',
  v3token: 'token',
  v3applicationcredential: 'application_credential',
}

const ALIASES: Readonly<Record<string, string>> = {
  tenant_id: 'project_id',
  tenant_name: 'project_name',
  auth_token: 'token',
  user_name: 'username',
}

const AUTH_KEYS = new Set([
  'auth_url',
  'username',
  'user_id',
  'password',
  'token',
  'project_id',
  'project_name',
  'user_domain_id',
  'user_domain_name',
  'project_domain_id',
  'project_domain_name',
  'domain_id',
  'domain_name',
  'default_domain_id',
  'default_domain_name',
  'application_credential_id',
  'application_credential_name',
  'application_credential_secret',
])

type Fields = Readonly<Record<string, string | undefined>>

/** Reads `auth` and `auth_type`; keys of `auth` may also stand beside it, as with openstacksdk, and then win. */
export const resolveAuth = (config: Tree, problems: Problems): AuthSettings => {
  const fields = collectFields(config)
  const kind = kindOf(config, fields, problems)
  const url = authUrl(config, fields, problems)
  if (kind === 'application_credential') return { kind, url, ...applicationCredential(fields, problems) }
  const project = projectOf(fields, problems)
  if (kind === 'token') return { kind, url, token: required(fields, 'token', 'a token', problems), project }
  const password = required(fields, 'password', 'a password', problems)
  return { kind, url, user: userOf(fields, problems), password, project }
}

const collectFields = (config: Tree): Fields => {
  const beside = Object.entries(config).filter(([key]) => AUTH_KEYS.has(ALIASES[key] ?? key))
  const inside = isTree(config.auth) ? Object.entries(config.auth) : []
  const fields = [...inside, ...beside].map(([key, value]) => [ALIASES[key] ?? key, value] as const)
  return Object.fromEntries(
    fields.map(([key, value]) => [key, typeof value === 'string' && value !== '' ? value : undefined]),
  )
}

const kindOf = (config: Tree, fields: Fields, problems: Problems): AuthSettings['kind'] => {
  const type = config.auth_type
  if (type === undefined) return inferred(fields)
  const kind = KINDS[String(type)]
  if (kind !== undefined) return kind
  const near = nearest(String(type), Object.keys(KINDS))
  problems.add(
    'auth_type',
    `one of ${Object.keys(KINDS).join(', ')}`,
    `${type}${near ? ` (did you mean ${near}?)` : ''}`,
  )
  return 'password'
}

const inferred = (fields: Fields): AuthSettings['kind'] => {
  if (fields.application_credential_secret !== undefined) return 'application_credential'
  return fields.token !== undefined && fields.password === undefined ? 'token' : 'password'
}

const authUrl = (config: Tree, fields: Fields, problems: Problems): string => {
  const written = required(fields, 'auth_url', 'the URL of Keystone', problems)
  const url = written.replace(/\{(\w+)\}/g, (whole, key) => (typeof config[key] === 'string' ? config[key] : whole))
  if (written !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    problems.add('auth.auth_url', 'an http or https URL', JSON.stringify(url))
  return url
}

const applicationCredential = (fields: Fields, problems: Problems) => {
  const secret = required(fields, 'application_credential_secret', 'a secret', problems)
  const { application_credential_id: id, application_credential_name: name } = fields
  if (id !== undefined) return { credential: { id }, secret }
  if (name === undefined)
    problems.add('auth.application_credential_id', 'an id, or application_credential_name', 'neither')
  return { credential: { name: name ?? '', user: userOf(fields, problems) }, secret }
}

const userOf = (fields: Fields, problems: Problems): UserRef => {
  if (fields.user_id !== undefined) return { id: fields.user_id }
  const name = required(fields, 'username', 'a user name (or user_id)', problems)
  return { name, domain: domainOf(fields, 'user_domain', problems) }
}

const projectOf = (fields: Fields, problems: Problems): ProjectScope | undefined => {
  const { project_id: id, project_name: name } = fields
  if (id !== undefined) return { id }
  if (name !== undefined) return { name, domain: domainOf(fields, 'project_domain', problems) }
  problems.add('auth.project_name', 'the project to work in (or project_id)', 'nothing')
  return undefined
}

/** Never guessed: Keystone has no default domain of its own, and another one may hold a user of the same name. */
const domainOf = (fields: Fields, prefix: 'user_domain' | 'project_domain', problems: Problems): Domain => {
  for (const key of [prefix, 'domain', 'default_domain']) {
    const id = fields[`${key}_id`]
    const name = fields[`${key}_name`]
    if (id !== undefined) return { id }
    if (name !== undefined) return { name }
  }
  problems.add(`auth.${prefix}_name`, `a domain, such as \`${prefix}_name: Default\``, 'nothing')
  return { name: '' }
}

const required = (fields: Fields, key: string, expected: string, problems: Problems): string => {
  const value = fields[key]
  if (value === undefined) problems.add(`auth.${key}`, expected, 'nothing')
  return value ?? ''
}
