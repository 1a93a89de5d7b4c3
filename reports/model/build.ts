import type { JournalEvent, LedgerEntry } from '../../lib/core/journal.ts'
import type { Plan } from '../../lib/core/plan.ts'
import { worst } from '../../lib/core/verdict.ts'
import { areasOf, axesOf, catalogueOf } from './catalogue.ts'
import { cellReport } from './cell.ts'
import { endingOf } from './ending.ts'
import { byCell, lastOf } from './events.ts'
import { exitOf, leaksOf } from './exit-code.ts'
import { headlineOf } from './headline.ts'
import { summarizeLedger } from './ledger.ts'
import { leftoversOf } from './leftovers.ts'
import { notesOf } from './notes.ts'
import { runHeader } from './run-header.ts'
import { type CellReport, type LeftoverReport, REPORT_SCHEMA, type RunReport } from './schema.ts'
import { countVerdicts } from './verdicts.ts'
import { waitsWithin } from './waits.ts'

/** Everything that a run has to say, from its folder alone; a journal that ends anywhere gives a full report. */
export const buildReport = (
  plan: Plan,
  events: readonly JournalEvent[],
  ledger: readonly LedgerEntry[] = [],
): RunReport => {
  const ending = endingOf(plan, events)
  const run = runHeader(plan, events, ending)
  const leftovers = leftoversOf(events)
  const management = managementOf(events)
  const managementFailure = management?.outcome === 'failed' ? (management.error?.message ?? 'it failed') : null
  const facts = { runId: run.id, ending, leftovers, faults: run.faults, managementFailure, earlier: earlierOf(events) }
  const cellEvents = byCell(events)
  const cells = plan.cells.map((cell) => cellReport(cell, cellEvents.get(cell.id) ?? [], facts))
  const catalogue = catalogueOf(plan, cells)
  return {
    schema: REPORT_SCHEMA,
    run,
    verdict: verdictOf(cells, leftovers, run),
    areas: areasOf(catalogue),
    catalogue,
    axes: axesOf(plan),
    ...landscape(plan),
    management,
    managementWaits: [...waitsWithin(cellEvents.get(null) ?? []).values()].flat(),
    cells,
    leftovers,
    ledger: summarizeLedger(ledger),
    notes: [...notesOf(cellEvents.get(null) ?? []), ...strays(plan, events)],
  }
}

/** By place, not by time: a rehearsal that goes on has a new world, whose time begins anew. */
const earlierOf = (events: readonly JournalEvent[]): ReadonlySet<JournalEvent> =>
  new Set(
    events.slice(
      0,
      Math.max(
        events.findLastIndex(({ type }) => type === 'run.started'),
        0,
      ),
    ),
  )

const verdictOf = (cells: CellReport[], leftovers: LeftoverReport[], run: RunReport['run']): RunReport['verdict'] => {
  const exit = exitOf({ run, cells, leftovers })
  const checks = countVerdicts(cells.flatMap((cell) => cell.checks))
  return {
    overall: worst(cells.map(({ verdict }) => verdict)),
    headline: headlineOf(exit, checks, run),
    exitCode: exit.code,
    exitReason: exit.reason,
    checks,
    cells: countVerdicts(cells),
    leaks: leaksOf(leftovers).length,
  }
}

const managementOf = (events: readonly JournalEvent[]): RunReport['management'] => {
  const finished = lastOf(events, 'management.finished')
  if (finished === undefined) return null
  const { outcome, durationMs, error, versions } = finished
  return { outcome, durationMs, error: error ?? null, versions: { ...versions } }
}

const landscape = (plan: Plan): Pick<RunReport, 'stacks' | 'clouds' | 'exclusions' | 'schedule'> => ({
  stacks: plan.stacks.map(({ id, dir, kubernetes, era, layout, problem }) => ({
    id,
    kubernetes,
    era,
    layout,
    problem: problem ?? null,
    cells: plan.cells.filter(({ stack }) => stack.dir === dir && stack.kubernetes === kubernetes).length,
  })),
  clouds: plan.clouds.map(({ name, kind, profile }) => ({ name, kind, quota: { ...profile.quota } })),
  exclusions: plan.exclusions.map((exclusion) => ({ ...exclusion, settings: { ...exclusion.settings } })),
  schedule: {
    waves: plan.schedule.waves.map((wave) => [...wave]),
    estimateMs: plan.schedule.estimateSeconds * 1000,
  },
})

/** Verdicts that nobody planned would be lost without a word. */
const strays = (plan: Plan, events: readonly JournalEvent[]): RunReport['notes'] => {
  const planned = new Set(plan.cells.flatMap(({ id, checks }) => checks.map((check) => `${id} ${check.id}`)))
  return events.flatMap((event) =>
    event.type === 'check.finished' && !planned.has(`${event.cell} ${event.check}`)
      ? [
          {
            t: event.t,
            cell: event.cell,
            level: 'warning' as const,
            text: `${event.check} has a verdict (${event.verdict}) that nobody planned`,
          },
        ]
      : [],
  )
}
