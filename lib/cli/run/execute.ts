import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { recipeFor } from '../../../fixtures/management/recipe.ts'
import { bringUpManagement } from '../../../fixtures/management/up.ts'
import { createIntervals } from '../../config/intervals.ts'
import { errorRecord } from '../../core/errors.ts'
import { digest, runMark } from '../../core/ids.ts'
import type { Plan } from '../../core/plan.ts'
import { createRedactor } from '../../core/redact.ts'
import { type Journal, openJournal } from '../../run/journal.ts'
import { openLedger } from '../../run/ledger.ts'
import { PLAN_FILE } from '../../run/read.ts'
import { clockOf, PRIVATE, type RunSetting, settingFile, toolPlace } from '../../run/setting.ts'
import { driveCells } from './drive.ts'

export interface RunRequest {
  plan: Plan
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

/** Runs a plan from the management cluster to the last cell. Rejects only where not even a journal can be written. */
export const executeRun = async (request: RunRequest): Promise<void> => {
  const { plan, setting, seed, faults, tools } = request
  const { dir, run, startedWallMs } = setting
  writeFileSync(join(dir, PLAN_FILE), `${JSON.stringify(plan, null, 2)}\n`)
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
  })
  try {
    await withManagement(request, journal, (full) => runCells(request, full))
  } finally {
    if (request.signal.aborted)
      journal.write({ type: 'run.interrupted', signal: String(request.signal.reason?.signal ?? 'abort') })
    journal.close()
  }
}

const runCells = async ({ plan, parallel, signal }: RunRequest, setting: RunSetting) => {
  writeFileSync(settingFile(setting.dir), JSON.stringify(setting), { mode: 0o600 })
  await driveCells({
    dir: setting.dir,
    cells: plan.cells.map(({ id }) => id),
    parallel,
    allureResults: join(setting.dir, ALLURE_RAW),
    signal,
  })
}

const withManagement = async (
  request: RunRequest,
  journal: Journal,
  action: (setting: RunSetting) => Promise<void>,
) => {
  const { plan, setting, signal } = request
  const { dir, run } = setting
  const clock = clockOf(setting)
  const privateDir = join(dir, PRIVATE)
  mkdirSync(privateDir, { recursive: true, mode: 0o700 })
  const ledger = openLedger({ dir, clock, cell: null })
  const releasesDir = join(dir, 'releases')
  const start = clock.now()
  const finished = (rest: { outcome: 'ready' | 'failed'; error?: unknown }) =>
    journal.write({
      type: 'management.finished',
      outcome: rest.outcome,
      durationMs: Math.round(clock.now() - start),
      versions: request.tools,
      ...(rest.error !== undefined && { error: errorRecord(rest.error) }),
    })
  const recipe = recipeFor(
    plan.cells.map(({ stack }) => stack),
    plan.cells.some(({ expectations }) => !expectations.noProvider),
  )
  try {
    const management = await bringUpManagement({
      name: runMark(run),
      recipe,
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
    await action({ ...setting, managementKubeconfig: management.kubeconfigFile, releasesDir })
    if (setting.keep === 'never') await management.down(AbortSignal.timeout(DOWN_MS))
  } finally {
    ledger.close()
    if (setting.keep === 'never') rmSync(privateDir, { recursive: true, force: true })
  }
}

/** Wall milliseconds that `kind delete cluster` may take. */
const DOWN_MS = 120_000
