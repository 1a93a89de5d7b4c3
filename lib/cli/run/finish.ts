import { writeReports } from '../../../reports/write.ts'
import type { Config } from '../../config/types.ts'
import { digest } from '../../core/ids.ts'
import type { Plan } from '../../core/plan.ts'
import { openJournal } from '../../run/journal.ts'
import { clockOf, type RunSetting } from '../../run/setting.ts'
import { executeRun } from './execute.ts'
import type { RunFolder } from './folder.ts'
import { printOutcome } from './outcome.ts'
import { showProgress } from './progress.ts'
import type { onInterrupt } from './signals.ts'

/** Options that `run` and `rehearse` share. */
export interface RunOptions {
  stacks?: string
  strategy?: Config['strategy']
  cell: string[]
  stack: string[]
  setting: string[]
  shard?: string
  config?: string
  area: string[]
  check: string[]
  parallel?: number
  keep?: Config['keep']
  runs?: string
  allure: boolean
  json?: boolean
}

export interface RunJob {
  options: RunOptions
  config: Config
  folder: RunFolder
  plan: Plan
  seed?: number
  faults: readonly { name: string; cell: string | null }[]
  parallel: number
  interrupt: ReturnType<typeof onInterrupt>
  /** What the environment decides. */
  place: Pick<RunSetting, 'environment' | 'clock' | 'slack' | 'cloudsFile' | 'toolPath' | 'toolEnv' | 'outside'>
  tools: Record<string, string>
}

/** Runs a plan, writes its reports and tells the exit code. */
export const finishRun = async (job: RunJob): Promise<number> => {
  const { options, config, folder, plan, seed, faults, parallel, interrupt, place, tools } = job
  const { run, dir, startedWallMs } = folder
  const setting = {
    ...place,
    run,
    dir,
    startedWallMs,
    intervals: config.intervals,
    echoImage: config.echo.image,
    nonce: digest(`${run} ${startedWallMs}`, 16),
    keep: options.keep ?? config.keep,
    knownIssues: config.knownIssues,
  }
  console.error(
    `${plan.cells.length} cells, ${plan.exclusions.length} combinations excluded, ${parallel} at a time; run folder ${dir}`,
  )
  const progress = showProgress(dir, plan)
  try {
    await executeRun({
      plan,
      setting,
      faults,
      tools,
      parallel,
      signal: interrupt.signal,
      ...(seed !== undefined && { seed }),
    })
  } finally {
    await progress.stop()
  }
  noteEnd(setting, interrupt.exitCode())
  // An interrupted run is reported too, so the reports do not listen to the signal that ended it.
  const written = await writeReports(dir, { allure: options.allure, signal: new AbortController().signal })
  return printOutcome(written, { json: options.json ?? false })
}

const noteEnd = (setting: Pick<RunSetting, 'dir' | 'clock' | 'startedWallMs'>, interrupted: number | null) => {
  const journal = openJournal({ dir: setting.dir, clock: clockOf(setting), startedWallMs: setting.startedWallMs })
  journal.write({ type: 'run.finished', reason: interrupted === null ? 'all cells ended' : 'interrupted' })
  journal.close()
}
