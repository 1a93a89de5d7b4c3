/** All verdicts, worst first. */
export const VERDICTS = ['aborted', 'failed', 'blocked', 'known-issue', 'passed', 'not-applicable'] as const

export type Verdict = (typeof VERDICTS)[number]

/** `must` decides the exit code, `should` is reported, `info` only informs. */
export type Severity = 'must' | 'should' | 'info'

/** The worst of some verdicts. Of none it is `aborted`: where nothing ran, nothing is proven. */
export const worst = (verdicts: readonly Verdict[]): Verdict => VERDICTS.find((v) => verdicts.includes(v)) ?? 'aborted'

/** The verdict of a cell: its worst, but `aborted` when no `must` check was executed. */
export const cellVerdict = (checks: readonly { verdict: Verdict; severity: Severity }[]): Verdict => {
  const overall = worst(checks.map(({ verdict }) => verdict))
  const executed = checks.some(({ verdict, severity }) => severity === 'must' && EXECUTED.has(verdict))
  return overall === 'passed' || overall === 'not-applicable' ? (executed ? overall : 'aborted') : overall
}

const EXECUTED: ReadonlySet<Verdict> = new Set(['failed', 'known-issue', 'passed'])
