import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import { clusterObject } from '../cluster-facts.ts'

/** The address that users are told is one that the project owns and that leads somewhere. */
export const addressPublished = defineCheck({
  id: 'api.address-published',
  area: 'api-endpoint',
  title: 'The address of the Kubernetes API is published and belongs to the project',
  why: 'Users and their tools get this address in the kubeconfig; an address that the project does not hold can be taken away or given to others.',
  source:
    'CAPO: controlPlaneEndpoint is the floating IP of the API load balancer, of the first machine, or of the virtual address',
  faults: ['api.address-not-attached'],
  run: async (context) => {
    const { cloud, cluster, signal } = context
    const endpoint = (await clusterObject(context)).spec.controlPlaneEndpoint
    ensure(
      endpoint?.host === cluster.endpoint.host && Number(endpoint?.port) === cluster.endpoint.port,
      `the endpoint of the kubeconfig ${cluster.endpoint.host}:${cluster.endpoint.port} in the Cluster`,
      `${endpoint?.host}:${endpoint?.port}`,
    )
    const [floating] = await cloud.network.floatingIps.list({ floating_ip_address: cluster.endpoint.host }, { signal })
    ensure(floating !== undefined, `${cluster.endpoint.host} to be a floating IP of the project`, 'no such floating IP')
    ensure(
      Boolean(floating!.port_id),
      `${cluster.endpoint.host} to be attached to a port`,
      `port_id ${floating!.port_id}`,
      { floating },
    )
  },
})
