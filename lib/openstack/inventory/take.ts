import type { OpenStack } from '../types.ts'
import { countListed, readCounters } from './counters.ts'
import { toItem } from './item.ts'
import { KIND_SPECS, type KindSpec } from './kinds.ts'
import type { Inventory, Item, Kind, Unavailable } from './types.ts'
import { unlessUnavailable } from './unavailable.ts'

/** How often a project is looked at again while others change it. */
const LOOKS = 12

/**
 * Lists a project and what its user owns, with counters that held while it was listed. Services that are not there or refuse
 * are told in `unavailable`; other errors are thrown.
 */
export const takeInventory = async (cloud: OpenStack, signal?: AbortSignal): Promise<Inventory> => {
  let before = await readCounters(cloud, signal)
  for (let look = 1; ; look++) {
    const { lists, unavailable } = await listAll(cloud, signal)
    const counted = await readCounters(cloud, signal)
    if (look === LOOKS || same(before, counted))
      return {
        projectId: cloud.projectId,
        userId: cloud.userId,
        credentialId: cloud.credentialId,
        items: [...lists.values()].flat(),
        unavailable,
        counted,
        listed: countListed(cloud, lists),
      }
    before = counted
  }
}

interface Listing {
  lists: Map<Kind, Item[]>
  unavailable: Unavailable[]
}

const listAll = async (cloud: OpenStack, signal?: AbortSignal): Promise<Listing> => {
  const unavailable: Unavailable[] = []
  const lists = new Map<Kind, Item[]>()
  const answers = await Promise.all(KIND_SPECS.map((spec) => listKind(cloud, spec, signal)))
  for (const [index, answer] of answers.entries()) {
    const { kind } = KIND_SPECS[index]!
    if ('reason' in answer) unavailable.push({ kind, reason: answer.reason })
    else lists.set(kind, answer.value)
  }
  keepOwn(cloud.projectId, lists)
  return { lists, unavailable }
}

// Without filters: a filter that a service doesn't know is ignored by some and empties the list in others.
const listKind = (cloud: OpenStack, { kind, service, collection }: KindSpec, signal?: AbortSignal) =>
  unlessUnavailable(cloud, service, async () => {
    const resources = await collection(cloud).list({}, signal === undefined ? {} : { signal })
    return resources.map((resource) => toItem(kind, resource))
  })

/** Administrators see what is other projects'; everybody sees what is shared. Neither is in this project. */
const keepOwn = (projectId: string, lists: Map<Kind, Item[]>): void => {
  for (const { kind, owner } of KIND_SPECS) {
    const items = lists.get(kind)
    if (items === undefined || owner === 'user' || kind === 'port') continue
    lists.set(
      kind,
      items.filter((item) => (item.projectId ?? projectId) === projectId),
    )
  }
  const networks = new Set(lists.get('network')?.map(({ id }) => id))
  const isNear = ({ projectId: owner, resource }: Item) => owner === projectId || networks.has(resource.network_id)
  // Services put ports of their own into a tenant's networks; they hold the network, so they are listed with it.
  if (lists.has('port')) lists.set('port', lists.get('port')!.filter(isNear))
}

const same = (a: Record<string, number>, b: Record<string, number>) =>
  Object.keys(b).every((name) => a[name] === b[name])
