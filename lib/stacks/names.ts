import { StackproofError } from '../core/errors.ts'

/** What names a release beside its version. */
export interface Releasable {
  provider: string
  name: string
  /** `v1.34.7` */
  kubernetes: string
}

/** `v2`, or `v0-sha.abc1234` where there is a channel. */
export interface ReleaseVersion {
  major: number
  /** `stable`, `sha`, `git`, … */
  channel: string
  patch: string
}

const DOTTED = /^v(\d+)(?:-(\w+)\.(\w+))?$/
const DASHED = /^(.+)-(\d+-\d+)-(v\d+)(?:-(\w+)-(\w+))?$/

/** Reads a version in its dotted form. Throws `E_STACK` for anything else. */
export const parseReleaseVersion = (version: string): ReleaseVersion => {
  const match = DOTTED.exec(version)
  if (match === null)
    throw new StackproofError(
      'E_STACK',
      `Expected a release version such as v2 or v0-sha.abc1234, got ${JSON.stringify(version)}`,
    )
  return { major: Number(match[1]), channel: match[2] ?? 'stable', patch: match[3] ?? '' }
}

/** Channel of a ClusterStack object that offers this version: the operator knows `stable` and, for all others, `custom`. */
export const subscriptionChannel = (version: string): 'stable' | 'custom' =>
  parseReleaseVersion(version).channel === 'stable' ? 'stable' : 'custom'

/** Name of the ClusterClass: `openstack-scs2-1-34-v0-sha.abc1234`. */
export const className = (stack: Releasable, version: string): string => {
  parseReleaseVersion(version)
  return `${stack.provider}-${stack.name}-${minorOf(stack.kubernetes)}-${version}`
}

/** Name of the release as object, directory and tag: `openstack-scs2-1-34-v0-sha-abc1234`. */
export const releaseName = (stack: Releasable, version: string): string =>
  className(stack, version).replaceAll('.', '-')

/** Takes a release name apart. Undefined for tags that are none, which do exist (`openstack-scs-v5`). */
export const parseReleaseName = (tag: string): { stack: string; minor: string; version: string } | undefined => {
  const [, stack, minor, major, channel, patch] = DASHED.exec(tag) ?? []
  if (stack === undefined) return undefined
  return { stack, minor: minor!, version: channel === undefined ? major! : `${major}-${channel}.${patch}` }
}

/** `1-34` of `v1.34.7`, as releases are named. */
export const minorOf = (kubernetes: string): string => kubernetes.replace(/^v/, '').split('.').slice(0, 2).join('-')
