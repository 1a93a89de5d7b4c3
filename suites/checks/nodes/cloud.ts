import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { isControlPlane, nodesOf, serverIdOf } from '../cluster-facts.ts'

const ZONE = 'topology.kubernetes.io/zone'
const REGION = 'topology.kubernetes.io/region'

/** Each node says which server it is, and it is one of ours. */
export const providerId = defineCheck({
  id: 'nodes.provider-id',
  area: 'nodes',
  title: 'Every node names a server of the project as its provider ID',
  why: 'The cloud controller finds addresses, volumes and load-balancer members by it; a wrong one makes it delete or miss nodes.',
  source: 'OCCM: openstack:///<server id>, or with the region between the slashes',
  faults: ['nodes.foreign-provider-id'],
  run: async (context) => {
    const servers = new Set(
      (await context.cloud.compute.servers.list({}, { signal: context.signal })).map(({ id }) => id),
    )
    const wrong = (await nodesOf(context)).filter((node) => !servers.has(serverIdOf(node) ?? ''))
    const got = wrong.map(({ metadata, spec }) => `${metadata.name}: ${spec.providerID ?? 'none'}`).join(', ')
    ensure(wrong.length === 0, 'provider IDs of servers of the project', got)
  },
})

/** Zone and region, for spreading and for the standards' node distribution. */
export const topologyLabels = defineCheck({
  id: 'nodes.topology-labels',
  area: 'nodes',
  title: 'Every node is labelled with its zone and its region',
  why: 'Spreading over zones and the SCS node-distribution check read these labels.',
  source: 'SCS standard 0214 (node distribution); OCCM sets them from clouds.yaml and Nova',
  faults: ['nodes.region-missing'],
  run: async (context) => {
    const wrong = (await nodesOf(context)).flatMap(({ metadata }) =>
      [ZONE, REGION].filter((label) => !metadata.labels?.[label]).map((label) => `${metadata.name}: no ${label}`),
    )
    ensure(wrong.length === 0, `${ZONE} and ${REGION} on every node`, wrong.join('; '))
  },
})

/** The servers are of the flavors that were asked for. */
export const flavors = defineCheck({
  id: 'nodes.flavor',
  area: 'nodes',
  title: 'Every node runs on the flavor that was set for its role',
  why: 'The flavor decides the disk that etcd writes to and what the cluster costs.',
  source: 'cluster class variables for flavors; Nova server.flavor.original_name',
  faults: ['nodes.wrong-flavor'],
  run: async (context) => {
    const { cloud, profile, signal } = context
    const servers = new Map((await cloud.compute.servers.list({}, { signal })).map((server) => [server.id, server]))
    const wrong = (await nodesOf(context)).flatMap((node) => {
      const want = isControlPlane(node) ? profile.flavors.controlPlane : profile.flavors.worker
      const server = servers.get(serverIdOf(node) ?? '')
      return server === undefined || server.flavor.original_name === want
        ? []
        : [`${node.metadata.name}: ${server.flavor.original_name} instead of ${want}`]
    })
    ensure(wrong.length === 0, 'the flavors that were set', wrong.join('; '))
  },
})
