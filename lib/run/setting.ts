import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceleratedClock, type Clock, type ClockSetting, systemClock } from '../core/clock.ts'
import type { CloudProfile } from '../core/plan.ts'
import type { ManagementSetting } from './management-setting.ts'

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
  /** The secure.yaml that belongs to it, wherever it was found. */
  secureFile?: string
  /** Directory searched for the tools before PATH, or null. */
  toolPath: string | null
  /** Environment of the tools (a rehearsal's executables find their cloud by it). */
  toolEnv: Readonly<Record<string, string>>
  managementKubeconfig: string
  /** Host directory that the management cluster sees as /.release. */
  releasesDir: string
  /** Address pools of the world that a rehearsal takes place in; the plan of one that goes on was made for another world. */
  networks?: CloudProfile['networks']
  /** Own addresses for outside probes. */
  outside: readonly string[]
  intervals: Readonly<Record<string, readonly [string, string, string]>>
  /** Multiplies timeouts: a rehearsal on a busy machine is given more of its accelerated time. */
  slack: number
  /** Image of the echo server's container; has `node`. */
  echoImage: string
  nonce: string
  keep: 'never' | 'on-failure' | 'always'
  /** A run that goes on: which verdicts of its earlier starts stand. */
  resume: ResumeMode | null
  knownIssues: readonly KnownIssue[]
  /** How the management cluster is to be; absent where nothing is configured. */
  management?: ManagementSetting
}

/** `rest`: what has not passed; `only-failed`: of that, what failed or was never run; `all`: everything once more. */
export type ResumeMode = 'rest' | 'only-failed' | 'all'

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

/** The clouds of a run, as `readClouds` is asked for them. */
export const cloudFiles = ({ cloudsFile, secureFile }: Pick<RunSetting, 'cloudsFile' | 'secureFile'>) => ({
  file: cloudsFile,
  ...(secureFile !== undefined && { secure: secureFile }),
})

/** True while a run's private part is there: kubeconfigs, credentials, the way to its clouds. */
export const existsPrivate = (dir: string): boolean => existsSync(settingFile(dir))
