import { classify } from '../attribution/classify.ts'
import type { Classified } from '../attribution/types.ts'
import { specOf } from '../inventory/kinds.ts'
import type { Inventory } from '../inventory/types.ts'
import { BARRIERS, type Barrier } from './barriers.ts'
import type { PlannedItem, PurgeAction, PurgePlan, Selection } from './types.ts'

/** What a purge of this inventory would do. Deletes nothing: this is the dry run. */
export const planPurge = (inventory: Inventory, selection: Selection): PurgePlan => {
  const classified = classify(inventory, 'proof' in selection ? selection.proof : {})
  const chosen = classified.filter((one) => isChosen(one, selection))
  const routers = new Set(chosen.flatMap(({ item }) => (item.kind === 'router' ? [item.id] : [])))
  const planned = [
    ...chosen.map((one) => actionOn(one, routers)),
    ...('proof' in selection ? classified.filter(isToBeReleased).map((one) => plannedAs('release', one)) : []),
  ]
  const rest = classified.filter((one) => !chosen.includes(one))
  return {
    barriers: BARRIERS.map((barrier) => ({ id: barrier.id, items: itemsOf(barrier, planned) })).filter(
      ({ items }) => items.length > 0,
    ),
    kept: rest.filter(({ ownership }) => ownership !== 'foreign'),
    foreign: rest.filter(({ ownership }) => ownership === 'foreign'),
    unavailable: inventory.unavailable,
  }
}

const itemsOf = ({ kinds, actions, newestFirst }: Barrier, planned: readonly PlannedItem[]): PlannedItem[] => {
  const items = planned.filter(
    ({ action, classified: { item } }) => kinds.includes(item.kind) && actions.includes(action),
  )
  const madeAt = ({ classified }: PlannedItem) => classified.item.createdAt ?? ''
  return newestFirst ? items.sort((a, b) => madeAt(b).localeCompare(madeAt(a))) : items
}

const plannedAs = (action: PurgeAction, classified: Classified): PlannedItem => ({ action, classified })

const isChosen = ({ ownership, untouchable, item }: Classified, selection: Selection): boolean => {
  if (untouchable) return false
  if ('proof' in selection) return ownership === 'ours'
  return specOf(item.kind).owner === 'project' || selection.ofUser === true
}

const isToBeReleased = ({ item, holdsOurs }: Classified) => item.kind === 'floatingip' && holdsOurs === true

const ROUTER_PORT = /^network:(router_interface|ha_router_replicated_interface)/

// Ports of a router are gone when it is; those of a router that stays are taken off it.
const actionOn = (one: Classified, routers: ReadonlySet<string>): PlannedItem => {
  const { kind, resource } = one.item
  if (kind !== 'port' || !ROUTER_PORT.test(resource.device_owner ?? '')) return plannedAs('delete', one)
  return plannedAs(routers.has(resource.device_id) ? 'delete' : 'unplug', one)
}

/** How many things a plan would delete or let go. */
export const plannedCount = ({ barriers }: PurgePlan): number =>
  barriers.reduce((total, { items }) => total + items.length, 0)

/** What a plan would delete, as a ledger's entries: proof for the next look, when what it hung on is gone. */
export const provenBy = ({ barriers }: PurgePlan): { kind: string; id: string; name: string; rule: string }[] =>
  barriers.flatMap(({ items }) =>
    items.flatMap(({ action, classified: { item, rule } }) =>
      action === 'release' ? [] : [{ kind: item.kind, id: item.id, name: item.name, rule }],
    ),
  )
