import type { Random } from './random.ts'
import { key, type Pairs, word, type Yaml } from './write-yaml.ts'

const TYPES = [
  'password',
  'v3password',
  'token',
  'v3token',
  'v3applicationcredential',
  'v3totp',
  'v3multifactor',
  'v3oidcpassword',
  'v3oidcclientcredentials',
  'v3oidcaccesstoken',
  'none',
]
const STRANGE = ['v2password', 'v3oidcauthcode', 'http_basic', 'v3samlpassword', 'nonsense', 'None']
const URLS = [
  'https://cloud.example:5000',
  'https://cloud.example:5000/',
  'https://cloud.example:5000/v3',
  'http://127.0.0.1/identity/v3/',
  "'https://{region_name}.example/v3'",
  'cloud.example:5000',
]

/** `auth_type` and `auth`, and now and then keys of it beside it. */
export const generateAuth = (random: Random): Pairs => {
  const type = random.chance(0.02)
    ? random.pick(STRANGE)
    : random.pick([...TYPES, 'password', 'v3applicationcredential'])
  const said: Pairs = type === 'password' && random.chance(0.6) ? [] : [['auth_type', type]]
  const common = random.chance(0.9) ? commonFor(type, random) : commonOf(random)
  const fields = [...common, ...credentialsOf(type, random)].map(([name, value]): [string, Yaml] => [
    key(random, name),
    value,
  ])
  const kept = random.chance(0.06) ? random.some(fields, 0.9) : fields
  const unique = kept.filter(([name], index) => kept.findIndex(([other]) => other === name) === index)
  const outside = random.chance(0.15) ? 0.3 : 0
  const beside = unique.filter(() => random.chance(outside))
  const inside = unique.filter((pair) => !beside.includes(pair) || random.chance(0.15))
  const old: Pairs = random.chance(0.03) ? [['auth_plugin', random.pick(TYPES)]] : []
  return [...said, ...old, ['auth', inside], ...beside]
}

const commonOf = (random: Random): Pairs => {
  const url: Pairs = random.chance(0.99)
    ? [['auth_url', random.chance(0.97) ? random.pick(URLS.slice(0, 5)) : random.pick(URLS)]]
    : []
  return [...url, ...scopeOf(random), ...random.some(RARE, 0.01)]
}

/** Without what the type doesn't take. */
const commonFor = (type: string, random: Random): Pairs => {
  if (type === 'none') return []
  return type === 'v3applicationcredential' ? [['auth_url', random.pick(URLS.slice(0, 5))]] : commonOf(random)
}

const RARE: Pairs = [
  ['default_domain_id', 'default'],
  ['default_domain_name', 'Default'],
  ['passwrd', 'typo'],
]

const scopeOf = (random: Random): Pairs => {
  const project: Pairs = random.chance(0.5)
    ? [[random.pick(['project_id', 'project_id', 'tenant_id']), word(random)]]
    : [[random.pick(['project_name', 'project_name', 'tenant_name']), word(random)]]
  const domain = domainOf(random, 'project_domain')
  const own = domainOf(random, 'domain')
  const kind = random.next()
  if (kind < 0.75) return [...project, ...domain, ...(random.chance(0.3) ? own : [])]
  if (kind < 0.83) return own
  if (kind < 0.87) return [['system_scope', 'all']]
  if (kind < 0.91) return [['trust_id', word(random)]]
  return kind < 0.98 ? [] : [...project, ...domain, ['trust_id', word(random)]]
}

const domainOf = (random: Random, prefix: string): Pairs =>
  random.chance(0.97) ? [[`${prefix}_${random.pick(['id', 'name'])}`, word(random)]] : []

const userOf = (random: Random): Pairs => {
  if (random.chance(0.3)) return [['user_id', word(random)]]
  return [[random.pick(['username', 'username', 'user_name']), word(random)], ...domainOf(random, 'user_domain')]
}

const credentialsOf = (type: string, random: Random): Pairs => {
  const password: Pairs = [['password', word(random)]]
  const passcode: Pairs = [['passcode', random.pick(['123456', "'012345'", '012345'])]]
  if (/^(?:v3)?token$/.test(type)) return [[random.pick(['token', 'token', 'auth_token']), word(random)]]
  if (type === 'none') return random.chance(0.9) ? [['endpoint', 'http://127.0.0.1:6385']] : []
  if (type === 'v3applicationcredential') return applicationCredential(random)
  if (type === 'v3totp') return [...userOf(random), ...passcode]
  if (type === 'v3multifactor')
    return [
      ...userOf(random),
      ...password,
      ...passcode,
      ['auth_methods', { list: random.some(['v3password', 'v3totp'], 0.9) }],
    ]
  if (type.startsWith('v3oidc')) return oidc(type, random)
  return [...userOf(random), ...password]
}

const applicationCredential = (random: Random): Pairs => {
  const secret: Pairs = [['application_credential_secret', word(random)]]
  if (random.chance(0.6)) return [['application_credential_id', word(random)], ...secret]
  return [['application_credential_name', word(random)], ...userOf(random), ...secret]
}

const oidc = (type: string, random: Random): Pairs => {
  const provider: Pairs = [
    ['identity_provider', 'idp'],
    ['protocol', 'openid'],
  ]
  if (type === 'v3oidcaccesstoken') return [...provider, ['access_token', word(random)]]
  const client: Pairs = [
    ['client_id', word(random)],
    ...(random.chance(0.9) ? ([['client_secret', word(random)]] as Pairs) : []),
    ...(random.chance(0.5) ? ([['openid_scope', 'openid email']] as Pairs) : []),
    [random.pick(['access_token_endpoint', 'discovery_endpoint']), 'https://idp.example/token'],
  ]
  const user: Pairs =
    type === 'v3oidcpassword'
      ? [
          ['username', word(random)],
          ['password', word(random)],
        ]
      : []
  return [...provider, ...client, ...user]
}
