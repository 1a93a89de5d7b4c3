import type { Redactor } from '../../core/redact.ts'
import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { createKeypairs } from './keypairs.ts'
import { quotaUses } from './quota.ts'
import { createServers } from './servers.ts'

const service = 'compute' as const

/** Nova. */
export const createCompute = (context: CollectionContext, redactor: Redactor): OpenStack['compute'] => ({
  servers: createServers(context, redactor),
  serverGroups: createCollection(context, {
    service,
    kind: 'server_group',
    path: '/os-server-groups',
    singular: 'server_group',
    plural: 'server_groups',
    filters: ['all_projects'],
    paging: 'offset',
  }),
  keypairs: createKeypairs(context, redactor),
  flavors: createFlavors(context),
  hypervisors: createCollection(context, {
    service,
    kind: 'hypervisor',
    path: '/os-hypervisors',
    listPath: '/os-hypervisors/detail',
    singular: 'hypervisor',
    plural: 'hypervisors',
    filters: ['hypervisor_hostname_pattern', 'with_servers'],
    // The first with UUIDs; from 2.88 on they no longer say what they have.
    microversion: '2.53',
  }),
  ...readings(context),
})

const createFlavors = (context: CollectionContext): OpenStack['compute']['flavors'] => ({
  ...createCollection(context, {
    service,
    kind: 'flavor',
    path: '/flavors',
    listPath: '/flavors/detail',
    singular: 'flavor',
    plural: 'flavors',
    filters: ['is_public', 'minDisk', 'minRam', 'sort_key', 'sort_dir'],
  }),
  extraSpecs: async (id, options) => {
    const path = `/flavors/${encodeURIComponent(id)}/os-extra_specs`
    return (await context.session.call({ service, method: 'GET', path, ...options })).body.extra_specs
  },
})

type Readings = Pick<OpenStack['compute'], 'availabilityZones' | 'consoleLog' | 'quota' | 'limits'>

const readings = ({ session }: CollectionContext): Readings => ({
  availabilityZones: async (options) => {
    const { body } = await session.call({ service, method: 'GET', path: '/os-availability-zone', ...options })
    return (body.availabilityZoneInfo as Zone[])
      .filter(({ zoneState }) => zoneState.available)
      .map(({ zoneName }) => zoneName)
  },
  consoleLog: async (serverId, { lines, ...options } = {}) => {
    const path = `/servers/${encodeURIComponent(serverId)}/action`
    const body = { 'os-getConsoleOutput': lines === undefined ? {} : { length: lines } }
    // A POST by form, a read by nature.
    return (await session.call({ service, method: 'POST', path, body, retry: 'read', ...options })).body.output
  },
  quota: async (options) => {
    const path = `/os-quota-sets/${session.projectId}/detail`
    const { body } = await session.call({ service, method: 'GET', path, ...options })
    return quotaUses(body.quota_set, ['instances', 'cores', 'ram', 'server_groups'])
  },
  limits: async (options) =>
    (await session.call({ service, method: 'GET', path: '/limits', ...options })).body.limits.absolute,
})

interface Zone {
  zoneName: string
  zoneState: { available: boolean }
}
