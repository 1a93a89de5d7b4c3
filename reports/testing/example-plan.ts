import type {
  CloudProfile,
  Demand,
  Exclusion,
  Plan,
  PlannedCell,
  PlannedCheck,
  PlannedStack,
  Settings,
} from '../../lib/core/plan.ts'
import { EXAMPLE_CHECKS, type ExampleCheck } from './example-checks.ts'

const stack = (name: string, minor: number, layout: PlannedStack['layout']): PlannedStack => ({
  id: `openstack/${name}`,
  dir: `/stacks/openstack/${name}`,
  provider: 'openstack',
  name,
  kubernetes: `v1.${minor}.2`,
  era: layout === 'multi-stage' ? 'csp-2025' : 'scs-2024',
  layout,
})

const SCS2 = stack('scs2', 34, 'multi-stage')
const SCS = stack('scs', 33, 'single-stage')

/** Settings of nine cells: every kind of load balancer at least once. */
const ROWS: readonly (readonly [PlannedStack, string, string, number])[] = [
  [SCS2, 'octavia-ovn', 'octavia-ovn', 3],
  [SCS2, 'octavia-ovn', 'octavia-amphora', 1],
  [SCS2, 'octavia-amphora', 'octavia-amphora', 3],
  [SCS2, 'octavia-amphora', 'octavia-ovn', 1],
  [SCS2, 'none', 'none', 1],
  [SCS, 'kube-vip', 'yawol', 3],
  [SCS, 'kube-vip', 'octavia-ovn', 1],
  [SCS, 'octavia-ovn', 'yawol', 1],
  [SCS, 'octavia-amphora', 'cloud-default', 3],
]

const DEMAND: Demand = {
  servers: 4,
  cores: 10,
  ram: 20_480,
  volumes: 3,
  gigabytes: 90,
  networks: 1,
  subnets: 1,
  routers: 1,
  ports: 14,
  floatingIps: 2,
  loadBalancers: 2,
  securityGroups: 3,
  serverGroups: 1,
}

const PROFILE: CloudProfile = {
  externalNetwork: 'external',
  region: 'RegionOne',
  availabilityZones: ['nova'],
  loadBalancerProviders: ['amphora', 'ovn'],
  defaultLoadBalancerProvider: 'ovn',
  flavors: { controlPlane: 'SCS-2V-4-20s', worker: 'SCS-2V-4', yawol: 'SCS-1V-1' },
  credentials: ['application-credential'],
  ca: 'private',
  hypervisors: 3,
  imageImport: true,
  images: { yawol: 'yawol-alpine', nodePattern: 'ubuntu-capi-image-*' },
  networks: { nodes: '10.8.0.0/16', pods: '10.16.0.0/12', services: '10.96.0.0/12' },
  quota: {
    servers: 16,
    cores: 40,
    ram: 81_920,
    volumes: 20,
    gigabytes: 500,
    loadBalancers: 5,
    floatingIps: 8,
    ports: 60,
    networks: 4,
  },
}

/** A plan of nine cells with thirty checks each, two stacks and a third that can't be read, and exclusions of every kind. */
export const examplePlan = (checks: readonly ExampleCheck[] = EXAMPLE_CHECKS): Plan => {
  const cells = ROWS.map((row, index) => plannedCell(row, index, checks))
  return {
    schema: 'stackproof/plan/v1',
    strategy: 'pairwise',
    shard: { index: 1, count: 1 },
    stacksDir: '/stacks',
    stacks: [
      SCS2,
      SCS,
      { ...stack('experimental', 35, 'multi-stage'), problem: 'csctl.yaml line 4: expected apiVersion, got nothing' },
    ],
    clouds: [{ name: 'rehearsal', kind: 'rehearsal', profile: PROFILE }],
    cells,
    exclusions: EXCLUSIONS,
    schedule: { waves: [0, 3, 6].map((at) => cells.slice(at, at + 3).map(({ id }) => id)), estimateSeconds: 4080 },
    catalogue: Object.fromEntries(checks.map(({ id, why, source }) => [id, { why, source }])),
  }
}

const plannedCell = (
  [of, apiEndpoint, serviceLb, controlPlanes]: (typeof ROWS)[number],
  index: number,
  checks: readonly ExampleCheck[],
): PlannedCell => ({
  id: `openstack-${of.name}-1-${of.kubernetes.split('.')[1]}.api-${apiEndpoint}.lb-${serviceLb}.cp${controlPlanes}.rehearsal`,
  index,
  stack: of,
  cloud: 'rehearsal',
  settings: { apiEndpoint, serviceLb, controlPlanes, credentials: 'application-credential', ca: 'private' },
  variables: { apiserver_loadbalancer: apiEndpoint },
  expectations: {
    defaultStorageClass: 'csi-cinder-default',
    etcdMetrics: true,
    addons: { cilium: '1.18.9', 'metrics-server': '3.13.0' },
    machineDeploymentClass: 'default-worker',
    clusterLabels: { 'managed-secret': 'clouds-yaml' },
    noProvider: true,
    clusterApi: 'cluster.x-k8s.io/v1beta1',
  },
  checks: checks.map(({ why: _why, source: _source, ...check }) => ({ ...check, ...inapplicable(check, serviceLb) })),
  demand: DEMAND,
  estimateSeconds: 1100 + 80 * controlPlanes,
})

const inapplicable = ({ id }: PlannedCheck, serviceLb: string) => {
  if (id.startsWith('lb.') && serviceLb === 'none')
    return { notApplicable: 'serviceLb is none: Services of type LoadBalancer are not promised' }
  if (id === 'lb.allowed-cidrs' && serviceLb === 'yawol') return { notApplicable: 'yawol 0.23 has no source ranges' }
  return {}
}

const excluded = (of: string, settings: Settings, rule: string, reason: string, source: string): Exclusion => ({
  stack: of,
  cloud: 'rehearsal',
  settings,
  rule,
  reason,
  source,
})

const EXCLUSIONS: readonly Exclusion[] = [
  ...[1, 3].map((controlPlanes) =>
    excluded(
      'openstack/scs2',
      { apiEndpoint: 'kube-vip', controlPlanes },
      'stack-has-no-kube-vip',
      'the stack has no variable for kube-vip',
      'openstack/scs2 clusterclass',
    ),
  ),
  ...['octavia-ovn', 'octavia-amphora', 'yawol'].map((serviceLb) =>
    excluded(
      'openstack/scs',
      { apiEndpoint: 'none', controlPlanes: 3, serviceLb },
      'no-endpoint-one-plane',
      'without an endpoint only one control plane can be reached',
      'CAPO v0.12, apiServerLoadBalancer',
    ),
  ),
  excluded(
    'openstack/experimental',
    {},
    'unreadable',
    'csctl.yaml line 4: expected apiVersion, got nothing',
    '/stacks/openstack/experimental/csctl.yaml',
  ),
]
