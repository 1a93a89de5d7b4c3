import type { Clock } from '../../core/clock.ts'
import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'
import { sittingOutPending } from './pending-load-balancer.ts'

const service = 'load-balancer' as const

/** Octavia. Calls that meet a load balancer in PENDING_* wait for it and are sent again. */
export const createLoadBalancer = (plain: CollectionContext, clock: Clock): OpenStack['loadBalancer'] => {
  const session = sittingOutPending(plain.session, clock)
  const context = { ...plain, session }
  const collection = (kind: string, path: string, plural: string) =>
    createCollection(context, { service, kind, path: `/lbaas${path}`, singular: kind, plural })
  return {
    loadBalancers: {
      ...collection('loadbalancer', '/loadbalancers', 'loadbalancers'),
      statusTree: async (id, options) => {
        const path = `/lbaas/loadbalancers/${encodeURIComponent(id)}/status`
        return (await session.call({ service, method: 'GET', path, ...options })).body.statuses
      },
    },
    listeners: collection('listener', '/listeners', 'listeners'),
    pools: collection('pool', '/pools', 'pools'),
    members: (poolId) => collection('member', `/pools/${encodeURIComponent(poolId)}/members`, 'members'),
    healthMonitors: collection('healthmonitor', '/healthmonitors', 'healthmonitors'),
    providers: async (options) => {
      const { body } = await session.call({ service, method: 'GET', path: '/lbaas/providers', ...options })
      return (body.providers as { name: string }[]).map(({ name }) => name)
    },
    quota: async (options) => {
      const path = `/lbaas/quotas/${session.projectId}`
      const { quota } = (await session.call({ service, method: 'GET', path, ...options })).body
      // Octavia's documentation spells the key without, Zed with an underscore.
      return { load_balancer: quota.load_balancer ?? quota.loadbalancer ?? -1 }
    },
  }
}
