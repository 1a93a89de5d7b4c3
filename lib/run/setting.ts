import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceleratedClock, type Clock, type ClockSetting, systemClock } from '../core/clock.ts'

/** What every process of a run needs to know: `private/run.json`, readable by its owner only. */
export interface RunSetting {
  run: string
  /** Absolute run folder. */
  dir: string
  environment: 'real' | 'rehearsal'
  /** Null for the wall clock. */
  clock: ClockSetting | null
  startedWallMs: number
  cloudsFile: string
  /** Directory searched for the tools before PATH, or null. */
  toolPath: string | null
  /** Environment of the tools (a rehearsal's executables find their cloud by it). */
  toolEnv: Readonly<Record<string, string>>
  managementKubeconfig: string
  /** Host directory that the management cluster sees as /.release. */
  releasesDir: string
  /** Own addresses for outside probes. */
  outside: readonly string[]
  intervals: Readonly<Record<string, readonly [string, string, string]>>
  /** Multiplies timeouts: a rehearsal on a busy machine is given more of its accelerated time. */
  slack: number
  /** Image of the echo server's container; has `node`. */
  echoImage: string
  nonce: string
  keep: 'never' | 'on-failure' | 'always'
  knownIssues: readonly KnownIssue[]
}

/** A failure that is known, why, and until when; after `expires` it counts as failed again. */
export interface KnownIssue {
  check: string
  /** Glob over cell ids. */
  cells: string
  reason: string
  link: string
  /** `YYYY-MM-DD` */
  expires: string
}

export const PRIVATE = 'private'
export const settingFile = (dir: string): string => join(dir, PRIVATE, 'run.json')
export const readSetting = (dir: string): RunSetting => JSON.parse(readFileSync(settingFile(dir), 'utf8')) as RunSetting

export const clockOf = ({ clock }: Pick<RunSetting, 'clock'>): Clock =>
  clock === null ? systemClock : acceleratedClock(clock)

/** Where the tools of a run are found. */
export const toolPlace = ({ toolPath, toolEnv }: Pick<RunSetting, 'toolPath' | 'toolEnv'>) => ({
  ...(toolPath !== null && { path: toolPath }),
  env: toolEnv,
})
