import { fileURLToPath } from 'node:url'
import type { CellId } from '../../core/plan.ts'

export interface DriveOptions {
  /** Absolute run folder. */
  dir: string
  cells: readonly CellId[]
  /** Cells at the same time: what quota and memory allow. */
  parallel: number
  allureResults: string
  /** Aborts the run in order: tests are cancelled, teardown and audit still run. */
  signal: AbortSignal
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const DEAF = new URL('../../../fixtures/cell/signals.ts', import.meta.url).href

/** Runs one vitest project with one fork for each cell. Resolves when all have ended; verdicts are in the journal. */
export const driveCells = async ({ dir, cells, parallel, allureResults, signal }: DriveOptions): Promise<void> => {
  const { createVitest } = await import('vitest/node')
  const listeners = saveSignalListeners()
  const vitest = await createVitest('test', {
    root: ROOT,
    config: false,
    watch: false,
    pool: 'forks',
    maxWorkers: parallel,
    // Waiting cells cost little, but each is a process of its own: the CLI says how many.
    fileParallelism: parallel > 1,
    reporters: [['allure-vitest/reporter', { resultsDir: allureResults }], SILENT],
    experimental: { viteModuleRunner: false },
    teardownTimeout: 120_000,
    projects: cells.map((cell) => ({
      extends: false as const,
      test: {
        name: cell,
        root: ROOT,
        include: ['suites/cell.suite.ts'],
        provide: { stackproof: { dir, cell } },
        pool: 'forks' as const,
        execArgv: ['--import', DEAF],
        isolate: true,
        retry: 0,
        disableConsoleIntercept: true,
        experimental: { viteModuleRunner: false },
      },
    })),
  } as never)
  // Vite would end the process in the middle of the clean-up; the CLI has its own handlers.
  restoreSignalListeners(listeners)
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input')
  signal.addEventListener('abort', cancel, { once: true })
  try {
    if (!signal.aborted) await vitest.start()
  } finally {
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}

const SILENT = {}
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

const saveSignalListeners = () => SIGNALS.map((name) => [name, process.listeners(name)] as const)

const restoreSignalListeners = (saved: ReturnType<typeof saveSignalListeners>) => {
  for (const [name, listeners] of saved) {
    process.removeAllListeners(name)
    for (const listener of listeners) process.on(name, listener)
  }
}
