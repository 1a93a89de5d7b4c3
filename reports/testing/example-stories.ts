import type { CheckFinished } from '../../lib/core/journal.ts'

/** What goes wrong in a cell of the example; without one everything is kept. */
export interface Story {
  clusterFails?: boolean
  keep?: boolean
  leaks?: boolean
  fault?: string
  checks?: Readonly<Record<string, Partial<CheckFinished>>>
}

const failed = (want: string, got: string, rest: Partial<CheckFinished> = {}): Partial<CheckFinished> => ({
  verdict: 'failed',
  want,
  got,
  reason: `expected ${want}, got ${got}`,
  error: { code: 'E_CHECK_FAILED', message: `expected ${want}, got ${got}`, details: { want, got } },
  ...rest,
})

const files = (...names: string[]) =>
  names.map((name) => ({
    name,
    path: `artifacts/evidence/${name}`,
    contentType: name.endsWith('.json') ? 'application/json' : 'text/plain',
  }))

const slowDisk = failed('p99 of WAL fsync at most 10 ms', '31.4 ms over 412 s', {
  evidence: files('etcd-metrics.txt'),
  metrics: [
    {
      key: 'etcd.wal_fsync.p99',
      value: 0.0314,
      unit: 's',
      series: Array.from(
        { length: 42 },
        (_, i) => [i * 10_000, 0.006 + 0.025 * Math.abs(Math.sin(i / 5)) + (i % 7) / 2000] as const,
      ),
    },
    { key: 'etcd.leader_changes', value: 2, unit: '' },
  ],
})

const udp: Partial<CheckFinished> = {
  verdict: 'known-issue',
  reason:
    'health monitors of OVN ignore UDP (cloud-provider-openstack#2714, until 2027-03-31): expected an answer, got none in 5 s',
  want: 'an answer to each of 20 datagrams',
  got: 'none in 5 s',
  evidence: files('lb-status-tree.json'),
}

const starved = failed(
  'every one of 3 members at least 20 times of 120',
  'echo-7xk2p 60, echo-m4d9q 60, echo-zz81t 0',
  {
    evidence: files('lb-status-tree.json', 'answers.ndjson', 'endpoints.yaml'),
    metrics: [{ key: 'lb.share.min', value: 0, unit: '%' }],
  },
)

/** The story of each of the nine cells: all six verdicts, a fault, a cluster that never came up, a kept one and a leak. */
export const STORIES: readonly Story[] = [
  { checks: { 'lb.udp': udp } },
  {},
  { fault: 'etcd-slow-disk', checks: { 'etcd.fsync': slowDisk } },
  { checks: { 'lb.udp': udp } },
  {
    checks: {
      'metrics.nodes': {
        verdict: 'aborted',
        reason: 'GET /apis/metrics.k8s.io/v1beta1/nodes: socket hang up',
        error: {
          code: 'E_KUBERNETES',
          message: 'GET /apis/metrics.k8s.io/v1beta1/nodes: socket hang up',
          hint: 'The API server closed the connection; look at its log',
        },
      },
    },
  },
  { keep: true, fault: 'lb-member-starved', checks: { 'lb.every-member': starved } },
  { clusterFails: true, fault: 'no-valid-host' },
  {},
  {
    leaks: true,
    fault: 'volume-left-behind',
    checks: {
      'storage.gone': failed('no volume of this cluster', '1 volume, available for 4m10s', {
        evidence: files('volumes.json'),
      }),
      'lifecycle.nothing-left': failed('nothing in the project', 'volume pvc-2f9c (8 GiB)', {
        evidence: files('volumes.json'),
      }),
    },
  },
]
