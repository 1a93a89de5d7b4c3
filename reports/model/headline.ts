import { count, type Exit } from './exit-code.ts'
import type { RunReport, VerdictCounts } from './schema.ts'

/** The verdict of a run in one line, for people. */
export const headlineOf = ({ code, reason }: Exit, checks: VerdictCounts, run: RunReport['run']): string => {
  if (code === 4) return `Leak: ${reason}`
  if (code === 1) return `${count(checks.failed, 'promise')} broken`
  if (code >= 128) return `Interrupted by ${run.signal}`
  if (code === 3) return run.ended === 'unfinished' ? 'No verdict: the run did not end' : `Inconclusive: ${reason}`
  if (checks.failed > 0) return `Every must is kept, ${count(checks.failed, 'other promise')} broken`
  const open = checks.aborted + checks.blocked
  if (open > 0) return `Every must is kept, ${count(open, 'other check')} without a verdict`
  return checks['known-issue'] > 0
    ? `Every promise is kept, but for ${count(checks['known-issue'], 'known issue')}`
    : 'Every promise is kept'
}
