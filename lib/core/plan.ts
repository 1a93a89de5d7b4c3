import type { Severity } from './verdict.ts'

/** `openstack-scs2-1-34.octavia-ovn.cp1….rehearsal`: stable, readable, `[a-z0-9.-]` only. */
export type CellId = string
export type CheckId = string
export type SettingValue = string | number | boolean
/** One value per axis, by axis id (`apiEndpoint`, `serviceLb`, `controlPlanes`, …). */
export type Settings = Readonly<Record<string, SettingValue>>

/** What a cell needs at its peak, in OpenStack's own units (RAM in MiB, volume gigabytes in GiB). */
export interface Demand {
  servers: number
  cores: number
  ram: number
  volumes: number
  gigabytes: number
  networks: number
  subnets: number
  routers: number
  ports: number
  floatingIps: number
  loadBalancers: number
  securityGroups: number
  serverGroups: number
}

export interface PlannedStack {
  /** `openstack/scs2` */
  id: string
  /** Absolute directory that holds `csctl.yaml`. */
  dir: string
  provider: string
  name: string
  /** `v1.34.7` */
  kubernetes: string
  era: string
  layout: 'single-stage' | 'multi-stage'
  /** `infrastructure.cluster.x-k8s.io/v1beta1`: decides which releases of the infrastructure provider can serve it. */
  infrastructureApi?: string
}

/** What differs between stacks and is expected of this one (domain §12.1): data, never code. */
export interface Expectations {
  /** Name of the one default StorageClass, or null where the stack ships none. */
  defaultStorageClass: string | null
  /** etcd metrics listen on all interfaces (port 2381). */
  etcdMetrics: boolean
  /** Addon name → version declared by its chart, e.g. `{ cilium: '1.18.9' }`. */
  addons: Readonly<Record<string, string>>
  machineDeploymentClass: string
  /** Label that selects the credential ClusterResourceSet, e.g. `{ 'managed-secret': 'clouds-yaml' }`. */
  clusterLabels: Readonly<Record<string, string>>
  noProvider: boolean
  /** API version group of the topology, `cluster.x-k8s.io/v1beta1`. */
  clusterApi: string
}

/** A check as planned for a cell. One without a verdict at the end is aborted. */
export interface PlannedCheck {
  id: CheckId
  area: string
  title: string
  severity: Severity
  /** Set when the plan already knows that the check does not apply here; it is the recorded reason. */
  notApplicable?: string
}

export interface PlannedCell {
  id: CellId
  /** Position in the whole plan, before sharding; picks names and address ranges. */
  index: number
  stack: PlannedStack
  cloud: string
  settings: Settings
  /** Values of ClusterClass variables that realise the settings. `{{path}}` is filled in by the cluster phase. */
  variables: Readonly<Record<string, unknown>>
  expectations: Expectations
  checks: readonly PlannedCheck[]
  demand: Demand
  estimateSeconds: number
}

/** A combination that is not run, and why. */
export interface Exclusion {
  stack: string
  cloud: string
  settings: Settings
  /** Id of the constraint, or `unreadable` for a stack that could not be read. */
  rule: string
  reason: string
  source: string
}

/** The immutable input of a run: `plan.json`. */
export interface Plan {
  schema: 'stackproof/plan/v1'
  strategy: 'smoke' | 'pairwise' | 'full'
  shard: { index: number; count: number }
  stacksDir: string
  /** Every stack found, also those of which no cell was planned. */
  stacks: readonly (PlannedStack & { problem?: string })[]
  clouds: readonly PlannedCloud[]
  cells: readonly PlannedCell[]
  exclusions: readonly Exclusion[]
  schedule: { waves: readonly (readonly CellId[])[]; estimateSeconds: number }
  /** Why each planned check exists and where its promise is written; once per check, so that reports need no catalogue. */
  catalogue?: Readonly<Record<CheckId, { why: string; source: string }>>
}

export interface PlannedCloud {
  name: string
  kind: 'real' | 'rehearsal'
  profile: CloudProfile
}

/** What is declared of a cloud. Applicability follows this; what discovery finds otherwise is a failed check. */
export interface CloudProfile {
  externalNetwork: string | null
  region: string
  availabilityZones: readonly string[]
  loadBalancerProviders: readonly string[]
  /** Provider that the cloud controller gets where the stack leaves the choice to the cloud. */
  defaultLoadBalancerProvider: string
  flavors: { controlPlane: string; worker: string; yawol: string }
  credentials: readonly ('application-credential' | 'password')[]
  ca: 'public' | 'private'
  hypervisors: number
  imageImport: boolean
  images: { yawol: string | null; nodePattern: string }
  /** Address pools that cells take their own ranges from, as CIDRs. */
  networks: { nodes: string; pods: string; services: string }
  /** Declared quota; what the cloud answers is compared with it. */
  quota: Partial<Demand>
}
