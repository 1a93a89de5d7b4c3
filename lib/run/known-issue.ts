import { matchesGlob } from 'node:path'
import type { JournalEvent } from '../core/journal.ts'
import type { Verdict } from '../core/verdict.ts'
import type { KnownIssue } from './setting.ts'

/** The known issue that a failed check matches, and whether its time is over. */
export const matchKnownIssue = (
  issues: readonly KnownIssue[],
  { check, cell }: { check: string; cell: string },
  now: number,
): (KnownIssue & { expired: boolean }) | undefined => {
  const issue = issues.find((known) => known.check === check && matchesGlob(cell, known.cells))
  return issue === undefined ? undefined : { ...issue, expired: now > Date.parse(`${issue.expires}T23:59:59Z`) }
}

/** Known issues that nothing showed any more: every check that they would excuse has passed, in at least one cell. */
export const removableIssues = (
  issues: readonly KnownIssue[],
  journal: readonly JournalEvent[],
): (KnownIssue & { passed: number })[] => {
  const last = new Map<string, { check: string; cell: string; verdict: Verdict }>()
  for (const event of journal) if (event.type === 'check.finished') last.set(`${event.cell} ${event.check}`, event)
  return issues.flatMap((issue) => {
    const verdicts = [...last.values()].filter(
      ({ check, cell }) => check === issue.check && matchesGlob(cell, issue.cells),
    )
    const run = verdicts.filter(({ verdict }) => verdict !== 'not-applicable')
    return run.length > 0 && run.every(({ verdict }) => verdict === 'passed') ? [{ ...issue, passed: run.length }] : []
  })
}
