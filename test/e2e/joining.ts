import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RunReport } from '../../reports/model/schema.ts'
import { type SharedWorld, startSharedWorld } from './shared-world.ts'
import { type Ended, onlyRun, type Running, runsFolder, startStackproof } from './stackproof.ts'

export const MINUTE = 60_000

/** What a world says that has nothing left in it. */
export const NOTHING = { projects: { service: {}, rehearsal: {} }, clusters: [] }

/** One cell. */
export const CELL = ['--cell', '*demo2*octavia-ovn.cloud-default.cp1.rehearsal', '--parallel', '1']

/** One cell with few checks. */
export const ONE = [
  ...CELL,
  ...['api.readyz', 'lb.default-service', 'lifecycle.nothing-left', 'lifecycle.quota-returned'].flatMap((id) => [
    '--check',
    id,
  ]),
]

/** A world that ends with the test. */
export const startWorld = async (...args: Parameters<typeof startSharedWorld>): Promise<SharedWorld> => {
  const world = await startSharedWorld(...args)
  onTestFinished(() => world.stop())
  return world
}

/** A run that takes part in a world of somebody else. */
export interface Joined extends Running {
  runs: string
  /** Its report, once it has ended. */
  outcome(): Promise<Ended & { dir: string; report: RunReport }>
}

export const joinIn = ({ joinDir }: SharedWorld, ...args: readonly string[]): Joined => {
  const runs = runsFolder()
  const running = startStackproof(['rehearse', '--join', joinDir, '--runs', runs, '--no-allure', ...args])
  const outcome = async () => {
    const ended = await running.ended
    const dir = onlyRun(runs)
    return { ...ended, dir, report: reportOf(dir) }
  }
  return { ...running, runs, outcome }
}

export const reportOf = (dir: string): RunReport => JSON.parse(readFileSync(join(dir, 'reports/report.json'), 'utf8'))

/** How many checks have which verdict. */
export const verdictsOf = ({ verdict }: RunReport): Record<string, number> =>
  Object.fromEntries(Object.entries(verdict.checks).filter(([, count]) => count > 0))
