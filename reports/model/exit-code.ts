import type { RunReport } from './schema.ts'
import { verdictOfCell } from './verdicts.ts'

export interface Exit {
  code: number
  reason: string
}

/** What an exit code is made from; a report has all of it. */
export type Outcome = Pick<RunReport, 'cells' | 'leftovers'> & { run: Pick<RunReport['run'], 'ended' | 'signal'> }

/** The exit code of a run: 0 every must passed · 1 failed · 3 aborted or blocked only · 4 leak · 130/143 interrupted. */
export const exitCodeOf = (report: Outcome): number => exitOf(report).code

/**
 * The exit code and the sentence for it. A leak comes first, also in an interrupted run: it costs money until somebody acts.
 * Only `must` checks decide, but a cell in which none was executed, or a phase did not end well, is never green.
 */
export const exitOf = ({ run, cells, leftovers }: Outcome): Exit => {
  const leaks = leaksOf(leftovers).length
  if (leaks > 0) return { code: 4, reason: `${count(leaks, 'thing')} left behind` }
  if (run.ended === 'interrupted') {
    return { code: run.signal === 'SIGTERM' ? 143 : 130, reason: `interrupted by ${run.signal}, ended in order` }
  }
  const musts = cells.flatMap(({ checks }) => checks.filter(({ severity }) => severity === 'must'))
  const failed = musts.filter(({ verdict }) => verdict === 'failed').length
  if (failed > 0) return { code: 1, reason: `${count(failed, 'must check')} failed` }
  const open = musts.filter(({ verdict }) => verdict === 'aborted' || verdict === 'blocked').length
  if (open > 0) return { code: 3, reason: `${count(open, 'must check')} aborted or blocked` }
  const unproven = cells.filter(isUnproven).length
  if (unproven > 0) return { code: 3, reason: `${count(unproven, 'cell')} aborted or blocked` }
  if (cells.length === 0) return { code: 3, reason: 'no cell was run' }
  return { code: 0, reason: 'every must check passed' }
}

const isUnproven = ({ checks, phases }: Outcome['cells'][number]) => {
  const verdict = verdictOfCell(
    checks.filter(({ severity }) => severity === 'must'),
    phases,
  )
  return verdict === 'aborted' || verdict === 'blocked'
}

/** Leftovers that are nobody's intention: neither kept on purpose nor somebody else's. */
export const leaksOf = <T extends { state: string }>(leftovers: readonly T[]): T[] =>
  leftovers.filter(({ state }) => state === 'leaked' || state === 'late')

/** `1 cell`, `3 cells`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
