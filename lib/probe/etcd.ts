import type { Kube } from '../kubernetes/types.ts'

/** Numbers of one etcd member at one moment. */
export interface EtcdSample {
  node: string
  hasLeader: boolean
  leaderChanges: number
  /** Cumulative counts of WAL fsyncs by upper bound in seconds. */
  fsync: ReadonlyMap<number, number>
}

const POD = { apiVersion: 'v1', kind: 'Pod' }
const METRICS_PORT = 2381
const PREFIX = 'etcd-'

/** Reads the metrics of every member through the API server's pod proxy. */
export const sampleEtcd = async (workload: Kube, signal?: AbortSignal): Promise<EtcdSample[]> => {
  const pods = await workload.list(POD, { namespace: 'kube-system', labelSelector: 'component=etcd' }, signal)
  return Promise.all(
    pods.map(async ({ metadata }) => {
      const path = `/api/v1/namespaces/kube-system/pods/${metadata.name}:${METRICS_PORT}/proxy/metrics`
      const { status, text } = await workload.raw(path, signal === undefined ? {} : { signal })
      return readSample(metadata.name.slice(PREFIX.length), status === 200 ? text : '')
    }),
  )
}

/** The quantile of what was added between two samples, by linear interpolation within its bucket; null where nothing was. */
export const fsyncQuantile = (before: EtcdSample, after: EtcdSample, quantile: number): number | null => {
  const bounds = [...after.fsync.keys()].sort((a, b) => a - b)
  const added = bounds.map((bound) => after.fsync.get(bound)! - restartedOr(before, after, bound))
  const rank = quantile * (added.at(-1) ?? 0)
  const at = added.findIndex((count) => count >= rank)
  if (rank === 0 || at < 0) return null
  if (bounds[at] === Number.POSITIVE_INFINITY) return bounds[at - 1] ?? null
  const [low, lowCount] = at === 0 ? [0, 0] : [bounds[at - 1]!, added[at - 1]!]
  return low + ((bounds[at]! - low) * (rank - lowCount)) / Math.max(added[at]! - lowCount, Number.EPSILON)
}

// Counters start at zero again when the member was restarted.
const restartedOr = (before: EtcdSample, after: EtcdSample, bound: number): number => {
  const [was, is] = [before.fsync.get(bound) ?? 0, after.fsync.get(bound)!]
  return is < was ? 0 : was
}

const readSample = (node: string, text: string): EtcdSample => ({
  node,
  hasLeader: metric(text, 'etcd_server_has_leader') === 1,
  leaderChanges: metric(text, 'etcd_server_leader_changes_seen_total') ?? Number.NaN,
  fsync: new Map(
    [...text.matchAll(/^etcd_disk_wal_fsync_duration_seconds_bucket\{.*?le="([^"]+)".*?\} (\S+)$/gm)].map(
      ([, bound, count]) => [bound === '+Inf' ? Number.POSITIVE_INFINITY : Number(bound), Number(count)],
    ),
  ),
})

const metric = (text: string, name: string): number | undefined => {
  const found = new RegExp(`^${name}(?:\\{.*?\\})? (\\S+)$`, 'm').exec(text)
  return found === null ? undefined : Number(found[1])
}
