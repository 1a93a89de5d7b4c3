import type { OpenStack } from '../types.ts'
import type { CollectionContext } from './collection.ts'

type Usage = Record<string, number>

/** Placement: what the project uses, over all types of consumers. */
export const createPlacement = ({ session }: CollectionContext): OpenStack['placement'] => ({
  usages: async (options) => {
    const query = { project_id: session.projectId }
    const { body } = await session.call({ service: 'placement', method: 'GET', path: '/usages', query, ...options })
    return sum(body.usages as Usage | Record<string, Usage>)
  },
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
