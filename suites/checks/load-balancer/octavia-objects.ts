import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import type { Resource } from '../../../lib/openstack/types.ts'
import { addressOf, isControlPlane, nodesOf } from '../cluster-facts.ts'
import { NO_SERVICE_LB, NOT_OCTAVIA } from './inapplicable.ts'
import { type Balanced, balancedOf, SHARED } from './shared.ts'

const nameOf = ({ cluster }: CheckContext, { echo }: Balanced) =>
  `kube_service_${cluster.name}_${echo.namespace}_${SHARED}`.slice(0, 255)

/** The load balancer that the cloud controller made for the shared Service; fails the check where there is not exactly one. */
export const balancerOf = async (context: CheckContext, balanced: Balanced): Promise<Resource> => {
  const name = nameOf(context, balanced)
  const found = await context.cloud.loadBalancer.loadBalancers.list({ name }, { signal: context.signal })
  ensure(found.length === 1, `one load balancer ${name}`, `${found.length}`)
  return found[0]!
}

/** A13: the setting reaches Octavia. */
export const serviceProviderIsSet = defineCheck({
  id: 'lb.provider',
  area: 'load-balancer',
  title: 'The load balancer of a Service is of the provider that was set',
  why: 'For a year the switch had no effect and nobody noticed, because any provider answers.',
  source: 'cluster-stacks 9da247a; the provider field of Octavia, never the variable',
  inapplicable: [NO_SERVICE_LB, NOT_OCTAVIA],
  faults: ['lb.wrong-provider'],
  run: async (context) => {
    const balanced = await balancedOf(context)
    const { provider } = await balancerOf(context, balanced)
    ensure(provider === balanced.provider, `provider ${balanced.provider}`, `provider ${provider}`)
  },
})

/** LB-002: exactly the objects that the cloud controller promises. */
export const objectGraph = defineCheck({
  id: 'lb.object-graph',
  area: 'load-balancer',
  title:
    'A Service is made of exactly one load balancer, with one listener and one pool per port and every eligible node as a member',
  why: 'What is missing loses traffic, what is too much is left behind at the end.',
  source: 'OCCM naming and object graph; load-balancer row LB-002',
  inapplicable: [NO_SERVICE_LB, NOT_OCTAVIA],
  faults: ['lb.stray-pool'],
  run: async (context) => {
    const { signal } = context
    const { loadBalancer, network } = context.cloud
    const balanced = await balancedOf(context)
    const balancer = await balancerOf(context, balanced)
    const ports = balanced.service.spec.ports as { port: number; nodePort: number }[]
    const [listeners, pools, [floating]] = await Promise.all([
      loadBalancer.listeners.list({ loadbalancer_id: balancer.id }, { signal }),
      loadBalancer.pools.list({ loadbalancer_id: balancer.id }, { signal }),
      network.floatingIps.list({ floating_ip_address: balanced.address }, { signal }),
    ])
    await context.attach('load-balancer', { balancer, listeners, pools, floating })
    const listening = listeners.map(({ protocol_port }) => Number(protocol_port)).sort((a, b) => a - b)
    ensure(
      listening.join() ===
        ports
          .map(({ port }) => port)
          .sort((a, b) => a - b)
          .join(),
      `listeners ${ports.map(({ port }) => port).join(', ')}`,
      listening.join(', '),
    )
    ensure(
      pools.length === ports.length,
      `${ports.length} pools`,
      `${pools.length}: ${pools.map(({ name }) => name).join(', ')}`,
    )
    ensure(
      floating?.description?.includes(`from cluster ${context.cluster.name}`),
      'a floating IP that names the cluster',
      floating?.description ?? 'no floating IP',
    )
    await ensureMembers(context, pools, ports)
  },
})

// Members are all nodes that are not excluded; control-plane nodes carry the exclusion label of kubeadm.
const ensureMembers = async (context: CheckContext, pools: Resource[], ports: { nodePort: number }[]) => {
  const nodes = (await nodesOf(context)).filter(
    (node) =>
      !isControlPlane(node) ||
      node.metadata.labels?.['node.kubernetes.io/exclude-from-external-load-balancers'] === undefined,
  )
  const addresses = nodes.map((node) => addressOf(node, 'InternalIP')!).sort()
  const nodePorts = new Set(ports.map(({ nodePort }) => nodePort))
  for (const pool of pools) {
    const members = await context.cloud.loadBalancer.members(pool.id).list({}, { signal: context.signal })
    const got = members.map(({ address }) => String(address)).sort()
    ensure(got.join() === addresses.join(), `members ${addresses.join(', ')} in ${pool.name}`, got.join(', ') || 'none')
    const strange = members.filter(({ protocol_port }) => !nodePorts.has(protocol_port))
    ensure(
      strange.length === 0,
      'members on the node ports of the Service',
      strange.map(({ protocol_port }) => protocol_port).join(', '),
    )
  }
}
