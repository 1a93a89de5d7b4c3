import type { CheckContext, Inapplicable } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure } from '../../../lib/catalog/outcome.ts'
import { minutes } from '../../../lib/core/duration.ts'
import { type EtcdSample, fsyncQuantile, sampleEtcd } from '../../../lib/probe/etcd.ts'
import { ETCD_START, type EtcdStart } from '../../../lib/probe/etcd-memory.ts'

/** A delta over less says nothing of a disk. */
const SHORTEST_WINDOW = minutes(3)

/** Seconds. 10 ms is etcd's own advice; with heartbeats of 250 ms the stacks tolerate more, so 100 ms fails. */
const FSYNC_P99 = { advised: 0.01, limit: 0.05 }

const CLOSED: Inapplicable = {
  expectation: { path: 'etcdMetrics', equals: false },
  reason: 'etcd’s metrics listen on 127.0.0.1 only in this stack (opened in cluster-stacks 5b2f3f0, 2024-07-23)',
}

/** Every member follows a leader. */
export const etcdLeader = defineCheck({
  id: 'etcd.leader',
  area: 'etcd',
  title: 'Every etcd member has a leader',
  why: 'A member without a leader serves no writes; with one control-plane node that is all of them.',
  source: 'etcd_server_has_leader',
  inapplicable: [CLOSED],
  faults: ['etcd.member-without-leader'],
  run: async (context) => {
    const samples = await sampleEtcd(context.workload, context.signal)
    const wanted = Number(context.cell.settings.controlPlanes)
    ensure(samples.length === wanted, `${wanted} members`, `${samples.length}`)
    const without = samples.filter(({ hasLeader }) => !hasLeader).map(({ node }) => node)
    ensure(without.length === 0, 'a leader on every member', `none on ${without.join(', ')}`)
  },
})

/** Leadership is stable while the checks run. */
export const etcdStable = defineCheck({
  id: 'etcd.leader-changes',
  area: 'etcd',
  title: 'The etcd leader did not change while the cell was checked',
  why: 'Leader elections come from slow disks and stall every write to the API for seconds.',
  source: 'SCS issue 588: tens of elections a day on network disks; etcd_server_leader_changes_seen_total as a delta',
  inapplicable: [CLOSED],
  faults: ['etcd.leader-flapping'],
  run: async (context) => {
    const { pairs, windowMs } = await samplePairs(context)
    const changes = Math.max(...pairs.map(([before, after]) => after.leaderChanges - before.leaderChanges))
    context.metric({ key: 'etcd.leader-changes', value: changes, unit: '1' })
    context.metric({ key: 'etcd.window', value: windowMs / 1000, unit: 's' })
    ensure(changes === 0, '0 leader changes', `${changes} in ${Math.round(windowMs / 1000)} s`)
  },
})

/** The disk beneath etcd is fast enough. */
export const etcdDisk = defineCheck({
  id: 'etcd.wal-fsync',
  area: 'etcd',
  title: `99 % of etcd’s WAL fsyncs take less than ${FSYNC_P99.limit * 1000} ms`,
  why: 'Each write to the API waits for this fsync; slow ones end in leader elections.',
  source: 'etcd hardware guidance (p99 below 10 ms); SCS minutes 2024-03 on I/O latency',
  inapplicable: [CLOSED],
  faults: ['etcd.slow-disk'],
  run: async (context) => {
    const { pairs } = await samplePairs(context)
    const quantiles = pairs.map(([before, after]) => ({ node: after.node, p99: fsyncQuantile(before, after, 0.99) }))
    for (const { node, p99 } of quantiles)
      if (p99 !== null) context.metric({ key: `etcd.wal-fsync.p99@${node}`, value: p99 * 1000, unit: 'ms' })
    const silent = quantiles.filter(({ p99 }) => p99 === null)
    if (silent.length > 0) blockedBy(`no fsync was counted on ${silent.map(({ node }) => node).join(', ')}`)
    const slow = quantiles.filter(({ p99 }) => p99! > FSYNC_P99.limit)
    const got = slow.map(({ node, p99 }) => `${node}: ${(p99! * 1000).toFixed(1)} ms`).join(', ')
    ensure(slow.length === 0, `p99 of at most ${FSYNC_P99.limit * 1000} ms`, got, { advised: FSYNC_P99.advised })
  },
})

/** Each member's sample from before the checks, with one from now. */
const samplePairs = async (context: CheckContext): Promise<{ pairs: [EtcdSample, EtcdSample][]; windowMs: number }> => {
  const { memory, clock, workload, signal } = context
  const start = memory.get(ETCD_START) as EtcdStart | undefined
  if (start === undefined) return blockedBy('etcd was not sampled before the checks')
  await clock.sleep(Math.max(0, start.at + SHORTEST_WINDOW - clock.now()), signal)
  const now = await sampleEtcd(workload, signal)
  const pairs = now.flatMap((after): [EtcdSample, EtcdSample][] => {
    const before = start.samples.find(({ node }) => node === after.node)
    return before === undefined ? [] : [[before, after]]
  })
  ensure(
    pairs.length > 0 && pairs.length === now.length,
    'the members that were there before the checks',
    `${pairs.length} of ${now.length}`,
  )
  return { pairs, windowMs: clock.now() - start.at }
}
