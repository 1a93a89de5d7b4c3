import { mergeEntry } from './merge.ts'
import type { ParsedFile } from './parse.ts'
import { configError } from './problems.ts'
import type { SourceKind } from './provenance.ts'
import { isTree, type Tree } from './yaml-tree.ts'

/** Fetches the JSON document of a vendor; nothing is ever fetched unless the caller brings this. */
export type FetchProfile = (url: string) => Promise<unknown>

/** What a vendor says of its clouds. */
export interface Profile {
  name: string
  state: 'active' | 'deprecated' | 'shutdown' | 'unknown' | 'not fetched'
  /** The vendor's word on its state. */
  message: string
  config: Tree
  places: Readonly<Record<string, string>>
}

/**
 * The profile that an entry names by `profile` (once `cloud`): that of clouds-public.yaml, else behind a URL that may be
 * fetched. There are none built in. Undefined where none is named.
 */
export const readProfile = async (
  config: Tree,
  file: ParsedFile | undefined,
  fetchProfile?: FetchProfile,
): Promise<Profile | undefined> => {
  const name = config.profile ?? config.cloud
  if (typeof name !== 'string' || name === '') return undefined
  const listed = file?.tree['public-clouds']
  const found = isTree(listed) && Object.hasOwn(listed, name) ? listed[name] : undefined
  if (isTree(found)) return profileOf(name, found, placesOf(file!, name))
  if (!/^https?:\/\//.test(name)) return { name, state: 'unknown', message: '', config: {}, places: {} }
  if (fetchProfile === undefined) return { name, state: 'not fetched', message: '', config: {}, places: {} }
  const url = new URL('/.well-known/openstack/api', name).href
  return profileOf(name, await fetched(url, fetchProfile), url)
}

/** An entry over its profile. An entry that names regions of its own has none of the profile's. */
export const overProfile = (profile: Tree, entry: Tree): Tree => {
  const own = entry.regions !== undefined || entry.region_name !== undefined
  const { regions: _, region_name: __, ...rest } = profile
  return mergeEntry(own ? rest : profile, entry)
}

/** Where each value of the result comes from, by the places of both. */
export const sourcesOver = (profile: Profile, places: Readonly<Record<string, string>>) => {
  const below = Object.keys(profile.places).map((path) => [path, 'profile'] as const)
  const above = Object.keys(places).map((path) => [path, 'file'] as const)
  return {
    places: { ...profile.places, ...places },
    sources: Object.fromEntries([...below, ...above]) as Record<string, SourceKind>,
  }
}

const STATES = ['active', 'deprecated', 'shutdown'] as const

const profileOf = (name: string, found: Tree, places: Record<string, string> | string): Profile => {
  const { status, message, ...config } = found
  const state = STATES.find((known) => known === status) ?? 'active'
  const located =
    typeof places === 'string' ? Object.fromEntries(pathsOf(config).map((path) => [path, places])) : places
  return { name, state, message: typeof message === 'string' ? message : '', config, places: located }
}

const pathsOf = (config: Tree): string[] =>
  Object.entries(config).flatMap(([key, value]) =>
    key === 'auth' && isTree(value) ? Object.keys(value).map((inner) => `auth.${inner}`) : [key],
  )

const placesOf = ({ file, lines }: ParsedFile, name: string): Record<string, string> => {
  const prefix = `public-clouds.${name}.`
  const own = [...lines].filter(([path]) => path.startsWith(prefix))
  return Object.fromEntries(own.map(([path, line]) => [path.slice(prefix.length), `${file}:${line}`]))
}

const fetched = async (url: string, fetchProfile: FetchProfile): Promise<Tree> => {
  const document = await fetchProfile(url).catch((cause) => {
    throw configError('ProfileNotFound', `expected a profile at ${url}, got no answer`, { cause, url })
  })
  if (isTree(document) && isTree(document.profile)) return document.profile
  throw configError('ProfileNotFound', `expected a profile at ${url}, got a document without one`, { url })
}
