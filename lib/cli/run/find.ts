import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { PLAN_FILE } from '../../run/read.ts'

/** The folder of a run, by its path or by its id in the folder of runs. Throws `E_USAGE` with what there is. */
export const findRun = (run: string, runs = 'runs'): string => {
  const known = runFolders(runs)
  const found = [resolve(run), resolve(runs, run), ...known.filter((dir) => dir.endsWith(`-${run}`))].find(isRun)
  if (found !== undefined) return found
  const ids = known.map(idOf)
  const near = nearest(run, ids)
  const hint = near === undefined ? `Runs there: ${ids.join(', ') || 'none'}.` : `Did you mean ${near}?`
  throw new StackproofError(
    'E_USAGE',
    `Expected a run folder or the id of a run in ${resolve(runs)}, found no ${PLAN_FILE} for ${run}`,
    { hint },
  )
}

/** The folder of the run that was started last. Throws `E_USAGE` where there is none. */
export const lastRun = (runs = 'runs'): string => {
  const [newest] = runFolders(runs).sort((a, b) => startedAt(b) - startedAt(a))
  if (newest !== undefined) return newest
  throw new StackproofError('E_USAGE', `Expected a run in ${resolve(runs)}, found none`, {
    hint: 'Start one with `stackproof rehearse` or `stackproof run`.',
  })
}

/** All run folders in a folder of runs. */
export const runFolders = (runs: string): string[] =>
  existsSync(runs)
    ? readdirSync(runs)
        .map((name) => resolve(runs, name))
        .filter(isRun)
    : []

const isRun = (dir: string) => existsSync(join(dir, PLAN_FILE))
/** The id of the run of a folder. */
export const idOf = (dir: string) => dir.slice(dir.lastIndexOf('-') + 1)
const startedAt = (dir: string) => statSync(join(dir, PLAN_FILE)).birthtimeMs
