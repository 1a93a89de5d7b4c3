import { accessSync, constants, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StackproofError } from '../../core/errors.ts'
import { newRunId } from '../../core/ids.ts'
import { PRIVATE } from '../../run/setting.ts'

export interface RunFolder {
  run: string
  /** Absolute. */
  dir: string
  privateDir: string
  /** For the rehearsal's own files. */
  stateDir: string
  startedWallMs: number
  /** Kubeconfigs and credentials lie there. */
  removePrivate(): void
}

/** The folder of a run that goes on. */
export const openFolderAgain = (dir: string, run: string): RunFolder => folderOf(dir, run)

/** Makes the folder of a new run: `<runs>/<date>-<run>`, its private part readable by its owner only. */
export const openRunFolder = (runs: string): RunFolder => {
  const run = newRunId()
  return folderOf(join(resolve(runs), `${new Date().toISOString().slice(0, 10)}-${run}`), run)
}

const folderOf = (dir: string, run: string): RunFolder => {
  const privateDir = join(dir, PRIVATE)
  const stateDir = join(privateDir, 'rehearsal')
  makeDir(stateDir)
  return {
    run,
    dir,
    privateDir,
    stateDir,
    startedWallMs: Date.now(),
    removePrivate: () => rmSync(privateDir, { recursive: true, force: true }),
  }
}

const makeDir = (dir: string) => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new StackproofError(
      'E_USAGE',
      `expected a folder for runs that can be written, got ${whyNot(dir) ?? String(cause)}`,
      { cause, hint: 'Name another folder with --runs.' },
    )
  }
}

// A recursive mkdir says ENOENT on a file system that is read-only.
const whyNot = (dir: string): string | undefined => {
  if (!existsSync(dir)) return whyNot(dirname(dir))
  try {
    accessSync(dir, constants.W_OK)
    return undefined
  } catch (error) {
    return `${(error as NodeJS.ErrnoException).code} for ${dir}`
  }
}
