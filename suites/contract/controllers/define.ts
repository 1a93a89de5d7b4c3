import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { runScenario, type Stage } from '../../../fixtures/contract/controllers/run-scenario.ts'
import type { Scenario } from '../../../fixtures/contract/controllers/scenario.ts'
import type { ControllersTarget } from '../../../fixtures/contract/controllers/targets/target.ts'
import { compareRun } from '../../../fixtures/contract/controllers/timeline/compare.ts'
import { readTimeline, writeTimeline } from '../../../fixtures/contract/controllers/timeline/file.ts'
import { mergeRuns } from '../../../fixtures/contract/controllers/timeline/merge.ts'
import type { StepTimeline } from '../../../fixtures/contract/controllers/timeline/types.ts'
import { openApi } from '../../../fixtures/contract/kubernetes/api/api.ts'
import { StackproofError } from '../../../lib/core/errors.ts'
import { createLane } from '../../../lib/core/lane.ts'
import { acceptedOf } from './accepted.ts'
import { SCENARIOS } from './index.ts'

export interface ControllersOptions {
  /** Title of the group. */
  title: string
  bring(): Promise<ControllersTarget | { reason: string }>
  /** How many runs a recorded timeline is made of; null compares with those that were recorded. */
  record?: number | null
  /** Ids of scenarios; all of them unless given. */
  only?: (id: string) => boolean
}

/** Wall milliseconds: a lab takes minutes to come up; a scenario waits for its turn. */
const BRING_MS = 900_000
const TURN_MS = 3_600_000
/** How long nothing has to change, and how long a step may take; milliseconds of the wall. */
const PACE = { rehearsal: { quietMs: 250, limitMs: 60_000 }, real: { quietMs: 2500, limitMs: 120_000 } }
/** A real management cluster is on the machine of somebody who has other things to do. */
const AT_ONCE = { rehearsal: 8, real: 4 }

/** Makes each scenario one test. */
export const defineControllers = (options: ControllersOptions): void => {
  const { title, bring, record = null, only = () => true } = options
  const chosen = SCENARIOS.filter(({ id }) => only(id))
  if (chosen.length === 0) return
  describe(title, () => {
    let brought: ControllersTarget | { reason: string } = { reason: 'it did not come up' }
    let lane = createLane(1)
    beforeAll(async () => {
      brought = await bring()
      if (!('reason' in brought)) lane = createLane(AT_ONCE[brought.kind === 'rehearsal' ? 'rehearsal' : 'real'])
    }, BRING_MS)
    afterAll(async () => {
      if (!('reason' in brought)) await brought.end()
    }, BRING_MS)

    for (const scenario of chosen)
      test.concurrent(`${scenario.id}: ${scenario.title}`, { timeout: TURN_MS }, async ({ skip, signal }) => {
        if ('reason' in brought) return skip(brought.reason)
        const target = brought
        const tell = () => lane(() => tellOnce(target, scenario, signal))
        if (record !== null) return writeTimeline(mergeRuns(scenario.id, await times(record, tell)))
        await again(target.kind === 'rehearsal' ? 1 : TRIES, async () => judge(target, scenario.id, await tell()))
      })
  })
}

const judge = async (target: ControllersTarget, id: string, run: StepTimeline[]) => {
  if (target.kind === 'cluster') return
  const found = compareRun(await readTimeline(id), run)
  const accepted = target.kind === 'rehearsal' ? acceptedOf(id) : []
  const lines = [
    ...found.filter((line) => !accepted.includes(line)),
    ...accepted.filter((line) => !found.includes(line)).map((line) => `accepted, but it is no more: ${line}`),
  ]
  if (lines.length === 0) return
  const message = `expected the recorded timeline, got ${lines.length} difference(s):\n  ${lines.join('\n  ')}`
  throw new StackproofError('E_CHECK_FAILED', message, { details: { differences: lines } })
}

/** Others use a real cluster too, and its API server may be restarted: such a run tells nothing of the controllers. */
const TRIES = 3

const again = async (tries: number, run: () => Promise<void>): Promise<void> => {
  for (let left = tries; ; left--)
    try {
      return await run()
    } catch (error) {
      if (left <= 1) throw error
    }
}

const times = async <T>(count: number, run: () => Promise<T>): Promise<T[]> => {
  const results: T[] = []
  for (let tries = 0; results.length < count; tries++) {
    const result = await run().catch((error: unknown) => {
      if (tries >= count + SPARE) throw error
    })
    if (result !== undefined) results.push(result)
  }
  return results
}

/** Runs of a recording that may come to nothing. */
const SPARE = 4

const tellOnce = async (
  target: ControllersTarget,
  scenario: Scenario,
  signal: AbortSignal,
): Promise<StepTimeline[]> => {
  const api = await openApi(target.kubeconfig)
  const pace = PACE[target.kind === 'rehearsal' ? 'rehearsal' : 'real']
  const stage: Stage = { api, run: randomBytes(3).toString('hex'), signal, ...pace }
  try {
    return await runScenario(stage, scenario)
  } finally {
    api.close()
  }
}
