import { isTree, type Tree } from './yaml-tree.ts'

/** Maps are merged at every depth, anything else is replaced: the later one wins. This is how secrets join an entry. */
export const mergeDeep = (base: Tree, over: Tree): Tree => {
  const changed = Object.entries(over).map(([key, value]) => {
    const before = Object.hasOwn(base, key) ? base[key] : undefined
    return [key, isTree(before) && isTree(value) ? mergeDeep(before, value) : value] as const
  })
  return Object.fromEntries([...Object.entries(base), ...changed])
}

/** Of the maps only `auth` is merged, and that not deeper. This is how an entry is laid over its profile. */
export const mergeEntry = (base: Tree, over: Tree): Tree => {
  const { auth: below } = base
  const { auth: above } = over
  return { ...base, ...over, ...(isTree(below) && isTree(above) && { auth: { ...below, ...above } }) }
}
