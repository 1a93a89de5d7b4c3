import type { Redactor } from '../../core/redact.ts'
import type { OpenStack, Resource } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { quotaUses } from './quota.ts'

const service = 'compute' as const

/** Nova. */
export const createCompute = (context: CollectionContext, redactor: Redactor): OpenStack['compute'] => {
  const { session } = context
  return {
    servers: createCollection(context, {
      service,
      kind: 'server',
      path: '/servers',
      listPath: '/servers/detail',
      singular: 'server',
      plural: 'servers',
      wrap: withHints,
      unwrap: (server) => learning(redactor, server as Resource, 'adminPass'),
    }),
    serverGroups: createCollection(context, {
      service,
      kind: 'server_group',
      path: '/os-server-groups',
      singular: 'server_group',
      plural: 'server_groups',
      paging: 'offset',
    }),
    keypairs: createCollection(context, {
      service,
      kind: 'keypair',
      path: '/os-keypairs',
      singular: 'keypair',
      plural: 'keypairs',
      unwrap: (item) => keypair(redactor, item),
    }),
    flavors: createCollection(context, {
      service,
      kind: 'flavor',
      path: '/flavors',
      listPath: '/flavors/detail',
      singular: 'flavor',
      plural: 'flavors',
    }),
    availabilityZones: async (options) => {
      const { body } = await session.call({ service, method: 'GET', path: '/os-availability-zone', ...options })
      return (body.availabilityZoneInfo as Zone[])
        .filter(({ zoneState }) => zoneState.available)
        .map(({ zoneName }) => zoneName)
    },
    consoleLog: async (serverId, options) => {
      const path = `/servers/${encodeURIComponent(serverId)}/action`
      const body = { 'os-getConsoleOutput': {} }
      // A POST by form, a read by nature.
      return (await session.call({ service, method: 'POST', path, body, retry: 'read', ...options })).body.output
    },
    quota: async (options) => {
      const path = `/os-quota-sets/${session.projectId}/detail`
      const { body } = await session.call({ service, method: 'GET', path, ...options })
      return quotaUses(body.quota_set, ['instances', 'cores', 'ram', 'server_groups'])
    },
  }
}

interface Zone {
  zoneName: string
  zoneState: { available: boolean }
}

const HINTS = 'os:scheduler_hints'

// Hints stand beside the server in a request, though they belong to it.
const withHints = ({ [HINTS]: hints, ...server }: Record<string, unknown>) => ({
  server,
  ...(hints !== undefined && { [HINTS]: hints }),
})

// Known by its name alone, and wrapped once more in lists.
const keypair = (redactor: Redactor, item: Record<string, unknown>): Resource => {
  const inner = (item.keypair ?? item) as Resource
  return learning(redactor, { ...inner, id: inner.name! }, 'private_key')
}

const learning = (redactor: Redactor, resource: Resource, secret: string): Resource => {
  redactor.add(resource[secret])
  return resource
}
