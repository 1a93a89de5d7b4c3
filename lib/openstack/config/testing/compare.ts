import { isStackproofError } from '../../../core/errors.ts'
import { tokenRequest } from '../../auth/token-request.ts'
import { SERVICE_TYPES, type ServiceType } from '../../catalog/service-types.ts'
import { AUTH_KEYS, OLD_AUTH_KEYS } from '../auth-keys.ts'
import type { ConfigProblem } from '../problems.ts'
import type { ResolvedCloud } from '../resolve.ts'
import type { OracleAnswer } from './oracle.ts'

/** What came of a case on our side. */
export type Outcome = { cloud: ResolvedCloud } | { error: Error }

/** One thing about which the two don't agree. */
export interface Deviation {
  /** `failure` (theirs), `problem.AuthFieldMissing` (ours), `verify`, `auth.user_id`, `services.compute.region`, `config.comment`, … */
  key: string
  ours: unknown
  theirs: unknown
}

/** All that the two don't agree about; an error on both sides is agreement. */
export const compare = (ours: Outcome, theirs: OracleAnswer): Deviation[] => {
  const theirError = theirs.error ?? theirs.authError
  if ('error' in ours) return theirError === undefined || isCrash(ours.error) ? problemsOf(ours.error) : []
  if (theirError !== undefined) return [{ key: 'failure', ours: 'resolved', theirs: theirError }]
  return [
    ...authDeviations(ours.cloud, theirs),
    ...tlsDeviations(ours.cloud, theirs),
    ...SERVICE_TYPES.flatMap((type) => serviceDeviations(type, ours.cloud, theirs)),
    ...configDeviations(ours.cloud, theirs),
    ...differing('region', ours.cloud.region, theirs.region),
    ...differing('cache.auth', ours.cloud.cache.auth, theirs.cacheAuth),
  ]
}

const isCrash = (error: Error): boolean => !isStackproofError(error) || error.code !== 'E_CONFIG'

/** A deviation for each problem that only we see; a crash is one that nothing explains. */
const problemsOf = (error: Error): Deviation[] => {
  if (!isStackproofError(error) || isCrash(error)) return [{ key: 'crash', ours: error.stack, theirs: undefined }]
  const { problem, problems } = error.details as { problem?: string; problems?: ConfigProblem[] }
  const found = problems ?? [{ problem, key: '' }]
  return found.map((one) => ({ key: `problem.${one.problem}`, ours: one, theirs: 'resolved' }))
}

const differing = (key: string, ours: unknown, theirs: unknown): Deviation[] =>
  canonical(ours) === canonical(theirs) ? [] : [{ key, ours, theirs }]

/** Nothing, null and an empty text are the same, and so are numbers and their text. */
const canonical = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object') return JSON.stringify(String(value))
  const pairs = Object.entries(value).map(([key, item]) => `${key.replaceAll('-', '_')}:${canonical(item)}`)
  return `{${pairs
    .filter((pair) => !pair.endsWith(':nothing'))
    .sort()
    .join()}}`
}

const authDeviations = ({ auth }: ResolvedCloud, { auth: theirs = {}, request }: OracleAnswer): Deviation[] => {
  if (auth.kind === 'none') return differing('auth.endpoint', auth.endpoint, theirs.endpoint)
  const url = differing('auth.auth_url', auth.url, theirs.auth_url)
  if (auth.kind === 'oidc_access_token')
    return [
      ...url,
      ...federation(auth.federation, theirs),
      ...differing('auth.access_token', auth.accessToken, theirs.access_token),
    ]
  if (auth.kind === 'oidc_password' || auth.kind === 'oidc_client_credentials') {
    const { client } = auth
    const user = auth.kind === 'oidc_password' ? auth : { username: undefined, password: undefined }
    return [
      ...url,
      ...federation(auth.federation, theirs),
      ...differing('auth.username', user.username, theirs.username),
      ...differing('auth.password', user.password, theirs.password),
      ...differing('auth.client_id', client.clientId, theirs.client_id),
      ...differing('auth.client_secret', client.clientSecret, theirs.client_secret),
      ...differing('auth.scope', client.openidScope, theirs.scope ?? 'openid profile'),
      ...differing('auth.access_token_endpoint', client.accessTokenEndpoint, theirs.access_token_endpoint),
      ...differing('auth.discovery_endpoint', client.discoveryEndpoint, theirs.discovery_endpoint),
    ]
  }
  return [
    ...url,
    ...leaves('request', tokenRequest(auth).auth, (request?.body as { auth?: unknown } | undefined)?.auth),
  ]
}

const federation = (ours: { identityProvider: string; protocol: string }, theirs: Record<string, unknown>) => [
  ...differing('auth.identity_provider', ours.identityProvider, theirs.identity_provider),
  ...differing('auth.protocol', ours.protocol, theirs.protocol),
]

/** Compares two bodies leaf by leaf. */
const leaves = (key: string, ours: unknown, theirs: unknown): Deviation[] => {
  if (!isMap(ours) || !isMap(theirs)) return differing(key, ours, theirs)
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)])
  return [...names].flatMap((name) => leaves(`${key}.${name}`, ours[name], theirs[name]))
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const tlsDeviations = ({ tls }: ResolvedCloud, { verify, cert }: OracleAnswer): Deviation[] => {
  const pair = Array.isArray(cert) ? cert : [cert, undefined]
  return [
    ...differing('verify', trust(tls.verify ? (tls.files.cacert ?? true) : false), trust(verify)),
    ...differing('cert', tls.files.cert, pair[0]),
    ...differing('key', tls.files.cert === undefined ? undefined : tls.files.key, pair[1]),
  ]
}

// A text is the path of a CA, even if it says false.
const trust = (verify: unknown) => (typeof verify === 'string' ? { ca: verify } : verify)

const serviceDeviations = (type: ServiceType, cloud: ResolvedCloud, { services = {} }: OracleAnswer): Deviation[] => {
  const { interfaces, override, catalogType, ...others } = cloud.services[type]
  const theirs = services[type] ?? {}
  const at = (field: string) => `services.${type}.${field}`
  const faces = (value: unknown) => [value].flat().map((face) => String(face).replace(/URL$/, ''))
  const plain = [
    'region',
    'apiVersion',
    'microversion',
    'catalogName',
    'connectRetries',
    'statusRetries',
    'rateLimit',
    'concurrency',
  ] as const
  return [
    ...differing(at('interfaces'), interfaces, faces(theirs.interfaces)),
    ...differing(
      at('override'),
      override ?? (cloud.auth.kind === 'none' ? cloud.auth.endpoint : undefined),
      theirs.override,
    ),
    ...differing(at('catalogType'), catalogType ?? type, theirs.catalogType),
    ...plain.flatMap((field) => differing(at(field), others[field], theirs[field])),
  ]
}

/** Keys that openstacksdk sets for every cloud and nobody here reads, or that are told by other means above. */
const ELSEWHERE = new Set([
  ...AUTH_KEYS,
  ...OLD_AUTH_KEYS,
  'auth',
  'auth_plugin',
  'auth_type',
  'baremetal_introspection_status_code_retries',
  'baremetal_status_code_retries',
  'cloud',
  'cloud_name',
  'disable_vendor_agent',
  'floating_ip_source',
  'image_api_use_tasks',
  'image_format',
  'message',
  'networks',
  'object_store_api_version',
  'region_name',
  'regions',
  'secgroup_source',
  'status',
])

const configDeviations = ({ config }: ResolvedCloud, { config: theirs = {} }: OracleAnswer): Deviation[] => {
  const keys = new Set([...Object.keys(config), ...Object.keys(theirs)])
  return [...keys]
    .filter((key) => !ELSEWHERE.has(key.replaceAll('-', '_')))
    .flatMap((key) => differing(`config.${key}`, asThey(key, config[key]), theirs[key]))
}

// The only value that openstacksdk turns into another one here.
const asThey = (key: string, value: unknown): unknown =>
  key === 'insecure' && typeof value === 'string' ? value.toLowerCase() === 'true' : value
