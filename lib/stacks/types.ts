import type { Expectations } from '../core/plan.ts'

/** Something that keeps a stack from being read. `file` is relative to the directory that was searched. */
export interface StackProblem {
  file: string
  line?: number
  /** Dotted path of the key, `config.kubernetesVersion`. */
  key?: string
  expected: string
  found: string
  /** The whole finding as a sentence without the file. */
  reason: string
}

/** A stack that could be read. */
export interface Stack {
  /** `openstack/scs2`, with the directories above `providers/` and the one of the minor where there are any. */
  id: string
  /** The stack's part of a cell id: `openstack-scs2-1-34`. */
  slug: string
  /** Absolute directory that holds `csctl.yaml`. */
  dir: string
  /** The same relative to the directory that was searched. */
  path: string
  provider: string
  /** How the provider's plugin gets node images; null where csctl needs no plugin. */
  nodeImageMethod: string | null
  name: string
  /** `v1.34.7` */
  kubernetes: string
  /** `1-34` */
  minor: string
  era: EraId
  layout: 'single-stage' | 'multi-stage'
  facts: TreeFacts
  clusterClass: ClusterClass
  addons: readonly Addon[]
  /** Hook → addons in the order they are applied; empty in a single stage. */
  addonStages: Readonly<Record<string, readonly string[]>>
  nodeImages: readonly NodeImage[]
  /** Kubernetes versions that the stack can be generated for. */
  versions: readonly StackVersions[]
  /** Version of the release that the tree was last written for (`v2`), where it says so. */
  releasedAs: string | null
  expectations: Expectations
}

/** A directory with a `csctl.yaml` that could not be read to the end; what is known of it, and why it is of no use. */
export interface BrokenStack {
  id: string
  dir: string
  path: string
  provider: string
  name: string
  kubernetes: string
  problems: readonly StackProblem[]
}

/** A directory that looks like a stack but has no `csctl.yaml`. */
export interface PassedOver {
  path: string
  reason: string
}

export interface Discovery {
  dir: string
  stacks: readonly Stack[]
  broken: readonly BrokenStack[]
  /** The problems of all broken stacks. */
  problems: readonly StackProblem[]
  passedOver: readonly PassedOver[]
}

export const ERA_IDS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type EraId = (typeof ERA_IDS)[number]

/** What the tree of a stack looks like: all that an era is recognised by. */
export interface TreeFacts {
  csctl: boolean
  /** Lies in a directory of its Kubernetes minor, `1-28`. */
  perMinor: boolean
  multiStage: boolean
  /** Addon charts are packed into the tree. */
  vendored: boolean
  nodeImages: boolean
  /** Ships an Image of the OpenStack resource controller: in the cluster class, beside it, or not at all. */
  orcImage: 'class' | 'beside' | 'none'
  versionsFile: boolean
  stackFile: boolean
  /** API version of the ClusterClass, `cluster.x-k8s.io/v1beta1`. */
  topologyApi: string
}

export interface ClusterClass {
  chart: { name: string; version: string }
  /** API version of the ClusterClass. */
  apiVersion: string
  controlPlaneKind: string
  infrastructureKind: string
  /** `infrastructure.cluster.x-k8s.io/v1beta1`: decides which provider releases can serve the stack. */
  infrastructureApi: string
  /** Machine deployment classes; `{class}` stands for the name of the ClusterClass itself. */
  workers: readonly string[]
  variables: readonly Variable[]
  /** etcd serves its metrics on all addresses. */
  etcdMetrics: boolean
  /** The infrastructure template switches the API load balancer on; null where it says nothing. */
  apiLoadBalancer: boolean | null
  /** The chart's values restrict access to the API by source address. */
  apiRestricted: boolean
}

/** A variable of the cluster class. */
export interface Variable {
  name: string
  /** OpenAPI type; empty where the schema leaves it open. */
  type: string
  required: boolean
  default?: unknown
  description?: string
  enum?: readonly unknown[]
  /** In the template's file. */
  line?: number
}

/** A chart that the addon chart (or one stage of it) depends on. */
export interface Addon {
  /** Name of the chart in its repository, `openstack-cinder-csi`. */
  chart: string
  /** Key of its values. */
  alias: string
  version: string
  repository: string
  /** Directory of the stage, `csi`; null in a single stage. */
  stage: string | null
  /** Values key that switches it, `yawol-controller.enabled`; null where it's always on. */
  condition: string | null
  /** On without anybody doing something. */
  enabled: boolean
  /** Version packed into the tree; null where the chart is fetched. */
  vendored: string | null
}

export interface NodeImage {
  name: string
  /** Empty where a build fills it in. */
  url: string
  diskFormat: string
}

/** An entry of `versions.yaml`: `kubernetes` and the versions of the components that follow it. */
export type StackVersions = Readonly<{ kubernetes: string } & Record<string, string>>
