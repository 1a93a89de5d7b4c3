import { cellVerdict, VERDICTS, type Verdict, worst } from '../../lib/core/verdict.ts'
import type { CheckReport, PhaseReport, RunReport, VerdictCounts } from './schema.ts'

/** How many have each verdict; all six are always there. */
export const countVerdicts = (items: readonly { verdict: Verdict }[]): VerdictCounts => {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as VerdictCounts
  for (const { verdict } of items) counts[verdict] += 1
  return counts
}

/** How many verdicts an earlier start of the run has given that stand. */
export const carriedIn = ({ cells }: RunReport): number =>
  cells.flatMap(({ checks }) => checks.filter(({ carriedFrom }) => carriedFrom !== null)).length

/** A cell's verdict: that of its checks, made worse by phases that did not end well, so that no failed teardown is green. */
export const verdictOfCell = (checks: readonly CheckReport[], phases: readonly PhaseReport[]): Verdict =>
  worst([cellVerdict(checks), ...phases.map(({ outcome }) => PHASE_VERDICTS[outcome])])

/** What an outcome of a phase means for its cell. A failed phase proves nothing about a promise: what needs it is blocked. */
const PHASE_VERDICTS: Record<PhaseReport['outcome'], Verdict> = {
  done: 'not-applicable',
  kept: 'not-applicable',
  failed: 'blocked',
  blocked: 'blocked',
  aborted: 'aborted',
}
