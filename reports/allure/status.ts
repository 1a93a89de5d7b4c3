import type { CheckReport, PhaseReport } from '../model/schema.ts'

export type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped'

export interface StatusDetails {
  message?: string
  trace?: string
  expected?: string
  actual?: string
}

/** Allure has four words for our six. A known issue stays failed, a rule of the report's configuration accepts it. */
const OF_VERDICT: Record<CheckReport['verdict'], AllureStatus> = {
  passed: 'passed',
  failed: 'failed',
  aborted: 'broken',
  blocked: 'skipped',
  'not-applicable': 'skipped',
  'known-issue': 'failed',
}

const OF_OUTCOME: Record<PhaseReport['outcome'], AllureStatus> = {
  done: 'passed',
  kept: 'skipped',
  failed: 'failed',
  aborted: 'broken',
  blocked: 'skipped',
}

export const statusOfCheck = ({ verdict }: CheckReport): AllureStatus => OF_VERDICT[verdict]
export const statusOfPhase = ({ outcome }: PhaseReport): AllureStatus => OF_OUTCOME[outcome]

/** The verdict's own word comes first in the message, because the status can't carry it. */
export const checkDetails = (check: CheckReport, trace?: string): StatusDetails => {
  const { verdict, reason, want, got, error } = check
  if (verdict === 'passed') return {}
  const lines = [
    want !== null && `want: ${want}`,
    got !== null && `got: ${got}`,
    error?.hint !== undefined && error.hint,
  ]
  const message = [worded(verdict, reason ?? ''), ...lines.filter((line) => line !== false)].join('\n')
  const compared = want !== null && got !== null ? { expected: want, actual: got } : {}
  return { message, ...traceOf(trace, check), ...compared }
}

export const phaseDetails = (phase: PhaseReport, trace?: string): StatusDetails =>
  phase.outcome === 'done' ? {} : { message: worded(phase.outcome, phase.reason ?? ''), ...traceOf(trace, phase) }

/** Words that categories and rules look for; see `categories.ts`. */
export const worded = (word: string, reason: string): string => {
  const spoken = word.replace('-', ' ')
  return reason.toLowerCase().startsWith(spoken) || word === 'failed' ? reason : `${spoken}: ${reason}`
}

const traceOf = (trace: string | undefined, { error }: Pick<CheckReport, 'error'>): { trace?: string } => {
  if (trace !== undefined) return { trace }
  if (error === null) return {}
  const details = error.details === undefined ? [] : [JSON.stringify(error.details, null, 2)]
  return { trace: [`${error.code}: ${error.message}`, ...details].join('\n') }
}
