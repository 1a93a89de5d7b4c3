import type { PlannedCheck } from '../../lib/core/plan.ts'

export interface ExampleCheck extends PlannedCheck {
  why: string
  source: string
}

type Row = readonly [id: string, severity: PlannedCheck['severity'], title: string, why: string, source: string]

const CLUSTER_API = 'Cluster API book, cluster lifecycle'
const OCCM = 'cloud-provider-openstack, load balancer guide'
const KUBERNETES = 'Kubernetes documentation'
const SCS = 'SCS standard 0219, KaaS networking'

const ROWS: readonly Row[] = [
  [
    'api.address',
    'must',
    'The API server is published at one address that does not change',
    'kubeconfigs carry it for years',
    CLUSTER_API,
  ],
  [
    'api.tls-chain',
    'must',
    "The API server's certificate is signed by the cluster's CA and names every address",
    'kubectl refuses others',
    KUBERNETES,
  ],
  [
    'api.readyz',
    'must',
    'Every control plane answers /readyz with ok',
    'A load balancer hides a sick member',
    KUBERNETES,
  ],
  [
    'api.provider',
    'must',
    'The load balancer of the API server has the provider that was set',
    'amphora and OVN differ in price and failure',
    OCCM,
  ],
  [
    'lb.tcp-integrity',
    'must',
    'Bytes arrive through a Service of type LoadBalancer as they were sent',
    'The first thing that users expose',
    OCCM,
  ],
  [
    'lb.every-member',
    'must',
    'A Service of type LoadBalancer reaches every ready pod',
    'A member that never answers halves the capacity',
    OCCM,
  ],
  ['lb.udp', 'should', 'A UDP Service of type LoadBalancer answers', 'DNS and QUIC need it', OCCM],
  [
    'lb.source-address',
    'should',
    'With externalTrafficPolicy Local a pod sees the address of the client',
    'Allow lists depend on it',
    SCS,
  ],
  [
    'lb.allowed-cidrs',
    'should',
    'loadBalancerSourceRanges keeps everybody else out',
    'Users believe that it protects them',
    OCCM,
  ],
  ['nodes.count', 'must', 'As many nodes are there as were asked for', 'Capacity is what is paid for', CLUSTER_API],
  ['nodes.ready', 'must', 'Every node is Ready and has no pressure', 'Nothing is scheduled elsewhere', KUBERNETES],
  ['nodes.kubelet', 'must', 'Every kubelet runs the declared version', 'A stack is its version', CLUSTER_API],
  [
    'nodes.provider-id',
    'must',
    'Every providerID is a server of the project',
    'Otherwise the cloud controller deletes the node',
    KUBERNETES,
  ],
  [
    'nodes.labels',
    'should',
    'Every node has the labels of its zone and region',
    'Volumes and replicas follow them',
    KUBERNETES,
  ],
  [
    'network.pod-to-pod',
    'must',
    'Pods reach each other across nodes',
    'The promise of every network plugin',
    KUBERNETES,
  ],
  ['network.dns', 'must', 'A pod resolves names of Services and of the world', 'Nothing works without', KUBERNETES],
  [
    'network.pod-cidr',
    'must',
    'Pod addresses lie inside the declared range',
    'Routes and firewalls are made for it',
    SCS,
  ],
  ['network.policy', 'should', 'A NetworkPolicy that denies keeps packets out', 'Tenants rely on it', SCS],
  [
    'storage.default-class',
    'must',
    'There is exactly one default StorageClass, the one that the stack promises',
    'Claims without a class wait for ever',
    KUBERNETES,
  ],
  [
    'storage.bound',
    'must',
    'A claim of the default class becomes bound',
    'A database is the second thing that users deploy',
    KUBERNETES,
  ],
  [
    'storage.survives',
    'must',
    'Data survive a move of the pod to another node',
    'That is what volumes are for',
    KUBERNETES,
  ],
  ['storage.gone', 'must', 'A deleted claim leaves no volume behind', 'Volumes cost money', KUBERNETES],
  ['metrics.nodes', 'should', 'metrics-server answers for each node', 'Autoscaling needs it', KUBERNETES],
  [
    'etcd.leader',
    'must',
    'etcd has one leader and keeps it',
    'Every change is a second without writes',
    'etcd operations guide',
  ],
  [
    'etcd.fsync',
    'should',
    "99 % of etcd's writes reach the disk within 10 ms",
    'Slow disks become lost leaders',
    'etcd operations guide',
  ],
  [
    'addons.versions',
    'must',
    'Every addon runs in the version that its chart declares',
    'ClusterAddon Ready is no proof',
    'cluster-stacks #178',
  ],
  [
    'security.anonymous',
    'must',
    'An anonymous request to the API server is refused',
    'The first thing that scanners try',
    KUBERNETES,
  ],
  [
    'security.etcd-closed',
    'must',
    "etcd's client port is closed from outside",
    'It holds every Secret',
    'etcd security model',
  ],
  [
    'lifecycle.nothing-left',
    'must',
    'A deleted cluster leaves nothing in the project',
    'Leaks cost money and quota',
    CLUSTER_API,
  ],
  [
    'standards.version-skew',
    'info',
    'The version of Kubernetes is still supported upstream',
    'Out-of-date clusters get no fixes',
    'SCS standard 0210',
  ],
]

const AREA_OF: Record<string, string> = { api: 'api-endpoint', lb: 'load-balancer' }

/** Thirty checks over all areas, for reports of made-up runs only. */
export const EXAMPLE_CHECKS: readonly ExampleCheck[] = ROWS.map(([id, severity, title, why, source]) => {
  const prefix = id.split('.')[0]!
  return { id, area: AREA_OF[prefix] ?? prefix, title, severity, why, source }
})
