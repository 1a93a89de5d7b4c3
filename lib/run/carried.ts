import type { CheckFinished, JournalEvent } from '../core/journal.ts'
import type { CheckId, PlannedCell } from '../core/plan.ts'
import type { Verdict } from '../core/verdict.ts'
import type { ResumeMode } from './setting.ts'

/** A verdict that stands, and when it was given. */
export interface Carried {
  verdict: Verdict
  from: string
}

/** What need not be done again. A blocked or aborted check was never run; `only-failed` leaves known issues alone. */
const STANDING: Readonly<Record<ResumeMode, readonly Verdict[]>> = {
  rest: ['passed', 'not-applicable'],
  'only-failed': ['passed', 'not-applicable', 'known-issue'],
  all: [],
}

/** The verdicts of a cell that stand when its run goes on: the last one of each check. */
export const carriedChecks = (
  { id, checks }: Pick<PlannedCell, 'id' | 'checks'>,
  journal: readonly JournalEvent[],
  mode: ResumeMode,
): Map<CheckId, Carried> => {
  const last = new Map<CheckId, CheckFinished & { t: string }>()
  for (const event of journal) if (event.type === 'check.finished' && event.cell === id) last.set(event.check, event)
  const planned = checks.flatMap((check) =>
    check.notApplicable === undefined ? [] : [[check.id, { verdict: 'not-applicable' as const, from: '' }] as const],
  )
  const given = [...last].flatMap(([check, { verdict, t }]) =>
    STANDING[mode].includes(verdict) ? [[check, { verdict, from: t }] as const] : [],
  )
  return new Map(mode === 'all' ? [] : [...planned, ...given])
}
