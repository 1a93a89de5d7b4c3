import type { CheckFinished, JournalEvent, Leftover, Metric } from '../../lib/core/journal.ts'
import type { PlannedCell } from '../../lib/core/plan.ts'
import { playAddons, playCluster, playEnd, playPreparation, type Random, seeded } from './example-phases.ts'
import type { Story } from './example-stories.ts'
import { phase, type Tape, tape, wait } from './tape.ts'

const AFTER_TEARDOWN = 'lifecycle.nothing-left'

/** The journal lines of one cell of the example. */
export const playCell = (cell: PlannedCell, story: Story, startMs: number): JournalEvent[] => {
  const random = seeded(cell.index + 1)
  const on = tape(5000 + cell.index, startMs)
  on.write({ type: 'cell.started', cell: cell.id, pid: 5000 + cell.index })
  playPreparation(on, cell, random)
  if (playCluster(on, cell, random, story.clusterFails === true)) {
    playAddons(on, cell, random)
    playChecks(on, cell, story, random)
  } else blockRest(on, cell)
  const leftovers = story.leaks ? [leak(cell)] : []
  playEnd(on, cell, random, { keep: story.keep === true, leftovers })
  if (!story.clusterFails) playCheck(on, cell, AFTER_TEARDOWN, story, random)
  const durationMs = on.now - startMs
  const wallMs = Math.round(durationMs / 200)
  const shares = { waitsWallMs: Math.round(wallMs * 0.8), probesWallMs: Math.round(wallMs * 0.16) }
  on.write({ type: 'cell.finished', cell: cell.id, durationMs, wallMs, ...shares })
  return on.events
}

const playChecks = (on: Tape, cell: PlannedCell, story: Story, random: Random) =>
  phase(on, cell.id, 'checks', () => {
    for (const { id, notApplicable } of cell.checks)
      if (id !== AFTER_TEARDOWN && notApplicable === undefined) playCheck(on, cell, id, story, random)
    return undefined
  })

const playCheck = (on: Tape, cell: PlannedCell, id: string, story: Story, random: Random) => {
  const start = on.now
  on.write({ type: 'check.started', cell: cell.id, check: id })
  if (id.startsWith('lb.') || id.startsWith('storage.')) {
    const goal = id.startsWith('lb.') ? 'Service has an address' : 'claim Bound'
    wait(on, { cell: cell.id, within: id }, goal, [
      [0, 'Pending'],
      [8000 + random() * 30_000, id.startsWith('lb.') ? '127.16.4.21' : 'Bound'],
    ])
  }
  on.pass(400 + random() * 4000)
  const result: CheckFinished = {
    type: 'check.finished',
    cell: cell.id,
    check: id,
    verdict: 'passed',
    evidence: [],
    metrics: metricsOf(id, random),
    durationMs: on.now - start,
  }
  on.write({ ...result, ...story.checks?.[id] })
}

const metricsOf = (id: string, random: Random): Metric[] => {
  if (id === 'api.readyz') return [{ key: 'api.readyz.ms', value: Math.round(20 + random() * 30), unit: 'ms' }]
  if (id !== 'etcd.fsync') return []
  const series = Array.from({ length: 30 }, (_, i) => [i * 10_000, 0.003 + random() * 0.004] as const)
  return [{ key: 'etcd.wal_fsync.p99', value: 0.0068, unit: 's', series }]
}

const blockRest = (on: Tape, cell: PlannedCell) => {
  for (const id of ['addons', 'checks'] as const)
    on.write({
      type: 'phase.finished',
      cell: cell.id,
      phase: id,
      outcome: 'blocked',
      reason: 'phase cluster failed: ControlPlaneAvailable not reached within 20m00s',
      durationMs: 0,
    })
}

const leak = (cell: PlannedCell): Leftover => ({
  kind: 'volume',
  id: '2f9c1e1c-6f53-4c5e-9c5e-0d5ba3b7f6a1',
  name: 'pvc-2f9c',
  cell: cell.id,
  rule: 'cinder-csi-cluster-metadata',
  ageMs: 250_000,
  state: 'leaked',
})
