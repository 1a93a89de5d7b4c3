import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'

type Usage = Record<string, number>

const service = 'placement' as const

/** Placement: what the project uses, over all types of consumers. */
export const createPlacement = (context: CollectionContext): OpenStack['placement'] => ({
  usages: async (options) => {
    const { session } = context
    const query = { project_id: session.projectId }
    const { body } = await session.call({ service, method: 'GET', path: '/usages', query, ...options })
    return sum(body.usages as Usage | Record<string, Usage>)
  },
  resourceProviders: createCollection(context, {
    service,
    kind: 'resource_provider',
    path: '/resource_providers',
    singular: 'resource_provider',
    plural: 'resource_providers',
    filters: ['name', 'uuid', 'resources', 'member_of', 'in_tree', 'required'],
    paging: 'none',
    unwrap: (item) => ({ ...item, id: String(item.uuid) }),
  }),
})

/** Up to 1.37 one map of classes, from 1.38 one map per type of consumer. */
const sum = (usages: Usage | Record<string, Usage>): Usage => {
  const maps: Usage[] = Object.entries(usages).map(([key, value]) =>
    typeof value === 'number' ? { [key]: value } : value,
  )
  const total: Usage = {}
  for (const [name, amount] of maps.flatMap((map) => Object.entries(map)))
    if (name !== 'consumer_count') total[name] = (total[name] ?? 0) + amount
  return total
}
