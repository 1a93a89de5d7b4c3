import { matchesGlob } from 'node:path'
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
