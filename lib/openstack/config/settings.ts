import { isTree, type Tree } from './parse.ts'
import type { Provenance } from './provenance.ts'

/** One value and where it comes from. */
export interface Setting {
  value: unknown
  from: Provenance
}

/** The values of a cloud by key; those of `auth` stand under `auth.<key>`. In the order in which they were written. */
export type Settings = ReadonlyMap<string, Setting>

/** Flattens a tree; `originOf` tells where the value of a key was written. An empty text is as good as nothing. */
export const settingsOf = (tree: Tree, originOf: (path: string) => Provenance): Settings => {
  const flat = Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
    key === 'auth' && isTree(value)
      ? Object.entries(value).map(([inner, item]) => [`auth.${inner}`, item])
      : [[key, value]],
  )
  const written = flat.filter(([, value]) => value !== undefined && value !== null && value !== '')
  return new Map(written.map(([path, value]) => [path, { value, from: originOf(path) }]))
}

/** Lays one over the other, key by key: maps other than `auth` are replaced as a whole, as openstacksdk does. */
export const laidOver = (base: Settings, over: Settings): Settings => new Map([...base, ...over])

/** The value of a key if it is text. */
export const textOf = (settings: Settings, key: string): string | undefined => {
  const value = settings.get(key)?.value
  return typeof value === 'string' ? value : undefined
}

/** The tree of all values, as the entry of a clouds file would have them. */
export const treeOf = (settings: Settings): Tree => {
  const entries = [...settings].map(([key, { value }]) => [key, value] as const)
  const auth = entries.filter(([key]) => key.startsWith('auth.')).map(([key, value]) => [key.slice(5), value] as const)
  const beside = entries.filter(([key]) => !key.startsWith('auth.'))
  return Object.fromEntries([...beside, ...(auth.length > 0 ? [['auth', Object.fromEntries(auth)] as const] : [])])
}
