import type { OpenStack } from '../types.ts'
import { type CollectionContext, type CollectionSpec, createCollection } from './collection.ts'
import { NETWORK_FILTERS, type NetworkKind } from './network-filters.ts'
import { quotaUses } from './quota.ts'
import { createInterfaces } from './router-interfaces.ts'
import { createTags } from './tags.ts'
import { createSubports } from './trunk-subports.ts'

const service = 'network' as const

/** Neutron. */
export const createNetwork = (context: CollectionContext): OpenStack['network'] => {
  const { session } = context
  const collection = (kind: NetworkKind, path: string, names: Partial<CollectionSpec> = {}) =>
    createCollection(context, {
      service,
      kind,
      path,
      singular: kind,
      plural: `${kind}s`,
      filters: NETWORK_FILTERS[kind],
      ...names,
    })
  const ports = collection('port', '/ports')
  const trunks = collection('trunk', '/trunks')
  return {
    networks: collection('network', '/networks'),
    subnets: collection('subnet', '/subnets'),
    ports,
    routers: { ...collection('router', '/routers'), ...createInterfaces(context, ports) },
    floatingIps: collection('floatingip', '/floatingips'),
    securityGroups: collection('security_group', '/security-groups'),
    securityGroupRules: collection('security_group_rule', '/security-group-rules'),
    trunks: { ...trunks, ...createSubports(context, trunks) },
    subnetPools: collection('subnetpool', '/subnetpools'),
    addressGroups: collection('address_group', '/address-groups'),
    rbacPolicies: collection('rbac_policy', '/rbac-policies', { plural: 'rbac_policies' }),
    qosPolicies: collection('qos_policy', '/qos/policies', { singular: 'policy', plural: 'policies' }),
    availabilityZones: collection('availability_zone', '/availability_zones', {
      // Zones of networks and of routers, each by name alone.
      unwrap: (zone) => ({ ...zone, id: `${zone.resource}/${zone.name}` }),
    }),
    tags: (kind) => createTags(session, service, `/${kind}`),
    extensions: async (options) => {
      const { body } = await session.call({ service, method: 'GET', path: '/extensions', ...options })
      return (body.extensions as { alias: string }[]).map(({ alias }) => alias)
    },
    quota: async (options) => {
      const path = `/quotas/${session.projectId}/details.json`
      const { body } = await session.call({ service, method: 'GET', path, ...options })
      return quotaUses(body.quota, QUOTAS)
    },
  }
}

const QUOTAS = ['network', 'subnet', 'port', 'router', 'floatingip', 'security_group', 'security_group_rule'] as const
