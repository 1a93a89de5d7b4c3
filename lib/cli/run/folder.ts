import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
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

/** Makes the folder of a new run: `<runs>/<date>-<run>`, its private part readable by its owner only. */
export const openRunFolder = (runs: string): RunFolder => {
  const run = newRunId()
  const dir = join(resolve(runs), `${new Date().toISOString().slice(0, 10)}-${run}`)
  const privateDir = join(dir, PRIVATE)
  const stateDir = join(privateDir, 'rehearsal')
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  return {
    run,
    dir,
    privateDir,
    stateDir,
    startedWallMs: Date.now(),
    removePrivate: () => rmSync(privateDir, { recursive: true, force: true }),
  }
}
