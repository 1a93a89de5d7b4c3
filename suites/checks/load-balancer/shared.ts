import { echoService } from '../../../fixtures/workloads/manifests.ts'
import type { CheckContext, Echo } from '../../../lib/catalog/check.ts'
import { blockedBy, promised } from '../../../lib/catalog/outcome.ts'
import type { KubeObject } from '../../../lib/kubernetes/types.ts'
import { attribute } from '../../../lib/openstack/attribution/attribute.ts'
import type { Resource } from '../../../lib/openstack/types.ts'
import { SERVICE } from '../types.ts'
import { answer } from './answer.ts'

/** The Service that the load-balancer checks of a cell share: building one takes a minute or two on amphorae. */
export const SHARED = 'balanced'
const MEMORY = 'lb.shared'
/** Set as soon as somebody tries. */
const TRIED = 'lb.shared.tried'
/** The check that makes it and proves that it answers. */
const MAKER = 'lb.default-service'

export type ServiceProvider = 'amphora' | 'ovn' | 'yawol'

export interface Balanced {
  service: KubeObject
  address: string
  provider: ServiceProvider
  echo: Echo
  /** What of the cluster was in the project before the Service was made, by kind. */
  before: Readonly<Record<string, readonly string[]>>
  /** On the environment's clock. */
  publishedAt: number
  waitedMs: number
}

/** Which implementation the cell's Services get. */
export const serviceProvider = ({ cell, profile }: CheckContext): ServiceProvider => {
  const setting = String(cell.settings.serviceLb)
  return (
    setting === 'cloud-default' ? profile.defaultLoadBalancerProvider : setting.replace('octavia-', '')
  ) as ServiceProvider
}

/** Makes the shared Service and waits for its address; the first load-balancer check does. */
export const createBalanced = async (context: CheckContext): Promise<Balanced> => {
  const { workload, clock, interval, observer, memory, signal } = context
  memory.set(TRIED, true)
  const echo = await context.echo()
  const provider = serviceProvider(context)
  const before = await clusterResources(context)
  const start = clock.now()
  await workload.apply(echoService({ namespace: echo.namespace, name: SHARED, type: 'LoadBalancer' }), signal)
  const service = await promised(
    'an address for the Service',
    workload.waitFor(
      { ...SERVICE, name: SHARED, namespace: echo.namespace },
      {
        goal: `address of Service ${SHARED}`,
        interval: interval(`lb/address-${provider}`),
        signal,
        observer,
        describe: (found) => (found === undefined ? 'not there' : (addressOf(found) ?? 'no address')),
        until: (found) => found !== undefined && addressOf(found) !== undefined,
      },
    ),
  )
  const balanced = {
    service: service!,
    address: addressOf(service!)!,
    provider,
    echo,
    before,
    publishedAt: clock.now(),
    waitedMs: clock.now() - start,
  }
  memory.set(MEMORY, balanced)
  return balanced
}

/**
 * The shared Service of an earlier check; made now where that check was not chosen, or has passed before this run was
 * resumed.
 */
export const balancedOf = async (context: CheckContext): Promise<Balanced> => {
  const known = context.memory.get(MEMORY) as Balanced | undefined
  if (known !== undefined) return known
  if (context.memory.get(TRIED) === true) return blockedBy(`the Service got no address (${MAKER})`)
  const balanced = await createBalanced(context)
  await answer(context, balanced).catch((error) => blockedBy(`${balanced.address} does not answer`, error))
  return balanced
}

// With PROXY protocol the cloud controller publishes `<ip>.nip.io` as a hostname instead of the address.
const addressOf = (service: KubeObject): string | undefined => {
  const ingress = service.status?.loadBalancer?.ingress?.[0]
  return ingress?.ip ?? ingress?.hostname?.replace(/\.nip\.io$/, '')
}

const KINDS = {
  loadbalancer: (c: CheckContext) => c.cloud.loadBalancer.loadBalancers,
  floatingip: (c: CheckContext) => c.cloud.network.floatingIps,
  port: (c: CheckContext) => c.cloud.network.ports,
  security_group: (c: CheckContext) => c.cloud.network.securityGroups,
  server: (c: CheckContext) => c.cloud.compute.servers,
  server_group: (c: CheckContext) => c.cloud.compute.serverGroups,
}

/** Ids of what belongs to this cluster and a load balancer may be made of, by kind. Ports count through their network too. */
export const clusterResources = async (context: CheckContext): Promise<Record<string, string[]>> => {
  const networks = (await context.cloud.network.networks.list({}, { signal: context.signal }))
    .filter((network) => attribute('network', network, context.cluster.name) !== undefined)
    .map(({ id }) => id)
  const ours = (kind: string, resource: Resource) =>
    attribute(kind, resource, context.cluster.name) !== undefined || networks.includes(resource.network_id)
  const lists = await Promise.all(
    Object.entries(KINDS).map(async ([kind, collection]) => {
      const all = await collection(context).list({}, { signal: context.signal })
      return [kind, all.filter((resource) => ours(kind, resource)).map(({ id }) => id)] as const
    }),
  )
  return Object.fromEntries(lists)
}
