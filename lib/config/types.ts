import type { CloudProfile } from '../core/plan.ts'
import type { ManagementSetting } from '../run/management-setting.ts'
import type { KnownIssue } from '../run/setting.ts'
import type { IntervalText } from './intervals.ts'

export type Strategy = 'smoke' | 'pairwise' | 'full'
export type Keep = 'never' | 'on-failure' | 'always'

/** `stackproof.yaml` after reading: every key optional in the file, every value there in here. */
export interface Config {
  /** The file that was read, or null where there is none. */
  file: string | null
  /** Directory of stacks; null means our own small ones. */
  stacks: string | null
  /** clouds.yaml to read; null means the usual search. */
  cloudsFile: string | null
  /** Declared profiles by the name of the cloud in clouds.yaml. */
  clouds: Readonly<Record<string, CloudProfile>>
  /** Folder that run folders are made in. */
  runs: string
  strategy: Strategy
  keep: Keep
  /** Cells at the same time; null leaves it to quota and machine. */
  parallel: number | null
  intervals: Readonly<Record<string, IntervalText>>
  knownIssues: readonly KnownIssue[]
  echo: { image: string }
  management: ManagementSetting
  tools: {
    /** Directory that tools are installed in; null means the user's data directory. */
    dir: string | null
  }
  rehearsal: { seed: number; scale: number; slack: number }
}
