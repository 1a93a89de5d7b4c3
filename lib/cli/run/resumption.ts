import type { JournalEvent } from '../../core/journal.ts'
import type { CellId, Plan } from '../../core/plan.ts'
import { carriedChecks } from '../../run/carried.ts'
import type { ResumeMode } from '../../run/setting.ts'

/** What is left to do of a run. */
export interface Resumption {
  mode: ResumeMode
  cells: readonly CellId[]
  /** Verdicts that stand. */
  carried: number
}

/** The cells that have a check without a standing verdict; those whose checks all stand are done. */
export const resumptionOf = (plan: Plan, journal: readonly JournalEvent[], mode: ResumeMode): Resumption => {
  const carried = new Map(plan.cells.map((cell) => [cell.id, carriedChecks(cell, journal, mode)]))
  const open = plan.cells.filter(({ id, checks }) => checks.some((check) => !carried.get(id)!.has(check.id)))
  return {
    mode,
    cells: open.map(({ id }) => id),
    carried: [...carried.values()].reduce((sum, { size }) => sum + size, 0),
  }
}
