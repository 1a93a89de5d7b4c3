import { type EnvironmentCloud, readEnvironment } from './environment.ts'
import { mergeDeep } from './merge.ts'
import { type ParsedFile, parseCloudsFile } from './parse.ts'
import { configError } from './problems.ts'
import { type FetchProfile, overProfile, type Profile, readProfile, sourcesOver } from './profile.ts'
import type { SourceKind } from './provenance.ts'
import { findFiles, noCloudsFile, type SearchOptions } from './search.ts'
import { isTree, type Tree } from './yaml-tree.ts'

/** One cloud of a clouds file, over its profile and merged with its secrets. Plain data; holds passwords. */
export interface CloudEntry {
  name: string
  file: string
  /** As written, with `_` for `-` in keys and numbers as text. */
  config: Tree
  /** `auth.password` → `/etc/openstack/secure.yaml:4`, or the name of a variable. */
  places: Readonly<Record<string, string>>
  /** Of which kind those places are; `file` where nothing is said. */
  sources?: Readonly<Record<string, SourceKind>>
  /** Key → what is odd about how it is written. */
  oddities?: Readonly<Record<string, string>>
  /** The entry is no map at all. */
  malformed?: boolean
  profile?: Pick<Profile, 'name' | 'state' | 'message'>
  /** `cache` of the file, which is the same for all of its clouds. */
  cache?: Tree
  /** OS_* variables that were set and have no effect. */
  idleVariables?: readonly string[]
}

export interface Clouds {
  /** Undefined where the environment alone makes a cloud. */
  file: string | undefined
  /** The secure.yaml that was read too. */
  secure?: string
  clouds: Record<string, CloudEntry>
  /** Undefined where variables don't count. */
  environment?: EnvironmentCloud
}

export interface ReadOptions extends SearchOptions {
  /** Whether OS_* variables may make a cloud; they do unless `file` is given. */
  environment?: boolean
  /** Have the variables make clouds exactly as openstacksdk does. */
  strictEnv?: boolean
  /** Allows profiles behind URLs. */
  fetchProfile?: FetchProfile
}

/**
 * Reads clouds.yaml, secure.yaml, clouds-public.yaml and the OS_* variables. Throws `E_CONFIG`; what is inside an entry is
 * checked when it is used.
 */
export const readClouds = async (options: ReadOptions = {}): Promise<Clouds> => {
  const { env = process.env, file, environment = file === undefined, strictEnv = false, fetchProfile } = options
  const files = findFiles(options)
  const cloud = environment ? readEnvironment(env, strictEnv) : undefined
  if (files.clouds === undefined && files.secure === undefined && cloud?.config === undefined)
    throw nothingFound(files.folders, cloud)
  const parsed = [files.clouds, files.secure].filter((path) => path !== undefined).map(parseCloudsFile)
  checkClouds(parsed, files.clouds)
  const entries = entriesOf(files.clouds ?? files.secure, parsed, cloud)
  const profiles = needsProfiles(entries) && files.profiles ? parseCloudsFile(files.profiles) : undefined
  const expanded = await Promise.all(entries.map((entry) => withProfile(entry, profiles, fetchProfile)))
  return {
    file: files.clouds ?? files.secure,
    ...(files.secure !== undefined && { secure: files.secure }),
    clouds: Object.fromEntries(expanded.map((entry) => [entry.name, entry])),
    ...(cloud !== undefined && { environment: cloud }),
  }
}

const nothingFound = (folders: readonly string[], cloud: EnvironmentCloud | undefined) =>
  cloud === undefined || cloud.idle.length === 0 ? noCloudsFile(folders) : incompleteEnvironment(cloud)

/** For variables that are asked for a cloud and don't make one. */
export const incompleteEnvironment = ({ name, idle }: EnvironmentCloud) =>
  configError(
    'EnvCloudIncomplete',
    `expected OS_AUTH_URL (or OS_AUTH_TYPE=none with OS_ENDPOINT) for the cloud ${name} of the environment, got ${idle.join(', ') || 'no OS_* variables'}`,
    { cloud: name, variables: idle, hint: 'Set OS_AUTH_URL, or name a cloud of a clouds.yaml by OS_CLOUD.' },
  )

const checkClouds = (parsed: readonly ParsedFile[], main: string | undefined): void => {
  for (const { file, tree } of parsed) {
    const { clouds } = tree
    if (file === main && Object.keys(tree).length === 0)
      throw configError('ConfigParse', `${file}: expected a map with the key clouds, got nothing`, { file })
    if (clouds !== undefined && clouds !== null && !isTree(clouds))
      throw configError('ConfigParse', `${file}: expected clouds to be a map by name, got a list or text`, { file })
  }
}

const entriesOf = (
  file: string | undefined,
  parsed: readonly ParsedFile[],
  cloud: EnvironmentCloud | undefined,
): CloudEntry[] => {
  const names = new Set(parsed.flatMap(({ tree }) => (isTree(tree.clouds) ? Object.keys(tree.clouds) : [])))
  const idle = cloud === undefined || cloud.idle.length === 0 ? {} : { idleVariables: cloud.idle }
  const ofFiles = [...names].map((name) => ({ ...entryOf(name, file!, parsed), ...idle }))
  if (cloud?.config === undefined) return ofFiles
  if (names.has(cloud.name)) throw nameClash(cloud.name, file!)
  return [...ofFiles, environmentEntry(cloud)]
}

const entryOf = (name: string, file: string, parsed: readonly ParsedFile[]): CloudEntry => {
  const malformed = parsed.some(({ tree }) => !isTree(cloudOf(tree, name)))
  const cache = parsed.reduce<Tree>((merged, { tree }) => mergeDeep(merged, treeOr(tree.cache)), {})
  return {
    name,
    file,
    config: parsed.reduce<Tree>((merged, { tree }) => mergeDeep(merged, treeOr(cloudOf(tree, name))), {}),
    places: Object.fromEntries(parsed.flatMap((one) => below(one.lines, name, (line) => `${one.file}:${line}`))),
    oddities: Object.fromEntries(parsed.flatMap((one) => below(one.oddities, name, (oddity) => oddity))),
    ...(malformed && { malformed }),
    ...(Object.keys(cache).length > 0 && { cache }),
  }
}

const cloudOf = ({ clouds }: Tree, name: string): unknown =>
  (isTree(clouds) && Object.hasOwn(clouds, name) ? clouds[name] : undefined) ?? {}

const treeOr = (value: unknown): Tree => (isTree(value) ? value : {})

/** What is known of the keys of one cloud, by the path below its name; its own under the empty path. */
const below = <T>(known: ReadonlyMap<string, T>, name: string, show: (value: T) => string): [string, string][] =>
  [...known]
    .filter(([path]) => path === `clouds.${name}` || path.startsWith(`clouds.${name}.`))
    .map(([path, value]) => [path.slice(`clouds.${name}.`.length), show(value)])

const nameClash = (name: string, file: string) =>
  configError('EnvCloudNameClash', `expected one cloud named ${name}, got one of ${file} and one of OS_* variables`, {
    cloud: name,
    file,
    hint: 'Give the one of the variables another name by OS_CLOUD_NAME, or unset OS_AUTH_URL.',
  })

const environmentEntry = ({ name, config = {}, variables }: EnvironmentCloud): CloudEntry => ({
  name,
  file: 'OS_* variables',
  config,
  places: variables,
  sources: Object.fromEntries(Object.keys(variables).map((key) => [key, 'env'])),
})

const needsProfiles = (entries: readonly CloudEntry[]) =>
  entries.some(({ config }) => (config.profile ?? config.cloud) !== undefined)

const withProfile = async (
  entry: CloudEntry,
  file: ParsedFile | undefined,
  fetchProfile: FetchProfile | undefined,
): Promise<CloudEntry> => {
  const profile = await readProfile(entry.config, file, fetchProfile)
  if (profile === undefined) return entry
  const { name, state, message, config } = profile
  const { places, sources } = sourcesOver(profile, entry.places)
  return {
    ...entry,
    config: overProfile(config, entry.config),
    places,
    sources: { ...sources, ...entry.sources },
    profile: { name, state, message },
  }
}
