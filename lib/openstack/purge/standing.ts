import { keyOf } from '../inventory/diff.ts'
import type { Inventory, Item, Kind } from '../inventory/types.ts'
import { parentBackup } from './backup-chain.ts'
import type { PurgePlan } from './types.ts'

/** `going`: still to be deleted, or at it. `stays`: nobody asked for it. `service`: goes with what it serves. */
export type Standing = 'going' | 'gone' | 'failed' | 'stays' | 'service'

/** What has become of everything in one pass, and who holds whom. */
export interface Standings {
  set(item: Item, standing: Standing): void
  /** Something that has to go first and has failed: then this one is not asked for at all. */
  failedOwner(item: Item): Item | undefined
  /** Something that holds an item and won't go in this pass. `message` is the cloud's, with ids. */
  holder(item: Item, message: string): { item: Item; standing: Standing } | undefined
  /** Ids in a message that this pass knows nothing of. */
  strangers(item: Item, message: string): string[]
}

/** Kinds that hold others; a message may name networks and subnets too, which are only the place. */
const HOLDERS: ReadonlySet<string> = new Set([
  'server',
  'port',
  'floatingip',
  'trunk',
  'loadbalancer',
  'volume',
  'snapshot',
  'backup',
  'image',
])

const OWNERS: ReadonlySet<string> = new Set(['server', 'loadbalancer', 'router'])

/** Standings at the start of a pass. */
export const createStandings = (inventory: Inventory, plan: PurgePlan): Standings => {
  const items = new Map(inventory.items.map((item) => [keyOf(item), item]))
  const byId = new Map(inventory.items.map((item) => [item.id, item]))
  const standing = new Map<string, Standing>(inventory.items.map((item) => [keyOf(item), 'going']))
  for (const { item, ownership } of [...plan.kept, ...plan.foreign])
    standing.set(keyOf(item), ownership === 'service-owned' ? 'service' : 'stays')
  const users = usersOf(inventory.items)
  const stuck = (item: Item | undefined) =>
    item !== undefined && HOLDERS.has(item.kind) && ['failed', 'stays'].includes(standing.get(keyOf(item))!)
  return {
    set: (item, value) => void standing.set(keyOf(item), value),
    failedOwner: ({ refs }) =>
      refs
        .filter((ref) => OWNERS.has(ref.kind) && standing.get(keyOf(ref)) === 'failed')
        .map((ref) => items.get(keyOf(ref))!)[0],
    holder: (item, message) => {
      const named = idsIn(message, item.id).map((id) => byId.get(id))
      const owners = item.refs.filter(({ kind }) => OWNERS.has(kind)).map((ref) => items.get(keyOf(ref)))
      const found = [...named, ...owners, ...(users.get(keyOf(item)) ?? [])].find(stuck)
      return found === undefined ? undefined : { item: found, standing: standing.get(keyOf(found))! }
    },
    strangers: (item, message) => idsIn(message, item.id).filter((id) => !byId.has(id)),
  }
}

/** Who refers to whom: a port holds its network, its subnets and its security groups, a backup the one that it builds upon. */
const usersOf = (items: readonly Item[]): Map<string, Item[]> => {
  const users = new Map<string, Item[]>()
  const note = (held: { kind: Kind; id: string }, user: Item) =>
    void users.set(keyOf(held), [...(users.get(keyOf(held)) ?? []), user])
  for (const item of items) {
    for (const ref of item.refs) note(ref, item)
    const parent = parentBackup(item, items)
    if (parent !== undefined) note(parent, item)
  }
  return users
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

const idsIn = (message: string, own: string): string[] =>
  [...new Set(message.replace(/req-[0-9a-f-]{36}/g, '').match(UUID))].filter((id) => id !== own)
