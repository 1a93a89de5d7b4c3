import { isTree } from '../yaml-tree.ts'
import type { Deviation } from './compare.ts'
import {
  isEmpty,
  isTwice,
  otherRegion,
  overwritten,
  type Rule,
  resolvedOf,
  type Seen,
  saysNone,
  standsBeside,
  textsOf,
} from './seen.ts'

/** Where both resolve a cloud, and a value is another one. */
export const valueRules: readonly Rule[] = [
  [
    'application-credential-scope',
    ({ key, ours }, seen) => key === 'request.scope' && ours === undefined && kindOf(seen) === 'application_credential',
  ],
  ['unscoped-said', ({ key, ours, theirs }) => key === 'request.scope' && ours === 'unscoped' && theirs === undefined],
  [
    'identity-unscoped-endpoint',
    ({ key, ours, theirs }, seen) =>
      key === 'services.identity.override' && !ours && theirs === seen.theirs.auth?.auth_url,
  ],
  ['limits-dashed', (deviation, seen) => limitOfficial(deviation, seen)],
  ['nothing-is-nothing', ({ key }, seen) => /^(?:request|auth)/.test(key) && saysNone(seen)],
  ['auth-keys-beside', ({ key }, seen) => /^(?:request|auth)/.test(key) && isTwice(seen)],
  [
    'multifactor-beside',
    ({ key }, seen) => /^request.identity/.test(key) && kindOf(seen) === 'multifactor' && standsBeside(seen),
  ],
  [
    'profiles-regions',
    ({ key }, { entry, theirs }) =>
      /region|url$/.test(key) && entry?.profile !== undefined && String(theirs.region).includes(','),
  ],
  ['profiles-from-file', (_, { entry }) => entry?.profile?.state === 'unknown' && BUILT_IN.test(entry.profile.name)],
  ['env-truth', ({ key }, { one }) => key === 'verify' && one.env.OS_VERIFY !== undefined],
  ['env-overrides', (deviation, seen) => overridden(deviation, seen)],
  ['region-beside-regions', (_, seen) => otherRegion(seen)],
  ['keys-dashed', ({ key }, seen) => OLD_KEYS.test(key) && DASHED.test(textsOf(seen.one))],
  ['keys-dashed', ({ key }, seen) => textsOf(seen.one).includes(`${key.split('.').slice(-2).join('-')}:`)],
  ['nothing-is-nothing', ({ key, theirs }, seen) => theirs === '' || isEmpty(key.split('.').at(-1), seen)],
  ['auth-type-dashed', ({ key }, seen) => /^(?:auth|request)|override$/.test(key) && overwritten(seen)],
  [
    'keys-dashed',
    ({ key }, { one }) => /^config\.(?:rate_limit|concurrency)/.test(key) && /\w-storage:/.test(textsOf(one)),
  ],
  ['domains-specific', ({ key }, seen) => /\.domain\.(?:id|name)$/.test(key) && mixedDomains(seen)],
  ['placeholders-unknown', ({ ours, theirs }) => /\{/.test(String(ours)) !== /\{/.test(String(theirs))],
]

// Those of openstacksdk that are used in a case by hand.
const BUILT_IN = /^betacloud$/

// These are read before dashes are made underscores.
const OLD_KEYS = /interface|endpoint_type|api_timeout|timeout$|auth_url$/
const DASHED = /endpoint-type|-timeout|auth-url/

const kindOf = ({ ours }: Seen) => ('cloud' in ours ? ours.cloud.auth.kind : undefined)

const overridden = ({ key }: Deviation, { one, entry, ours }: Seen): boolean => {
  if (one.strictEnv || !('cloud' in ours)) return false
  const from = (name: string) => ours.cloud.provenance[name]?.source === 'env'
  if (/region$|region_name|url$/.test(key)) return from('region_name')
  // Another region has other values.
  if (from('region_name') && entry?.config.regions !== undefined) return true
  if (from('region_name') && /^config\./.test(key) && textsOf(one).includes('{region_name}')) return true
  return /interface/.test(key) && from('interface')
}

const mixedDomains = (seen: Seen): boolean => {
  const { auth } = resolvedOf(seen)
  return (
    ['user_domain', 'project_domain'].some((whose) => auth[`${whose}_name`] !== undefined) &&
    /domain.id/.test(textsOf(seen.one))
  )
}

// Dashes and underscores are the same by then.
const limitOfficial = ({ key }: Deviation, { entry }: Seen): boolean => {
  const [, service = '', field] = /^services\.(block-storage|load-balancer)\.(rateLimit|concurrency)$/.exec(key) ?? []
  const limits = entry?.config[field === 'rateLimit' ? 'rate_limit' : 'concurrency']
  return isTree(limits) && service.replace('-', '_') in limits
}
