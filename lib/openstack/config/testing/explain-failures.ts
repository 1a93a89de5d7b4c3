import type { Deviation } from './compare.ts'
import {
  authOfRegions,
  isEmpty,
  otherRegion,
  overwritten,
  type Rule,
  resolvedOf,
  type Seen,
  saysNone,
  textsOf,
  writtenAuth,
} from './seen.ts'

/** Where only they fail. */
export const failureRules: readonly Rule[] = [
  ['env-name-clash', (deviation) => says(deviation, /defines a cloud named/)],
  ['auth-type-dashed', (_, seen) => overwritten(seen)],
  ['auth-type-inferred', (deviation, seen) => says(deviation, /^TypeError/) && inferred(seen)],
  [
    'application-credential-scope',
    (deviation, seen) =>
      says(deviation, /multiple targets|provided a project_name/) && kindOf(seen) === 'application_credential',
  ],
  ['names-are-text', (deviation, { entry }) => says(deviation, /was not found/) && entry?.oddities?.[''] !== undefined],
  [
    'domains-default',
    (deviation, seen) => says(deviation, /^OptionError: You have provided a/) && hasDefaultDomain(seen),
  ],
  [
    'domains-unneeded',
    (deviation, seen) => says(deviation, /provided a project_name/) && resolvedOf(seen).auth.project_id !== undefined,
  ],
  ['nothing-is-nothing', (_, seen) => saysNone(seen)],
  ['nothing-is-nothing', (deviation, seen) => isEmpty(unexpectedKey(deviation), seen)],
  ['nothing-is-nothing', (deviation, seen) => isEmpty(missingKey(deviation), seen)],
  [
    'secure-kinds',
    (deviation, seen) =>
      says(deviation, /^(?:Attribute|Type)Error: '\w+' object (?:has no attribute|is not)/) &&
      seen.one.secure !== undefined,
  ],
  ['profiles-regions', (deviation, { entry }) => says(deviation, /not a valid region/) && entry?.profile !== undefined],
  ['region-beside-regions', (_, seen) => otherRegion(seen)],
  ['auth-keys-unknown', (deviation, seen) => isWritten(unexpectedKey(deviation), seen)],
  [
    'oidc-secret-optional',
    (deviation, seen) =>
      says(deviation, /missing 1 required positional argument: 'client_secret'/) &&
      !('client_secret' in resolvedOf(seen).auth),
  ],
  [
    'placeholders-unknown',
    (deviation, seen) => says(deviation, /^(?:KeyError|ValueError|IndexError)/) && /[{}]/.test(textsOf(seen.one)),
  ],
]

const says = ({ theirs }: Deviation, pattern: RegExp): boolean => pattern.test(String(theirs))

const kindOf = ({ ours }: Seen) => ('cloud' in ours ? ours.cloud.auth.kind : undefined)

const inferred = (seen: Seen): boolean =>
  seen.entry?.config.auth_type === undefined && ['token', 'application_credential'].includes(kindOf(seen) ?? '')

const hasDefaultDomain = (seen: Seen): boolean =>
  Object.keys(writtenAuth(seen)).some((key) => key.startsWith('default_domain_'))

const unexpectedKey = ({ theirs }: Deviation): string | undefined =>
  /got an unexpected keyword argument '(\w+)'/.exec(String(theirs))?.[1]

const isWritten = (key: string | undefined, seen: Seen): boolean =>
  key !== undefined && (key in resolvedOf(seen).auth || key in writtenAuth(seen) || key in authOfRegions(seen))

const missingKey = ({ theirs }: Deviation): string | undefined => /were not given: (\w+)$/.exec(String(theirs))?.[1]
