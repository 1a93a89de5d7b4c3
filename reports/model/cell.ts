import { clusterName } from '../../lib/core/ids.ts'
import type { JournalEvent } from '../../lib/core/journal.ts'
import type { PlannedCell } from '../../lib/core/plan.ts'
import { checksOf } from './checks.ts'
import type { Ending } from './ending.ts'
import { lastOf, ofType, timeOf } from './events.ts'
import { missingVerdict } from './missing.ts'
import { notesOf } from './notes.ts'
import { phasesOf } from './phases.ts'
import type { CellReport, LeftoverReport } from './schema.ts'
import { countVerdicts, verdictOfCell } from './verdicts.ts'
import { waitsWithin } from './waits.ts'

/** What the whole run says about each of its cells. */
export interface RunFacts {
  runId: string
  ending: Ending
  leftovers: readonly LeftoverReport[]
  faults: readonly { name: string; cell: string | null }[]
  managementFailure: string | null
  /** Events of the run's earlier starts. */
  earlier: ReadonlySet<JournalEvent>
}

/** One cell's report from its own events. */
export const cellReport = (cell: PlannedCell, events: readonly JournalEvent[], run: RunFacts): CellReport => {
  const waits = waitsWithin(events)
  const phases = phasesOf(events, waits, run.ending)
  const end = { events, phases, ending: run.ending, managementFailure: run.managementFailure }
  const checks = checksOf(cell.checks, {
    events,
    waits,
    earlier: run.earlier,
    missing: (begun) => missingVerdict(end, begun),
  })
  return {
    ...identityOf(cell, run.runId),
    verdict: verdictOfCell(checks, phases),
    counts: countVerdicts(checks),
    kept: phases.some(({ outcome }) => outcome === 'kept'),
    faults: run.faults.filter((fault) => fault.cell === cell.id || fault.cell === null).map(({ name }) => name),
    ...timesOf(events, run.ending),
    phases,
    checks,
    leftovers: run.leftovers.filter((leftover) => leftover.cell === cell.id),
    quotaDrift: { ...lastOf(events, 'audit.finished')?.quotaDrift },
    notes: notesOf(events),
  }
}

const identityOf = (cell: PlannedCell, runId: string) => ({
  id: cell.id,
  code: `c${String(cell.index).padStart(2, '0')}`,
  index: cell.index,
  cluster: clusterName(runId, cell.index),
  stack: cell.stack.id,
  kubernetes: cell.stack.kubernetes,
  era: cell.stack.era,
  cloud: cell.cloud,
  settings: { ...cell.settings },
  estimateMs: cell.estimateSeconds * 1000,
  demand: { ...cell.demand },
})

const timesOf = (events: readonly JournalEvent[], ending: Ending) => {
  const start = ofType(events, 'cell.started')[0]
  const end = lastOf(events, 'cell.finished')
  const untilNow = start === undefined ? null : Math.max(0, ending.lastMs - timeOf(start))
  return {
    startedAt: start?.t ?? null,
    durationMs: end?.durationMs ?? untilNow,
    wall: end === undefined ? null : { totalMs: end.wallMs, waitsMs: end.waitsWallMs, probesMs: end.probesWallMs },
  }
}
