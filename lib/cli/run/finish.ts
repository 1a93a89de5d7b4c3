import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { writeReports } from '../../../reports/write.ts'
import type { Config } from '../../config/types.ts'
import { digest } from '../../core/ids.ts'
import type { Plan } from '../../core/plan.ts'
import { openJournal } from '../../run/journal.ts'
import { removableIssues } from '../../run/known-issue.ts'
import { takeLock } from '../../run/lock.ts'
import { readRun } from '../../run/read.ts'
import { writeRequest } from '../../run/request.ts'
import { clockOf, PRIVATE, type RunSetting } from '../../run/setting.ts'
import { executeRun, type RunRequest } from './execute.ts'
import type { RunFolder } from './folder.ts'
import { keptClusters } from './kept.ts'
import { printOutcome } from './outcome.ts'
import { showProgress } from './progress.ts'
import type { Resumption } from './resumption.ts'
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
  options: Pick<RunOptions, 'allure' | 'json'>
  /** What of the configuration a run needs, with the command line laid over it. */
  config: Pick<Config, 'intervals' | 'keep' | 'knownIssues' | 'echo'> & Partial<Pick<Config, 'management'>>
  folder: RunFolder
  plan: Plan
  seed?: number
  faults: readonly { name: string; cell: string | null }[]
  parallel: number
  /** A run that goes on. */
  resume?: Resumption
  /** What keeps a rehearsal alive. */
  leash?: Writable
  interrupt: ReturnType<typeof onInterrupt>
  /** What the environment decides. */
  place: Pick<
    RunSetting,
    'environment' | 'clock' | 'slack' | 'cloudsFile' | 'secureFile' | 'toolPath' | 'toolEnv' | 'networks' | 'outside'
  >
  tools: Record<string, string>
}

/** Runs a plan under the lock of its folder, writes its reports and tells the exit code. */
export const finishRun = async (job: RunJob): Promise<number> => {
  const { options, folder, interrupt, resume } = job
  const lock = takeLock(folder.dir, resume === undefined ? 'run' : 'resume')
  try {
    const setting = settingOf(job)
    await execute(job, setting)
    noteEnd(setting, interrupt.exitCode())
    for (const line of tellKept(setting)) console.error(line)
    // An interrupted run is reported too, so the reports do not listen to the signal that ended it.
    const written = await writeReports(folder.dir, { allure: options.allure, signal: new AbortController().signal })
    return printOutcome(written, { json: options.json ?? false })
  } finally {
    lock.release()
  }
}

const settingOf = ({ place, folder, config, resume }: RunJob): RunRequest['setting'] => {
  const { run, dir, startedWallMs } = folder
  return {
    ...place,
    run,
    dir,
    startedWallMs,
    intervals: config.intervals,
    echoImage: config.echo.image,
    nonce: digest(`${run} ${startedWallMs}`, 16),
    keep: config.keep,
    knownIssues: config.knownIssues,
    resume: resume?.mode ?? null,
    // A rehearsal has nothing of what is configured for the real thing.
    ...(place.environment === 'real' && config.management !== undefined && { management: config.management }),
  }
}

const execute = async (job: RunJob, setting: RunRequest['setting']): Promise<void> => {
  const { plan, seed, faults, parallel, interrupt, tools, resume, leash } = job
  const cells = resume?.cells ?? plan.cells.map(({ id }) => id)
  if (resume === undefined) noteRequest(job, setting)
  console.error(
    `${cells.length} cells, ${plan.exclusions.length} combinations excluded, ${parallel} at a time; run folder ${setting.dir}`,
  )
  const progress = showProgress(
    setting.dir,
    plan.cells.filter(({ id }) => cells.includes(id)),
  )
  try {
    const result = await executeRun({
      plan,
      cells,
      carried: resume?.carried ?? 0,
      setting,
      faults,
      tools,
      parallel,
      signal: interrupt.signal,
      ...(seed !== undefined && { seed }),
      ...(leash !== undefined && { leash }),
    })
    for (const { kind, name, id, reason } of result?.left ?? [])
      console.error(`left behind: ${kind} ${name} ${id}: ${reason}`)
    for (const problem of result?.problems ?? []) console.error(`janitor: ${problem}`)
  } finally {
    await progress.stop()
  }
}

const noteRequest = ({ options, seed, parallel, faults, place }: RunJob, setting: RunRequest['setting']) => {
  const { run, environment, intervals, slack, echoImage, keep, knownIssues, cloudsFile, secureFile, management } =
    setting
  writeRequest(setting.dir, {
    ...{ run, environment, intervals, slack, echoImage, keep, knownIssues, parallel, allure: options.allure },
    cloudsFile: environment === 'real' ? cloudsFile : null,
    ...(secureFile !== undefined && { secureFile }),
    ...(management !== undefined && { management }),
    rehearsal: place.clock === null || seed === undefined ? null : { seed, scale: place.clock.scale, faults },
  })
}

/** How to reach what was kept, and how to be rid of it. */
const tellKept = ({ dir, run }: RunRequest['setting']): string[] =>
  keptClusters(dir, run).flatMap((name) => [
    `kept: ${name}, kubeconfig ${join(dir, PRIVATE, `${name}.kubeconfig`)}`,
    `      go on with \`stackproof resume ${run}\`, remove it with \`stackproof janitor --run ${run} --yes\``,
  ])

const noteEnd = (setting: RunRequest['setting'], interrupted: number | null) => {
  const { dir, startedWallMs, knownIssues } = setting
  const journal = openJournal({ dir, clock: clockOf(setting), startedWallMs })
  for (const { check, cells, link, passed } of removableIssues(knownIssues, readRun(dir).journal)) {
    const text = `the known issue ${link} can be removed: ${check} has passed in ${passed} of ${passed} cells that match ${cells}`
    console.error(`stackproof: ${text}`)
    journal.write({ type: 'note', cell: null, level: 'info', text })
  }
  journal.write({ type: 'run.finished', reason: interrupted === null ? 'all cells ended' : 'interrupted' })
  journal.close()
}
