import type { CaseReporter, CaseRow } from './reporter.ts'

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const

/** One line for a case that has ended, and why it failed or was skipped. */
export const tell = ({ id, title, state, seconds, reason }: CaseRow): void => {
  // Never begun: what kept the suite from it is told at the end, once.
  if (state === 'skipped' && reason === undefined) return
  console.log(`${MARKS[state]} ${id.padEnd(13)} ${state.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${title}`)
  if (reason !== undefined) console.log(reason.replace(/^/gm, '    '))
}

/** What came of all of them; `named` says what they ran on. */
export const report = ({ rows, troubles }: CaseReporter, named: Record<string, string>, json: boolean): void => {
  if (json) {
    console.log(JSON.stringify({ ...named, cases: rows, troubles }, null, 2))
    return
  }
  for (const trouble of troubles) console.error(trouble)
  if (rows.length === 0) console.error('none of the cases is meant by --only')
  const count = (state: CaseRow['state']) => rows.filter((row) => row.state === state).length
  const [title] = Object.values(named)
  console.log(`${title}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
}

/** 0 when all that could run passed, 1 when something failed, 2 when nothing ran. */
export const exitCodeOf = ({ rows, troubles }: CaseReporter): number => {
  if (troubles.length > 0 || rows.every(({ state }) => state === 'skipped')) return 2
  return rows.some(({ state }) => state === 'failed') ? 1 : 0
}
