import type { Check, CheckContext } from '../catalog/check.ts'
import { codeOf, describeError, type ErrorCode, errorRecord, isStackproofError } from '../core/errors.ts'
import type { CheckFinished, Evidence, Metric } from '../core/journal.ts'
import type { Verdict } from '../core/verdict.ts'
import { withDeadline } from './deadline.ts'
import type { Journal } from './journal.ts'
import { matchKnownIssue } from './known-issue.ts'
import type { KnownIssue } from './setting.ts'

export interface VerifyOptions {
  check: Check
  context: CheckContext
  journal: Journal
  evidence: Evidence[]
  metrics: Metric[]
  knownIssues: readonly KnownIssue[]
}

/** Runs one check and writes its one verdict. Never rejects: what a check throws is its verdict. */
export const verify = async (options: VerifyOptions): Promise<CheckFinished> => {
  const { check, context, journal, evidence, metrics, knownIssues } = options
  const { cell, clock, signal } = context
  const start = clock.now()
  journal.write({ type: 'check.started', cell: cell.id, check: check.id })
  const error = await attempt(check, context, signal)
  const result = {
    type: 'check.finished' as const,
    cell: cell.id,
    check: check.id,
    ...outcomeOf(error, signal),
    evidence: [...evidence],
    metrics: [...metrics],
    durationMs: Math.round(clock.now() - start),
  }
  const finished = result.verdict === 'failed' ? excuse(result, knownIssues, clock.now()) : result
  journal.write(finished)
  return finished
}

/** A verdict for a check that can't run. */
export const verdictWithoutRun = (cell: string, check: string, verdict: Verdict, reason: string): CheckFinished => ({
  type: 'check.finished',
  cell,
  check,
  verdict,
  reason,
  evidence: [],
  metrics: [],
  durationMs: 0,
})

const attempt = async (check: Check, context: CheckContext, signal: AbortSignal): Promise<unknown> => {
  const { timeoutMs } = context.interval(check.interval)
  const limits = { what: `Check ${check.id}`, timeoutMs, clock: context.clock, signal }
  try {
    await withDeadline(limits, (deadline) => check.run({ ...context, signal: deadline }))
    return undefined
  } catch (error) {
    return error ?? new Error('the check threw nothing')
  }
}

const VERDICT_OF: Partial<Record<ErrorCode, Verdict>> = {
  E_CHECK_FAILED: 'failed',
  E_BLOCKED: 'blocked',
  E_NOT_APPLICABLE: 'not-applicable',
}

const outcomeOf = (
  error: unknown,
  signal: AbortSignal,
): Pick<CheckFinished, 'verdict' | 'reason' | 'want' | 'got' | 'error'> => {
  if (error === undefined) return { verdict: 'passed' }
  if (signal.aborted) return { verdict: 'aborted', reason: 'interrupted', error: errorRecord(error) }
  const verdict = VERDICT_OF[codeOf(error)] ?? 'aborted'
  const { want, got } = isStackproofError(error) ? (error.details as { want?: string; got?: string }) : {}
  return {
    verdict,
    reason: describeError(error),
    ...(want !== undefined && { want, got }),
    ...(verdict !== 'not-applicable' && { error: errorRecord(error) }),
  }
}

const excuse = (result: CheckFinished, issues: readonly KnownIssue[], now: number): CheckFinished => {
  const issue = matchKnownIssue(issues, result, now)
  if (issue === undefined) return result
  if (issue.expired)
    return { ...result, reason: `${result.reason} (known issue ${issue.link} expired on ${issue.expires})` }
  return {
    ...result,
    verdict: 'known-issue',
    reason: `${issue.reason} (${issue.link}, until ${issue.expires}): ${result.reason}`,
  }
}
