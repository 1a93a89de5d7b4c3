import { readRun } from '../../lib/run/read.ts'
import { buildReport } from './build.ts'
import type { RunReport } from './schema.ts'

/** The report of a run folder. Throws `E_USAGE` where there is no plan, `E_JOURNAL` for an unreadable line in the middle. */
export const readReport = (runDir: string): RunReport => {
  const { plan, journal, ledger } = readRun(runDir)
  return buildReport(plan, journal, ledger)
}
