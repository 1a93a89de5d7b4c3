import type { Clock } from '../../core/clock.ts'
import type { CallOptions, Collection, OpenStack, Resource } from '../types.ts'
import { BALANCER_FILTERS, type BalancerKind } from './balancer-filters.ts'
import { serialised } from './balancer-session.ts'
import { type CollectionContext, type CollectionSpec, createCollection } from './collection.ts'
import { onceOnly } from './once-only.ts'
import { createPoolMembers } from './pool-members.ts'

const service = 'load-balancer' as const

type Octavia = OpenStack['loadBalancer']

/** Octavia. Changes of one load balancer go one after the other, and wait while it is PENDING_*. */
export const createLoadBalancer = (plain: CollectionContext, clock: Clock): Octavia => {
  const session = serialised(plain.session, clock)
  const context = { ...plain, session }
  const collection = (kind: BalancerKind, path: string, names: Partial<CollectionSpec> = {}) =>
    createCollection(context, {
      service,
      kind,
      path: `/lbaas${path}`,
      singular: kind,
      plural: `${kind}s`,
      filters: BALANCER_FILTERS[kind],
      ...names,
    })
  const balancers = collection('loadbalancer', '/loadbalancers')
  const below = (parent: string, id: string, path: string) => `/${parent}/${encodeURIComponent(id)}${path}`
  return {
    loadBalancers: { ...balancers, ...balancerOperations(context, balancers) },
    listeners: { ...collection('listener', '/listeners'), stats: stats(context, '/lbaas/listeners') },
    pools: collection('pool', '/pools'),
    members: (poolId) => createPoolMembers(context, poolId, collection('member', below('pools', poolId, '/members'))),
    healthMonitors: collection('healthmonitor', '/healthmonitors'),
    l7Policies: collection('l7policy', '/l7policies', { plural: 'l7policies' }),
    l7Rules: (policyId) =>
      collection('l7rule', below('l7policies', policyId, '/rules'), { singular: 'rule', plural: 'rules' }),
    amphorae: collection('amphora', '', { path: '/octavia/amphorae', plural: 'amphorae' }),
    flavors: collection('flavor', '/flavors'),
    availabilityZones: collection('availability_zone', '/availabilityzones', {
      unwrap: (zone) => ({ ...zone, id: String(zone.name) }),
    }),
    ...facts(context),
  }
}

const isPending = ({ provisioning_status }: Resource) => String(provisioning_status).startsWith('PENDING_')

const balancerOperations = (
  context: CollectionContext,
  balancers: Collection,
): Pick<Octavia['loadBalancers'], 'statusTree' | 'stats' | 'failover'> => {
  const path = (id: string, what: string) => `/lbaas/loadbalancers/${encodeURIComponent(id)}/${what}`
  const { session, clock } = context
  return {
    statusTree: async (id, options) =>
      (await session.call({ service, method: 'GET', path: path(id, 'status'), ...options })).body.statuses,
    stats: stats(context, '/lbaas/loadbalancers'),
    failover: async (id, options = {}) => {
      await onceOnly<true>({
        what: `failover of load balancer ${id}`,
        // The second one would replace what the first has just built.
        send: async () => {
          await session.call({ service, method: 'PUT', path: path(id, 'failover'), retry: 'once', ...options })
          return true
        },
        look: async () => (isPending(await balancers.get(id, options)) ? [true] : []),
        clock,
        ...options,
      })
    },
  }
}

const stats =
  ({ session }: CollectionContext, path: string) =>
  async (id: string, options?: CallOptions): Promise<Record<string, number>> =>
    (await session.call({ service, method: 'GET', path: `${path}/${encodeURIComponent(id)}/stats`, ...options })).body
      .stats

const facts = ({ session }: CollectionContext): Pick<Octavia, 'providers' | 'quota'> => ({
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
})
