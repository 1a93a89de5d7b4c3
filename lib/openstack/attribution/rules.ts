import type { Kind } from '../inventory/types.ts'

/** How a resource proves whose it is: a field that holds the name of a cluster, or the mark of a run, in a known shape. */
export interface AttributionRule {
  id: string
  kinds: readonly Kind[]
  /** Path of the field; `*` stands for every value of a list or object. */
  field: string
  /**
   * `{cluster}` is the name, which must stand there as a whole word; a second one must be the same. `^` and `$` are the ends
   * of the field.
   */
  pattern: string
}

const TAGGED: readonly Kind[] = [
  'server',
  'network',
  'subnet',
  'router',
  'port',
  'floatingip',
  'security_group',
  'trunk',
  'subnetpool',
  'qos_policy',
  'loadbalancer',
  'image',
]

const NAMED: readonly Kind[] = [
  'server',
  'server_group',
  'keypair',
  'network',
  'subnet',
  'port',
  'router',
  'security_group',
  'trunk',
  'subnetpool',
  'address_group',
  'qos_policy',
  'image',
  'volume',
  'snapshot',
  'backup',
  'loadbalancer',
  'application_credential',
]

const DESCRIBED: readonly Kind[] = [...NAMED, 'floatingip']

/**
 * Who makes what for a cluster, and how it can be told from the names (CAPO 0.12, OCCM 2.34, cinder-csi 2.34, yawol
 * 0.29, Octavia 11). Names of clusters and namespaces carry the run, so each of these is proof.
 */
export const ATTRIBUTION_RULES: readonly AttributionRule[] = [
  {
    id: 'capo-network',
    kinds: ['network', 'subnet', 'router', 'loadbalancer'],
    field: 'name',
    pattern: '^k8s-clusterapi-cluster-{cluster}-{cluster}',
  },
  {
    id: 'capo-security-group',
    kinds: ['security_group'],
    field: 'name',
    pattern: '^k8s-cluster-{cluster}-{cluster}-secgroup',
  },
  {
    id: 'capo-description',
    kinds: DESCRIBED,
    field: 'description',
    pattern: '^Created by cluster-api-provider-openstack cluster {cluster}-{cluster}$',
  },
  // Servers, their ports and root volumes are named after the machine, that after the cluster.
  { id: 'capo-machine', kinds: ['server', 'port', 'volume', 'trunk'], field: 'name', pattern: '^{cluster}-' },
  { id: 'occm-load-balancer', kinds: ['loadbalancer'], field: 'name', pattern: '^kube_service_{cluster}_' },
  {
    id: 'occm-floating-ip',
    kinds: ['floatingip', 'loadbalancer'],
    field: 'description',
    pattern: 'Kubernetes external service {any} from cluster {cluster}$',
  },
  {
    id: 'occm-security-group',
    kinds: ['security_group'],
    field: 'description',
    pattern: '^Security Group for {any} in cluster {cluster}$',
  },
  {
    id: 'cinder-csi',
    kinds: ['volume', 'snapshot', 'backup'],
    field: 'metadata.cinder.csi.openstack.org/cluster',
    pattern: '^{cluster}$',
  },
  // yawol joins namespace and load balancer; either begins with the cluster.
  {
    id: 'yawol',
    kinds: ['port', 'security_group', 'server_group', 'server'],
    field: 'name',
    pattern: '/{cluster}--',
  },
  { id: 'yawol', kinds: ['port', 'security_group', 'server_group', 'server'], field: 'name', pattern: '^{cluster}/' },
  { id: 'yawol-floating-ip', kinds: ['floatingip'], field: 'description', pattern: '/{cluster}--' },
  { id: 'yawol-floating-ip', kinds: ['floatingip'], field: 'description', pattern: '^{cluster}/' },
  { id: 'tag', kinds: TAGGED, field: 'tags.*', pattern: '^{cluster}$' },
  { id: 'occm-tag', kinds: ['loadbalancer'], field: 'tags.*', pattern: '^kube_service_{cluster}_' },
  { id: 'harness-description', kinds: DESCRIBED, field: 'description', pattern: '^stackproof {cluster}' },
  { id: 'harness', kinds: NAMED, field: 'name', pattern: '^{cluster}' },
]
