import type { OpenStack, QuotaUse, Resource } from '../types.ts'
import { KIND_SPECS } from './kinds.ts'
import type { Inventory, Item, Kind } from './types.ts'
import { unlessUnavailable } from './unavailable.ts'

/** Counters of what is inside of things. */
const SUMS: readonly { counter: string; kind: Kind; amount(resource: Resource): unknown }[] = [
  { counter: 'cores', kind: 'server', amount: ({ flavor }) => flavor?.vcpus },
  { counter: 'ram', kind: 'server', amount: ({ flavor }) => flavor?.ram },
  { counter: 'gigabytes', kind: 'volume', amount: ({ size }) => size },
  { counter: 'gigabytes', kind: 'snapshot', amount: ({ size }) => size },
]

/** What Nova, Neutron and Cinder count as used; a service that isn't there or refuses is left out. */
export const readCounters = async (cloud: OpenStack, signal?: AbortSignal): Promise<Record<string, number>> => {
  const options = signal === undefined ? {} : { signal }
  const [compute, network, volumes] = await Promise.all([
    quotaOf(cloud, 'compute', () => cloud.compute.quota(options)),
    quotaOf(cloud, 'network', () => cloud.network.quota(options)),
    quotaOf(cloud, 'block-storage', () => cloud.blockStorage.quota(options)),
  ])
  return Object.fromEntries(
    Object.entries({ ...compute, ...network, ...volumes }).map(([name, { used }]) => [name, used]),
  )
}

const quotaOf = async (
  cloud: OpenStack,
  service: 'compute' | 'network' | 'block-storage',
  read: () => Promise<Record<string, QuotaUse>>,
): Promise<Record<string, QuotaUse>> => {
  const answer = await unlessUnavailable(cloud, service, read)
  return 'reason' in answer ? {} : answer.value
}

/** How much the lists amount to, by counter. Kinds that were not listed are left out. */
export const countListed = (
  { projectId }: { projectId: string },
  lists: ReadonlyMap<Kind, readonly Item[]>,
): Record<string, number> => {
  const listed: Record<string, number> = {}
  const add = (counter: string, amount: number) => {
    listed[counter] = (listed[counter] ?? 0) + amount
  }
  for (const { kind, counter } of KIND_SPECS) {
    const items = lists.get(kind)
    // Ports of others in our networks are in the list and not in the counter.
    if (counter !== undefined && items !== undefined)
      add(counter, items.filter((item) => (item.projectId ?? projectId) === projectId).length)
  }
  for (const { counter, kind, amount } of SUMS) {
    const amounts = lists.get(kind)?.map(({ resource }) => Number(amount(resource) ?? 0))
    if (amounts !== undefined)
      add(
        counter,
        amounts.reduce((total, one) => total + one, 0),
      )
  }
  return listed
}

/**
 * How far the counters have drifted from the lists between two moments; a kind without drift is left out. Where they agree
 * afterwards nothing is lost, whatever the first moment looked like: others may have changed the project while it was read.
 */
export const quotaDrift = (before: Inventory, after: Inventory): Record<string, number> =>
  Object.fromEntries(
    Object.keys(after.listed)
      .filter((counter) => counter in before.listed && counter in after.counted && counter in before.counted)
      .filter((counter) => gap(after, counter) !== 0)
      .map((counter) => [counter, gap(after, counter) - gap(before, counter)] as const)
      .filter(([, drift]) => drift !== 0),
  )

const gap = ({ counted, listed }: Inventory, counter: string) => counted[counter]! - listed[counter]!
