import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { isControlPlane, nodesOf } from '../cluster-facts.ts'

/** The managed security groups are on the ports that they are made for. */
export const securityGroups = defineCheck({
  id: 'security.groups',
  area: 'security',
  title: 'Every node has the security group of its role on its port',
  why: 'A port without it is either cut off from the cluster or open to everyone.',
  source: 'CAPO managed security groups k8s-cluster-<namespace>-<cluster>-secgroup-controlplane and -worker',
  faults: ['security.group-missing'],
  run: async (context) => {
    const { cloud, cluster, signal } = context
    const prefix = `k8s-cluster-${cluster.namespace}-${cluster.name}-secgroup-`
    const [groups, ports, servers] = await Promise.all([
      cloud.network.securityGroups.list({}, { signal }),
      cloud.network.ports.list({}, { signal }),
      cloud.compute.servers.list({}, { signal }),
    ])
    const wrong = (await nodesOf(context)).flatMap((node) => {
      const name = `${prefix}${isControlPlane(node) ? 'controlplane' : 'worker'}`
      const group = groups.find((candidate) => candidate.name === name)
      if (group === undefined) return [`no group ${name}`]
      // CAPO names servers after their nodes; whether the provider ID says the same is another check.
      const server = servers.find(({ name: own }) => own === node.metadata.name)
      const own = ports.filter(({ device_id }) => device_id === server?.id)
      return own.some(({ security_groups }) => security_groups.includes(group.id))
        ? []
        : [`${node.metadata.name}: not in ${name}`]
    })
    ensure(wrong.length === 0, 'the group of its role on every node', [...new Set(wrong)].join('; '))
  },
})
