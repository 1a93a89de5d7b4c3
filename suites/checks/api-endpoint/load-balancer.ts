import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import type { Resource } from '../../../lib/openstack/types.ts'
import { addressOf, capoName, isControlPlane, nodesOf } from '../cluster-facts.ts'

const WITHOUT = ['none', 'kube-vip']
const WITH = ['octavia-amphora', 'octavia-ovn']

const balancersOfApi = async (context: CheckContext): Promise<Resource[]> => {
  const all = await context.cloud.loadBalancer.loadBalancers.list({}, { signal: context.signal })
  return all.filter(({ name }) => name?.startsWith(`${capoName(context)}-kubeapi`))
}

/** The API's load balancer is the one that was asked for. */
export const apiLoadBalancer = defineCheck({
  id: 'api.load-balancer',
  area: 'api-endpoint',
  title:
    'The load balancer of the Kubernetes API is of the provider that was set, with one member per control-plane node',
  why: 'The provider decides cost, failover and which settings work; a silent fallback to another one is not what was asked for.',
  source: 'CAPO load balancer of the API: …-kubeapi, members are the control-plane machines; row LB-121',
  inapplicable: [
    { settings: { apiEndpoint: WITHOUT }, reason: 'this setting has no Octavia load balancer in front of the API' },
  ],
  faults: ['api.wrong-provider'],
  run: async (context) => {
    const wanted = String(context.cell.settings.apiEndpoint).replace('octavia-', '')
    const found = await balancersOfApi(context)
    ensure(found.length === 1, `one load balancer ${capoName(context)}-kubeapi`, `${found.length}`)
    const [balancer] = found
    ensure(balancer!.provider === wanted, `provider ${wanted}`, `provider ${balancer!.provider}`)
    ensure(balancer!.provisioning_status === 'ACTIVE', 'provisioning_status ACTIVE', balancer!.provisioning_status)
    await ensureMembers(context, balancer!)
  },
})

const ensureMembers = async (context: CheckContext, balancer: Resource) => {
  const { cloud, signal } = context
  const members = await Promise.all(
    (balancer.pools as Resource[]).map(({ id }) => cloud.loadBalancer.members(id).list({}, { signal })),
  )
  const addresses = members
    .flat()
    .map(({ address }) => String(address))
    .sort()
  const wanted = (await nodesOf(context))
    .filter(isControlPlane)
    .map((node) => addressOf(node, 'InternalIP')!)
    .sort()
  ensure(addresses.join() === wanted.join(), `members ${wanted.join(', ')}`, addresses.join(', ') || 'none')
}

/** Where no load balancer was asked for, none is paid for. */
export const noApiLoadBalancer = defineCheck({
  id: 'api.no-load-balancer',
  area: 'api-endpoint',
  title: 'There is no Octavia load balancer for the Kubernetes API where the setting wants none',
  why: 'A load balancer that nobody asked for costs money and hides that the setting had no effect.',
  source: 'cluster class variable for the API load balancer: none and kube-vip leave it disabled',
  inapplicable: [
    { settings: { apiEndpoint: WITH }, reason: 'this setting puts an Octavia load balancer in front of the API' },
  ],
  faults: ['api.stray-load-balancer'],
  run: async (context) => {
    const found = await balancersOfApi(context)
    ensure(
      found.length === 0,
      'no load balancer of the API',
      found.map(({ name, provider }) => `${name} (${provider})`).join(', '),
    )
  },
})
