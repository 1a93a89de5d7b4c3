import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { capoName, clusterObject, variableOf } from '../cluster-facts.ts'

/** The subnet of the nodes is as the variables say. */
export const networkSettings = defineCheck({
  id: 'network.settings',
  area: 'network',
  title: 'The nodes’ subnet has the range and the DNS servers that were set',
  why: 'A variable that reaches nothing is found out when the first name does not resolve.',
  source: 'cluster class variables nodeCIDR/node_cidr and dnsNameservers/dns_nameservers',
  inapplicable: [
    {
      settings: { apiEndpoint: ['kube-vip'] },
      reason: 'with kube-vip the network is made beforehand; the variables have no effect by design',
    },
  ],
  faults: ['network.dns-servers-ignored'],
  run: async (context) => {
    const cluster = await clusterObject(context)
    const [subnet] = await context.cloud.network.subnets.list({ name: capoName(context) }, { signal: context.signal })
    ensure(subnet !== undefined, `a subnet ${capoName(context)}`, 'none')
    const servers = (variableOf(cluster, 'dnsNameservers', 'dns_nameservers') ?? []) as string[]
    const cidr = variableOf(cluster, 'nodeCIDR', 'node_cidr') ?? subnet!.cidr
    ensure(subnet!.cidr === cidr, `range ${cidr}`, subnet!.cidr)
    const found = subnet!.dns_nameservers as string[]
    ensure(found.join() === servers.join(), `DNS servers ${servers.join(', ')}`, found.join(', ') || 'none')
  },
})
