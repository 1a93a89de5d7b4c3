/** A resource of a cloud as far as attribution looks at it. */
export interface AttributableResource {
  id: string
  name?: string
  // biome-ignore lint/suspicious/noExplicitAny: a cloud's answer, read by paths that are data
  [field: string]: any
}

/** How a resource proves whose it is: a field that holds the cluster's name in a known shape. */
export interface AttributionRule {
  id: string
  kinds: readonly string[]
  /** Path of the field; `*` stands for every value of a list or object. */
  field: string
  /** `{cluster}` is the name of the cluster. The field must contain it as a whole word. */
  pattern: string
}

/**
 * Who makes what for a cluster, and how it can be told from the names (CAPO 0.12, OCCM 2.34, cinder-csi 2.34, yawol
 * 0.29, Octavia 11). Names of clusters and namespaces carry the run, so each of these is proof.
 */
export const ATTRIBUTION_RULES: readonly AttributionRule[] = [
  {
    id: 'capo-network',
    kinds: ['network', 'subnet', 'router', 'loadbalancer'],
    field: 'name',
    pattern: 'k8s-clusterapi-cluster-{cluster}-{cluster}',
  },
  {
    id: 'capo-security-group',
    kinds: ['security_group'],
    field: 'name',
    pattern: 'k8s-cluster-{cluster}-{cluster}-secgroup',
  },
  {
    id: 'capo-description',
    kinds: ['port', 'floatingip', 'router', 'network', 'subnet', 'security_group', 'loadbalancer'],
    field: 'description',
    pattern: '{cluster}',
  },
  { id: 'capo-machine', kinds: ['server', 'port', 'volume'], field: 'name', pattern: '{cluster}-' },
  { id: 'occm-load-balancer', kinds: ['loadbalancer'], field: 'name', pattern: 'kube_service_{cluster}_' },
  { id: 'occm-floating-ip', kinds: ['floatingip'], field: 'description', pattern: 'from cluster {cluster}' },
  { id: 'occm-security-group', kinds: ['security_group'], field: 'description', pattern: 'in cluster {cluster}' },
  {
    id: 'cinder-csi',
    kinds: ['volume', 'snapshot'],
    field: 'metadata.cinder.csi.openstack.org/cluster',
    pattern: '{cluster}',
  },
  {
    id: 'yawol',
    kinds: ['port', 'security_group', 'server_group', 'floatingip', 'server'],
    field: 'name',
    pattern: '{cluster}--',
  },
  { id: 'yawol-floating-ip', kinds: ['floatingip'], field: 'description', pattern: '{cluster}--' },
  {
    id: 'tag',
    kinds: ['server', 'network', 'subnet', 'router', 'port', 'floatingip', 'security_group', 'loadbalancer', 'image'],
    field: 'tags.*',
    pattern: '{cluster}',
  },
  {
    id: 'harness',
    kinds: [
      'network',
      'subnet',
      'router',
      'port',
      'floatingip',
      'server_group',
      'keypair',
      'image',
      'volume',
      'application_credential',
    ],
    field: 'name',
    pattern: '{cluster}',
  },
]

/** The rule that proves a resource to belong to a cluster, or undefined. */
export const attribute = (kind: string, resource: AttributableResource, cluster: string): string | undefined =>
  ATTRIBUTION_RULES.find(
    ({ kinds, field, pattern }) =>
      kinds.includes(kind) &&
      valuesAt(resource, field).some((value) => holds(value, pattern.replaceAll('{cluster}', cluster), cluster)),
  )?.id

const valuesAt = (value: unknown, path: string): string[] => {
  if (path === '' || value === null || value === undefined) return typeof value === 'string' ? [value] : []
  const [head, rest] = split(path, value)
  if (head === '*') return Object.values(value).flatMap((item) => valuesAt(item, rest))
  return valuesAt((value as Record<string, unknown>)[head], rest)
}

// Metadata keys contain dots, so the longest key that is there wins over the first dot.
const split = (path: string, value: unknown): [string, string] => {
  if (typeof value === 'object' && value !== null && path in value) return [path, '']
  const dot = path.indexOf('.')
  return dot < 0 ? [path, ''] : [path.slice(0, dot), path.slice(dot + 1)]
}

// `sp-abc123-c01` must not claim what belongs to `sp-abc123-c011`.
const holds = (value: string, needle: string, cluster: string): boolean => {
  const at = value.indexOf(needle)
  if (at < 0) return false
  const end = value.indexOf(cluster, at) + cluster.length
  return !/[a-z0-9]/.test(value[end] ?? '') && !/[a-z0-9]/.test(value[value.indexOf(cluster, at) - 1] ?? '')
}
