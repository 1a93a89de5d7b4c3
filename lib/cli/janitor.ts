import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { attachRehearsal } from '../../fixtures/rehearsal/attach.ts'
import { loadConfig } from '../config/load.ts'
import { systemClock } from '../core/clock.ts'
import { parseDuration } from '../core/duration.ts'
import { isStackproofError, StackproofError } from '../core/errors.ts'
import { reapRun } from '../run/janitor/reap.ts'
import { aliveIn } from '../run/ledger-state.ts'
import { lockHolder, takeLock } from '../run/lock.ts'
import { readRun } from '../run/read.ts'
import { existsPrivate, PRIVATE } from '../run/setting.ts'
import { findRun, idOf, runFolders } from './run/find.ts'
import { onInterrupt } from './run/signals.ts'
import { printSweep, type Sweep, sweepCloud } from './run/sweep.ts'

export interface JanitorVerbOptions {
  run?: string
  olderThan?: string
  cloud: string[]
  config?: string
  yes?: boolean
  runs?: string
  json?: boolean
}

/**
 * Removes what runs have left: by the folder of a run where it is here, else by the run's name in the clouds that are
 * named. Deletes nothing without `--yes`. Exit code 0 where nothing is left, 4 where something is.
 */
export const janitor = async (options: JanitorVerbOptions): Promise<number> => {
  const olderThanMs = options.olderThan === undefined ? undefined : parseDuration(options.olderThan)
  if ((options.run === undefined) === (olderThanMs === undefined))
    throw new StackproofError('E_USAGE', 'expected either --run ID or --older-than DURATION, got both or neither', {
      hint: 'A janitor that is not told what to remove removes nothing.',
    })
  const config = loadConfig(process.cwd(), options.config)
  const runs = options.runs ?? config.runs
  const interrupt = onInterrupt((text) => console.error(text), ENDING, ENDING)
  try {
    const dir = options.run === undefined || options.cloud.length > 0 ? undefined : folderOf(options.run, runs)
    if (dir !== undefined && existsPrivate(dir)) return await byFolder(dir, options, interrupt.signal)
    const clouds = options.cloud.length > 0 ? options.cloud : cloudsOf(dir, Object.keys(config.clouds))
    const sweeps: Sweep[] = []
    for (const cloud of clouds)
      sweeps.push(
        await sweepCloud({
          cloud,
          cloudsFile: config.cloudsFile,
          run: options.run === undefined ? undefined : runIdOf(options.run, dir),
          olderThanMs,
          busy: busyRuns(runs),
          ledger: dir === undefined ? [] : aliveIn(readRun(dir).ledger),
          really: options.yes ?? false,
          clock: systemClock,
          say: (text) => console.error(text),
          signal: interrupt.signal,
        }),
      )
    return printSweep(sweeps, { json: options.json ?? false, really: options.yes ?? false })
  } finally {
    interrupt.release()
  }
}

const ENDING = 'ending; what is not done stays'

const folderOf = (run: string, runs: string): string | undefined => {
  try {
    return findRun(run, runs)
  } catch (error) {
    if (isStackproofError(error) && error.code === 'E_USAGE' && /^[a-z0-9]{6}$/.test(run)) return undefined
    throw error
  }
}

const cloudsOf = (dir: string | undefined, configured: readonly string[]): readonly string[] => {
  const planned = dir === undefined ? [] : readRun(dir).plan.clouds.filter(({ kind }) => kind === 'real')
  const names = planned.length > 0 ? planned.map(({ name }) => name) : configured
  if (names.length > 0) return names
  throw new StackproofError('E_USAGE', 'expected --cloud NAME or clouds in stackproof.yaml, got neither', {
    hint: 'The folder of the run is not here, so the janitor has to be told where to look.',
  })
}

const runIdOf = (run: string, dir: string | undefined) => (dir === undefined ? run : idOf(dir))

/** Runs that somebody works on: their things are not leftovers yet. */
const busyRuns = (runs: string): string[] =>
  runFolders(runs)
    .filter((dir) => lockHolder(dir) !== undefined)
    .map(idOf)

const byFolder = async (dir: string, options: JanitorVerbOptions, signal: AbortSignal): Promise<number> => {
  const alive = aliveIn(readRun(dir).ledger)
  if (options.yes !== true) {
    if (options.json) console.log(JSON.stringify({ run: idOf(dir), wouldRemove: alive }, null, 2))
    else console.log(dryText(dir, alive))
    return alive.length > 0 ? 4 : 0
  }
  const lock = takeLock(dir, 'janitor')
  try {
    const say = (text: string) => console.error(text)
    const result = await reapRun({ dir, trigger: 'command', kept: [], say, signal })
    if (options.json) console.log(JSON.stringify({ run: idOf(dir), ...result }, null, 2))
    const clean = result.left.length === 0 && result.problems.length === 0
    if (clean) await removeWorld(dir)
    return clean ? 0 : 4
  } finally {
    lock.release()
  }
}

const dryText = (dir: string, alive: ReturnType<typeof aliveIn>) =>
  [
    `${basename(dir)}: the ledger knows of ${alive.length} things that were not seen to go, and controllers may have made more`,
    ...alive.map(({ kind, name, id, since }) => `  ${kind} ${name} ${id ?? '(id unknown)'} since ${since}`),
    'nothing was deleted; say --yes to delete',
  ].join('\n')

/** A rehearsal that was kept ends with its last cluster; kubeconfigs and credentials go with it. */
const removeWorld = async (dir: string) => {
  const kept = await attachRehearsal(join(dir, PRIVATE, 'rehearsal'))
  await kept?.stop()
  rmSync(join(dir, PRIVATE), { recursive: true, force: true })
}
