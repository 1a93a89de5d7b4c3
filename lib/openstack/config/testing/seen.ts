import { AUTH_KEYS, OLD_AUTH_KEYS } from '../auth-keys.ts'
import type { DifferenceId } from '../differences.ts'
import type { CloudEntry } from '../read.ts'
import { isTree, type Tree } from '../yaml-tree.ts'
import type { PlacedCase } from './case.ts'
import type { Deviation, Outcome } from './compare.ts'
import type { OracleAnswer } from './oracle.ts'

/** All that is known of one case. */
export interface Seen {
  one: PlacedCase
  /** What is written for the cloud; undefined where reading the files failed. */
  entry: CloudEntry | undefined
  ours: Outcome
  theirs: OracleAnswer
}

/** A listed difference, and whether it accounts for a deviation. */
export type Rule = readonly [id: DifferenceId, holds: (deviation: Deviation, seen: Seen) => boolean]

/** The text of all files of a case. */
export const textsOf = ({ clouds, secure = '', profiles = '' }: PlacedCase): string =>
  [clouds, secure, profiles].join('\n')

/** The keys of the cloud in their final form, `auth` apart. */
export const resolvedOf = ({ ours }: Seen): { config: Tree; auth: Tree } => {
  const config = 'cloud' in ours ? ours.cloud.config : {}
  return { config, auth: isTree(config.auth) ? config.auth : {} }
}

/** Everything that is written of `auth`, in it or beside it. */
export const writtenAuth = ({ entry }: Seen): Tree => {
  const { auth, ...beside } = entry?.config ?? {}
  return { ...beside, ...(isTree(auth) ? auth : {}) }
}

/** Both `regions` and `region_name` are written, and the two sides have chosen another one. */
export const otherRegion = ({ entry, ours, theirs }: Seen): boolean => {
  const both = entry?.config.regions !== undefined && entry.config.region_name !== undefined
  return both && 'cloud' in ours && ours.cloud.region !== theirs.region
}

/** A key without a value has become the text `None`. */
export const saysNone = ({ theirs }: Seen): boolean =>
  Object.values({ ...(theirs.config?.auth as Tree | undefined), ...theirs.auth }).includes('None')

/** A key stands in `auth` and beside it, by this or its old name. */
export const isTwice = (seen: Seen): boolean => {
  const { entry } = seen
  const { auth, ...beside } = entry?.config ?? {}
  const modern = (key: string) =>
    key.replace('tenant_', 'project_').replace('auth_token', 'token').replace('user_name', 'username')
  const inside = [...Object.keys(isTree(auth) ? auth : {}), ...Object.keys(authOfRegions(seen))].map(modern)
  return Object.keys(beside).some((key) => inside.includes(modern(key)))
}

/** What the regions of an entry say of `auth`, all together. */
export const authOfRegions = ({ entry }: Seen): Tree => {
  const regions = Array.isArray(entry?.config.regions) ? entry.config.regions : []
  return Object.assign({}, ...regions.map((region) => region?.values?.auth))
}

/** Keys of `auth` stand beside it. */
export const standsBeside = ({ entry }: Seen): boolean =>
  Object.keys(entry?.config ?? {}).some((key) => AUTH_KEYS.includes(key) || OLD_AUTH_KEYS.includes(key))

/** A key is written somewhere without a value. */
export const isEmpty = (key: string | undefined, { one }: Seen): boolean =>
  key !== undefined &&
  new RegExp(`\\b${key.replaceAll('_', '[-_]')}: *(?:~|null|"")? *(?:#|,|}|$)`, 'm').test(textsOf(one))

/** Their `auth_type` is the default, although another one is written. */
export const overwritten = ({ entry, theirs }: Seen): boolean => {
  const { auth_type: type, auth_plugin: plugin } = entry?.config ?? {}
  const written = type ?? plugin
  return written !== undefined && written !== 'password' && theirs.config?.auth_type === 'password'
}
