import { isTree, type ParsedFile, parseCloudsFile, type Tree } from './parse.ts'
import { findFiles, type SearchOptions } from './search.ts'

/** One cloud of a clouds file, merged with its secrets. Plain data; holds passwords. */
export interface CloudEntry {
  name: string
  file: string
  /** As written, with `_` for `-` in keys and numbers as text. */
  config: Tree
  /** `auth.password` → `/etc/openstack/secure.yaml:4`. */
  places: Readonly<Record<string, string>>
}

export interface Clouds {
  file: string
  clouds: Record<string, CloudEntry>
}

/** Reads clouds.yaml and secure.yaml. Throws `E_CONFIG`; what is inside an entry is checked when it is used. */
export const readClouds = async (options: SearchOptions = {}): Promise<Clouds> => {
  const files = findFiles(options)
  const parsed = [files.clouds, ...(files.secure === undefined ? [] : [files.secure])].map(parseCloudsFile)
  const names = new Set(parsed.flatMap(({ tree }) => (isTree(tree.clouds) ? Object.keys(tree.clouds) : [])))
  const entries = [...names].map((name) => [name, entryOf(name, files.clouds, parsed)] as const)
  return { file: files.clouds, clouds: Object.fromEntries(entries) }
}

const entryOf = (name: string, file: string, parsed: readonly ParsedFile[]): CloudEntry => ({
  name,
  file,
  config: parsed.reduce<Tree>((merged, { tree }) => merge(merged, cloudOf(tree, name)), {}),
  places: Object.fromEntries(parsed.flatMap((one) => placesOf(one, name))),
})

const cloudOf = ({ clouds }: Tree, name: string): Tree => {
  const cloud = isTree(clouds) ? clouds[name] : undefined
  return isTree(cloud) ? cloud : {}
}

/** Maps are merged at every depth, anything else is replaced: the later file wins. */
const merge = (base: Tree, over: Tree): Tree => {
  const merged: Tree = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    merged[key] = isTree(before) && isTree(value) ? merge(before, value) : value
  }
  return merged
}

const placesOf = ({ file, lines }: ParsedFile, name: string): [string, string][] =>
  [...lines]
    .filter(([path]) => path.startsWith(`${name}.`))
    .map(([path, line]) => [path.slice(name.length + 1), `${file}:${line}`])
