import type { Clock } from '../core/clock.ts'
import type { Metric } from '../core/journal.ts'
import type { CheckId, CloudProfile, PlannedCell } from '../core/plan.ts'
import type { Interval, WaitObserver } from '../core/poll.ts'
import type { Severity } from '../core/verdict.ts'
import type { Kube } from '../kubernetes/types.ts'
import type { OpenStack } from '../openstack/types.ts'
import type { Address, Vantage } from '../probe/types.ts'

export const AREAS = [
  'api-endpoint',
  'load-balancer',
  'nodes',
  'network',
  'storage',
  'metrics',
  'etcd',
  'addons',
  'security',
  'lifecycle',
  'standards',
] as const
export type Area = (typeof AREAS)[number]

/** A workload cluster that the cluster phase has brought up. */
export interface ReadyCluster {
  name: string
  namespace: string
  /** Host and port that users are told to use. */
  endpoint: Address
  /** CA certificate of the cluster, PEM. */
  ca: string
  kubeconfig: string
  podCidr: string
  serviceCidr: string
  nodeCidr: string
}

/** A pod of the echo workload. */
export interface EchoPod {
  name: string
  node: string
  ip: string
}

/** The echo server as it runs in a cell: a DaemonSet (one per worker), reached by Services that checks make themselves. */
export interface Echo {
  namespace: string
  /** Label that selects its pods. */
  selector: Readonly<Record<string, string>>
  /** Unique per run; every answer carries it, so that no stale load balancer can answer for us. */
  nonce: string
  /** HTTP ports the server listens on, each says which one it is in `localPort`. */
  ports: readonly number[]
  pods: readonly EchoPod[]
  /** The in-cluster vantage: this pod dials for us. */
  vantage(pod: EchoPod): Vantage
}

export type EvidenceData = string | object | ((signal: AbortSignal) => Promise<string | object>)

/** What a check gets. Nothing in it tells whether the cloud is real. */
export interface CheckContext {
  readonly cell: PlannedCell
  readonly profile: CloudProfile
  readonly run: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly observer: WaitObserver
  readonly cluster: ReadyCluster
  readonly management: Kube
  readonly workload: Kube
  readonly cloud: OpenStack
  readonly outside: Vantage
  /** Deployed on first use, shared by the checks of a cell. */
  echo(): Promise<Echo>
  /** `spec/key`, else `default/key`; unknown keys throw `E_CONFIG`. */
  interval(key: string): Interval
  /**
   * Writes a file beside the verdict, redacted: the data, or what a collector brings. Never rejects and never holds a check
   * up: what can't be collected or written is a note, and the verdict is what it is.
   */
  attach(name: string, data: EvidenceData): Promise<void>
  metric(metric: Metric): void
  /** State that one check leaves for a later one of the same cell (a snapshot, a scrape). */
  readonly memory: Map<string, unknown>
}

/** When a check applies, as data over settings, stack and profile; the first rule that matches gives the reason. */
export interface Inapplicable {
  /** Every named setting has one of these values. */
  settings?: Readonly<Record<string, readonly (string | number | boolean)[]>>
  /** Path into the cell's expectations, and the value that makes the check not apply. */
  expectation?: { path: string; equals: unknown }
  provider?: readonly string[]
  reason: string
}

/** A promise to the users of a cluster. */
export interface Check {
  /** Immutable: `area.what`, lower case, never reused. */
  readonly id: CheckId
  readonly area: Area
  /** The promise, as a sentence. */
  readonly title: string
  readonly severity: Severity
  readonly why: string
  readonly source: string
  /** When it runs: with the others, or after the cluster is gone. */
  readonly phase: 'checks' | 'audit'
  readonly inapplicable: readonly Inapplicable[]
  /** Faults of the rehearsal that must turn exactly this check red. */
  readonly faults: readonly string[]
  /** Interval key that bounds the whole check. */
  readonly interval: string
  /** Passes by returning; fails by `failCheck`; anything else that it throws is an aborted check. */
  run(context: CheckContext): Promise<void>
}
