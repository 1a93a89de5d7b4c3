import type { JournalEvent } from '../../lib/core/journal.ts'
import type { PlannedCheck } from '../../lib/core/plan.ts'
import type { Verdict } from '../../lib/core/verdict.ts'
import { type EventOf, ofType } from './events.ts'
import type { CheckReport, WaitReport } from './schema.ts'

/** What is said of a check that the run has given no verdict. */
export interface Missing {
  verdict: Verdict
  reason: string
}

export interface CellEvidence {
  events: readonly JournalEvent[]
  waits: ReadonlyMap<string, WaitReport[]>
  /** Events of the run's earlier starts. */
  earlier: ReadonlySet<JournalEvent>
  /** `begun`: the check was started and never finished. */
  missing(begun: boolean): Missing
}

/** Every planned check exactly once, with the run's verdict, else the plan's, else the reason why there is none. */
export const checksOf = (
  planned: readonly PlannedCheck[],
  { events, waits, earlier, missing }: CellEvidence,
): CheckReport[] => {
  const finished = Map.groupBy(ofType(events, 'check.finished'), ({ check }) => check)
  const started = new Map(ofType(events, 'check.started').map((event) => [event.check, event]))
  const unique = new Map(planned.map((check) => [check.id, check]))
  return [...unique.values()].map((check) => {
    const verdicts = finished.get(check.id) ?? []
    const begun = started.get(check.id)
    const last = verdicts.at(-1)
    return {
      id: check.id,
      area: check.area,
      severity: check.severity,
      ...(last !== undefined ? verdictOfRun(last) : verdictWithout(check, missing(begun !== undefined))),
      attempts: verdicts.length,
      carriedFrom: last !== undefined && earlier.has(last) ? last.t : null,
      startedAt: begun?.t ?? null,
      waits: waits.get(check.id) ?? [],
    }
  })
}

const verdictOfRun = (event: EventOf<'check.finished'>) => ({
  verdict: event.verdict,
  reason: event.verdict === 'passed' ? (event.reason ?? null) : (event.reason ?? 'no reason was given'),
  want: event.want ?? null,
  got: event.got ?? null,
  error: event.error ?? null,
  origin: 'run' as const,
  durationMs: event.durationMs,
  evidence: [...event.evidence],
  metrics: event.metrics.map(({ series, ...metric }) => ({
    ...metric,
    ...(series !== undefined && { series: series.map(([x, y]): [number, number] => [x, y]) }),
  })),
})

const verdictWithout = ({ notApplicable }: PlannedCheck, missing: Missing) => ({
  ...(notApplicable !== undefined ? { verdict: 'not-applicable' as const, reason: notApplicable } : missing),
  origin: notApplicable !== undefined ? ('plan' as const) : ('missing' as const),
  want: null,
  got: null,
  error: null,
  durationMs: null,
  evidence: [],
  metrics: [],
})
