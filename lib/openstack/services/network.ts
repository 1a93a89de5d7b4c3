import type { CallOptions, OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { quotaUses } from './quota.ts'

const service = 'network' as const

/** Neutron. */
export const createNetwork = (context: CollectionContext): OpenStack['network'] => {
  const { session } = context
  const collection = (kind: string, path: string, plural: string) =>
    createCollection(context, { service, kind, path, singular: kind, plural })
  const turn = async (routerId: string, action: string, body: object, options?: CallOptions) => {
    const path = `/routers/${encodeURIComponent(routerId)}/${action}`
    // A PUT by form, but the second one is refused: the interface is there, or gone, already.
    await session.call({ service, method: 'PUT', path, body, retry: 'once', ...options })
  }
  return {
    networks: collection('network', '/networks', 'networks'),
    subnets: collection('subnet', '/subnets', 'subnets'),
    ports: collection('port', '/ports', 'ports'),
    routers: {
      ...collection('router', '/routers', 'routers'),
      addInterface: (id, body, options) => turn(id, 'add_router_interface', body, options),
      removeInterface: (id, body, options) => turn(id, 'remove_router_interface', body, options),
    },
    floatingIps: collection('floatingip', '/floatingips', 'floatingips'),
    securityGroups: collection('security_group', '/security-groups', 'security_groups'),
    securityGroupRules: collection('security_group_rule', '/security-group-rules', 'security_group_rules'),
    quota: async (options) => {
      const path = `/quotas/${session.projectId}/details.json`
      const { body } = await session.call({ service, method: 'GET', path, ...options })
      return quotaUses(body.quota, QUOTAS)
    },
  }
}

const QUOTAS = ['network', 'subnet', 'port', 'router', 'floatingip', 'security_group', 'security_group_rule'] as const
