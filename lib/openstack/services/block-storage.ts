import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { quotaUses } from './quota.ts'

const service = 'block-storage' as const

/** Cinder. */
export const createBlockStorage = (context: CollectionContext): OpenStack['blockStorage'] => {
  const { session } = context
  const collection = (kind: string, path: string) =>
    createCollection(context, {
      service,
      kind,
      path,
      listPath: `${path}/detail`,
      singular: kind,
      plural: path.slice(1),
    })
  return {
    volumes: collection('volume', '/volumes'),
    snapshots: collection('snapshot', '/snapshots'),
    quota: async (options) => {
      const path = `/os-quota-sets/${session.projectId}`
      const { body } = await session.call({ service, method: 'GET', path, query: { usage: true }, ...options })
      return quotaUses(body.quota_set, ['volumes', 'gigabytes', 'snapshots'])
    },
  }
}
