import type { Inventory, Item, Kind } from './types.ts'

/** What has come and gone between two inventories. */
export interface Difference {
  added: readonly Item[]
  removed: readonly Item[]
  /** Kinds that could be listed at only one of the two moments: nothing is known of them. */
  unknown: readonly Kind[]
}

/** Compares two inventories by kind and id. */
export const diff = (before: Inventory, after: Inventory): Difference => {
  const unlisted = new Set([...before.unavailable, ...after.unavailable].map(({ kind }) => kind))
  const comparable = ({ kind }: Item) => !unlisted.has(kind)
  const missing = (from: readonly Item[], others: readonly Item[]) => {
    const known = new Set(others.map(keyOf))
    return from.filter((item) => comparable(item) && !known.has(keyOf(item)))
  }
  return {
    added: missing(after.items, before.items),
    removed: missing(before.items, after.items),
    unknown: [...unlisted].filter((kind) => unavailableIn(before, kind) !== unavailableIn(after, kind)),
  }
}

/** Ids of keypairs are names, so only kind and id together tell one thing from another. */
export const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind} ${id}`

const unavailableIn = ({ unavailable }: Inventory, kind: Kind) => unavailable.some((one) => one.kind === kind)
