import type { CheckContext } from '../../lib/catalog/check.ts'
import type { KubeObject } from '../../lib/kubernetes/types.ts'
import { CLUSTER, NODE } from './types.ts'

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane'

/** The nodes of the workload cluster. */
export const nodesOf = ({ workload, signal }: CheckContext): Promise<KubeObject[]> => workload.list(NODE, {}, signal)

export const isControlPlane = ({ metadata }: KubeObject): boolean => metadata.labels?.[CONTROL_PLANE] !== undefined

/** The id of the server behind a node, from `openstack:///<id>` or `openstack://<region>/<id>`. */
export const serverIdOf = ({ spec }: KubeObject): string | undefined =>
  /^openstack:\/\/[^/]*\/([0-9a-f-]{36})$/.exec(spec.providerID ?? '')?.[1]

/** The address of a kind that a node publishes. */
export const addressOf = ({ status }: KubeObject, type: string): string | undefined =>
  (status?.addresses as { type: string; address: string }[] | undefined)?.find((address) => address.type === type)
    ?.address

/** The Cluster object as the management cluster has it; its variables carry the class's defaults. */
export const clusterObject = async ({ management, cluster, signal }: CheckContext): Promise<KubeObject> =>
  (await management.get({ ...CLUSTER, name: cluster.name, namespace: cluster.namespace }, signal))!

/** The value of the first of some variables that the Cluster has. */
export const variableOf = (cluster: KubeObject, ...names: string[]): unknown =>
  (cluster.spec.topology.variables as { name: string; value: unknown }[]).find(({ name }) => names.includes(name))
    ?.value

/** The prefix that CAPO gives to what it makes for a cluster. */
export const capoName = ({ cluster }: CheckContext): string =>
  `k8s-clusterapi-cluster-${cluster.namespace}-${cluster.name}`
