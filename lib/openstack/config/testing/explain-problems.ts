import type { ConfigProblem, ConfigProblemName } from '../problems.ts'
import type { Deviation } from './compare.ts'
import { overwritten, type Rule, type Seen, saysNone } from './seen.ts'

/** Where only we see a problem. */
export const problemRules: readonly Rule[] = [
  ['profiles-state', (deviation) => is(deviation, 'ProfileShutDown')],
  [
    'tls-verify-text',
    (deviation, seen) => is(deviation, 'TlsConfigVerifyNotBoolean') && typeof seen.theirs.config?.verify === 'string',
  ],
  [
    'tls-files-checked',
    (deviation) => is(deviation, 'TlsConfigCaMissing') && /\/no\/such\//.test(problemOf(deviation).found),
  ],
  [
    'tls-files-checked',
    (deviation) => is(deviation, 'TlsConfigCertInvalid', 'TlsConfigCertWithoutKey', 'TlsConfigCertMissing'),
  ],
  [
    'values-checked',
    (deviation) => is(deviation, 'EndpointOverrideInvalid') && !/"https?:/.test(problemOf(deviation).found),
  ],
  ['values-checked', (deviation) => is(deviation, 'MicroversionOutOfRange')],
  ['values-checked', (deviation) => is(deviation, 'ValueInvalid') && /auth_url$/.test(problemOf(deviation).key)],
  ['text-only', (deviation) => is(deviation, 'ValueInvalid') && /what YAML reads/.test(problemOf(deviation).found)],
  [
    'auth-type-unsupported',
    (deviation) => is(deviation, 'AuthTypeUnsupported') && /which stackproof has not/.test(problemOf(deviation).found),
  ],
  [
    'auth-type-dashed',
    (deviation, seen) =>
      overwritten(seen) &&
      is(deviation, 'AuthFieldMissing', 'AuthTypeUnsupported', 'AuthScopeAmbiguous', 'DomainMissing'),
  ],
  ['scopes-early', (deviation, seen) => is(deviation, 'AuthScopeAmbiguous') && typeOf(seen).startsWith('v3oidc')],
  ['nothing-is-nothing', (deviation, seen) => is(deviation, 'DomainMissing', 'AuthFieldMissing') && saysNone(seen)],
  [
    'scopes-early',
    (deviation) => is(deviation, 'AuthScopeAmbiguous') && /system_scope/.test(problemOf(deviation).found),
  ],
  ['auth-fields-early', (deviation, seen) => is(deviation, 'AuthFieldMissing') && isAbsent(deviation, seen)],
  ['domains-early', (deviation, seen) => is(deviation, 'DomainMissing') && isAbsent(deviation, seen)],
  [
    'env-overrides',
    (deviation, seen) =>
      is(deviation, 'RegionInvalid') && problemOf(deviation).provenance?.source === 'env' && !seen.one.strictEnv,
  ],
  ['region-beside-regions', (deviation) => is(deviation, 'RegionInvalid')],
  ['yaml-strict', (deviation) => is(deviation, 'ConfigParse')],
]

const problemOf = ({ ours }: Deviation) => ours as ConfigProblem

const is = ({ key }: Deviation, ...names: ConfigProblemName[]): boolean =>
  names.some((name) => key === `problem.${name}`)

const typeOf = ({ theirs }: Seen): string => String(theirs.config?.auth_type)

/** Neither the key nor its twin with an id reached their plugin. */
const isAbsent = (deviation: Deviation, { theirs }: Seen): boolean => {
  const key = problemOf(deviation).key.split('.').at(-1)!
  const twin = key === 'username' ? 'user_id' : key.replace(/_name$/, '_id')
  return !theirs.auth?.[key] && !theirs.auth?.[twin]
}
