import { readReport } from '../../reports/model/read.ts'
import { writeReports } from '../../reports/write.ts'
import { StackproofError } from '../core/errors.ts'
import { FORMATS } from './options.ts'
import { findRun } from './run/find.ts'
import { printOutcome } from './run/outcome.ts'
import { unknownWord } from './run/selection.ts'

export interface ReportOptions {
  allure: boolean
  /** Only these; all where none is named. */
  format: string[]
  json?: boolean
  runs?: string
}

/** Writes the reports of a run folder again; they are pure projections, so a killed run has them too. */
export const report = async (run: string, { allure, format, json = false, runs }: ReportOptions): Promise<number> => {
  for (const name of format) if (!FORMATS.some((known) => known === name)) throw unknownWord('--format', name, FORMATS)
  const dir = findRun(run, runs)
  if (format.includes('scs')) refuseScs(dir)
  const written = await writeReports(dir, {
    allure: format.length === 0 ? allure : format.includes('allure'),
    ...(format.length > 0 && { only: format }),
    signal: new AbortController().signal,
  })
  return printOutcome(written, { json })
}

/** What is handed in as a proof must be one. */
const refuseScs = (dir: string): never => {
  const { run } = readReport(dir)
  if (run.stamp !== null)
    throw new StackproofError('E_USAGE', `expected a run on real clouds for --format scs, got a rehearsal`, {
      hint: 'A rehearsal is no evidence: it has seen no real cloud.',
    })
  throw new StackproofError('E_USAGE', 'expected a format that can be written, got scs, which can not be written yet', {
    hint: 'The tests of the SCS standards and our checks have no common names yet; use --format json.',
  })
}
