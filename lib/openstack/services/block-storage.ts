import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { quotaUses } from './quota.ts'

const service = 'block-storage' as const

// What Cinder's resource_filters.json gives each kind in a fresh installation.
const FILTERS = {
  volume: [
    'name',
    'status',
    'metadata',
    'bootable',
    'migration_status',
    'availability_zone',
    'group_id',
    'size',
    'created_at',
    'updated_at',
    'consumes_quota',
  ],
  snapshot: ['name', 'status', 'volume_id', 'metadata', 'availability_zone', 'consumes_quota'],
  backup: ['name', 'status', 'volume_id'],
  attachment: ['volume_id', 'status', 'instance_id', 'attach_status'],
} as const

/** Cinder. */
export const createBlockStorage = (context: CollectionContext): OpenStack['blockStorage'] => {
  const { session } = context
  const collection = (kind: keyof typeof FILTERS, path: string) =>
    createCollection(context, {
      service,
      kind,
      path,
      listPath: `${path}/detail`,
      singular: kind,
      plural: path.slice(1),
      filters: FILTERS[kind],
    })
  const types = createCollection(context, {
    service,
    kind: 'volume_type',
    path: '/types',
    singular: 'volume_type',
    plural: 'volume_types',
    filters: ['is_public', 'extra_specs'],
  })
  return {
    volumes: { ...collection('volume', '/volumes'), ...volumeOperations(context) },
    snapshots: collection('snapshot', '/snapshots'),
    backups: collection('backup', '/backups'),
    attachments: collection('attachment', '/attachments'),
    types,
    defaultType: (options) => types.get('default', options),
    quota: async (options) => {
      const path = `/os-quota-sets/${session.projectId}`
      const { body } = await session.call({ service, method: 'GET', path, query: { usage: true }, ...options })
      return quotaUses(body.quota_set, ['volumes', 'gigabytes', 'snapshots'])
    },
    limits: async (options) =>
      (await session.call({ service, method: 'GET', path: '/limits', ...options })).body.limits.absolute,
  }
}

const volumeOperations = ({
  session,
}: CollectionContext): Pick<OpenStack['blockStorage']['volumes'], 'extend' | 'messages'> => ({
  extend: async (id, sizeGiB, options) => {
    const path = `/volumes/${encodeURIComponent(id)}/action`
    const body = { 'os-extend': { new_size: sizeGiB } }
    await session.call({ service, method: 'POST', path, body, ...options })
  },
  messages: async (id, options) => {
    const query = { resource_uuid: id }
    const { body } = await session.call({ service, method: 'GET', path: '/messages', query, ...options })
    return (body.messages as { user_message: string }[]).map(({ user_message }) => user_message)
  },
})
