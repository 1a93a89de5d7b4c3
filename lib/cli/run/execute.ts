import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { createIntervals } from '../../config/intervals.ts'
import { errorRecord } from '../../core/errors.ts'
import { digest } from '../../core/ids.ts'
import type { JanitorResult } from '../../core/journal.ts'
import type { CellId, Plan } from '../../core/plan.ts'
import { createRedactor } from '../../core/redact.ts'
import { startJanitor } from '../../run/janitor/start.ts'
import { type Journal, openJournal } from '../../run/journal.ts'
import { openLedger } from '../../run/ledger.ts'
import { PLAN_FILE } from '../../run/read.ts'
import { clockOf, PRIVATE, type RunSetting, settingFile, toolPlace } from '../../run/setting.ts'
import { driveCells } from './drive.ts'
import { keptClusters } from './kept.ts'
import { bringUp } from './management.ts'

export interface RunRequest {
  plan: Plan
  /** Those to be run; all of the plan unless a run goes on. */
  cells: readonly CellId[]
  /** Verdicts that stand from earlier starts. */
  carried: number
  /** What keeps a rehearsal alive. */
  leash?: Writable
  /** Everything but what `executeRun` makes itself. */
  setting: Omit<RunSetting, 'managementKubeconfig' | 'releasesDir'>
  seed?: number
  faults: readonly { name: string; cell: string | null }[]
  tools: Record<string, string>
  parallel: number
  signal: AbortSignal
}

/** Folder for the results that allure-vitest writes; the reports repair them from the journal. */
export const ALLURE_RAW = 'allure-results-vitest'

/**
 * Runs a plan from the management cluster to the last cell, under the eyes of a janitor. Resolves with what that has found
 * at the end. Rejects only where not even a journal can be written.
 */
export const executeRun = async (request: RunRequest): Promise<JanitorResult | undefined> => {
  const { plan, seed, faults, tools } = request
  const setting = completed(request.setting)
  const { dir, run, startedWallMs } = setting
  if (setting.resume === null) writeFileSync(join(dir, PLAN_FILE), `${JSON.stringify(plan, null, 2)}\n`)
  mkdirSync(join(dir, PRIVATE), { recursive: true, mode: 0o700 })
  writeFileSync(settingFile(dir), JSON.stringify(setting), { mode: 0o600 })
  const clock = clockOf(setting)
  const journal = openJournal({ dir, clock, startedWallMs })
  const planDigest = `sha256:${digest(JSON.stringify(plan))}`
  journal.write({
    type: 'run.started',
    run,
    environment: setting.environment,
    planDigest,
    scale: clock.scale,
    ...(seed !== undefined && { seed }),
    faults,
    tools,
    ...(setting.resume !== null && { resumed: { carried: request.carried } }),
  })
  try {
    const janitor = await startJanitor({ dir, ...(request.leash !== undefined && { leash: request.leash }) })
    await withManagement(request, setting, journal)
    return await janitor.done(keptClusters(dir, run))
  } finally {
    if (request.signal.aborted)
      journal.write({ type: 'run.interrupted', signal: String(request.signal.reason?.signal ?? 'abort') })
    journal.close()
  }
}

/** Known before anything is started, so that a janitor knows as much as the run. */
const completed = (setting: RunRequest['setting']): RunSetting => ({
  ...setting,
  managementKubeconfig: setting.management?.kubeconfig ?? join(setting.dir, PRIVATE, 'management.kubeconfig'),
  releasesDir: (setting.management?.kubeconfig ? setting.management.releases : null) ?? join(setting.dir, 'releases'),
})

const runCells = async ({ cells, parallel, signal }: RunRequest, setting: RunSetting) => {
  await driveCells({
    dir: setting.dir,
    cells,
    parallel,
    allureResults: join(setting.dir, ALLURE_RAW),
    signal,
  })
}

const withManagement = async (request: RunRequest, setting: RunSetting, journal: Journal) => {
  const { plan, signal } = request
  const { dir, run, releasesDir } = setting
  const clock = clockOf(setting)
  const privateDir = join(dir, PRIVATE)
  const ledger = openLedger({ dir, run, clock, cell: null })
  const start = clock.now()
  const finished = (rest: { outcome: 'ready' | 'failed'; error?: unknown }) =>
    journal.write({
      type: 'management.finished',
      outcome: rest.outcome,
      durationMs: Math.round(clock.now() - start),
      versions: request.tools,
      ...(rest.error !== undefined && { error: errorRecord(rest.error) }),
    })
  try {
    const management = await bringUp(plan, setting, {
      place: toolPlace(setting),
      privateDir,
      releasesDir,
      clock,
      interval: createIntervals(setting.intervals, setting.slack),
      journal,
      ledger,
      redactor: createRedactor(),
      signal,
    }).catch((error: unknown) => {
      finished({ outcome: 'failed', error })
      return undefined
    })
    if (management === undefined) return
    finished({ outcome: 'ready' })
    await runCells(request, setting)
    if (keptClusters(dir, run).length === 0) await management.down(AbortSignal.timeout(DOWN_MS))
  } finally {
    ledger.close()
  }
}

/** Wall milliseconds that `kind delete cluster` may take. */
const DOWN_MS = 120_000
