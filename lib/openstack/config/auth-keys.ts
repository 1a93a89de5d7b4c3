import type { Problems } from './problems.ts'
import type { Setting, Settings } from './settings.ts'

/** Old name → name, for keys of `auth`. */
const ALIASES: Readonly<Record<string, string>> = {
  tenant_id: 'project_id',
  tenant_name: 'project_name',
  auth_token: 'token',
  user_name: 'username',
}

/** Old names of keys of `auth`. */
export const OLD_AUTH_KEYS: readonly string[] = Object.keys(ALIASES)

/** Keys of `auth`, all of which may also stand beside it. */
export const AUTH_KEYS: readonly string[] = [
  'auth_url',
  'username',
  'user_id',
  'password',
  'passcode',
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
  'system_scope',
  'trust_id',
  'application_credential_id',
  'application_credential_name',
  'application_credential_secret',
  'auth_methods',
  'identity_provider',
  'protocol',
  'client_id',
  'client_secret',
  'openid_scope',
  'access_token_endpoint',
  'discovery_endpoint',
  'access_token_type',
  'access_token',
  'idp_otp_key',
  'endpoint',
]

/**
 * Brings the keys of `auth` together under `auth.<key>`. One beside `auth` wins over the same one in it, as with today's
 * openstacksdk, and a key wins over its old name.
 */
export const standBeside = (settings: Settings, problems: Problems): Settings => {
  const kept = [...settings].filter(([key]) => authKeyOf(key) === undefined)
  const ranked = [...settings]
    .map(([key, setting]) => ({ key, target: authKeyOf(key), setting }))
    .filter((one): one is { key: string; target: string; setting: Setting } => one.target !== undefined)
    .sort((a, b) => rank(a.key) - rank(b.key))
  const found = new Map<string, Setting>()
  for (const { key, target, setting } of ranked) {
    const before = found.get(target)
    if (before !== undefined && before.value !== setting.value)
      problems.warn(key, `is also written as another key of the same meaning; this one counts`)
    found.set(target, setting)
  }
  return new Map([...kept, ...found])
}

const authKeyOf = (key: string): string | undefined => {
  const inside = key.startsWith('auth.')
  const plain = inside ? key.slice('auth.'.length) : key
  const name = ALIASES[plain] ?? plain
  return inside || AUTH_KEYS.includes(name) ? `auth.${name}` : undefined
}

/** The higher one wins. */
const rank = (key: string): number => {
  const inside = key.startsWith('auth.')
  const plain = inside ? key.slice('auth.'.length) : key
  return (ALIASES[plain] === undefined ? 2 : 0) + (inside ? 0 : 1)
}
