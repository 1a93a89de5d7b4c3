import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeReports } from '../../reports/write.ts'
import { StackproofError } from '../core/errors.ts'
import { PLAN_FILE } from '../run/read.ts'
import { printOutcome } from './run/outcome.ts'

/** Writes the reports of a run folder again; they are pure projections, so a killed run has them too. */
export const report = async (run: string, options: { allure: boolean; json?: boolean }): Promise<number> => {
  const dir = [resolve(run), resolve('runs', run)].find((path) => existsSync(resolve(path, PLAN_FILE)))
  if (dir === undefined)
    throw new StackproofError(
      'E_USAGE',
      `Expected a run folder or the id of a run in runs/, found no ${PLAN_FILE} for ${run}`,
    )
  const written = await writeReports(dir, { allure: options.allure, signal: new AbortController().signal })
  return printOutcome(written, { json: options.json ?? false })
}
