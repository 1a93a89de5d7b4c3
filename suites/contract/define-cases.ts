import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GoldenMode } from '../../fixtures/contract/golden/book.ts'

/** What the cases run against, if it can be had now, or why not. */
export type Brought<Setting> = { setting: Setting; end?(): Promise<void> } | { reason: string }

/** How a group of cases is asked for. */
export interface CasesOptions<Setting> {
  /** Title of the group. */
  title: string
  bring(): Promise<Brought<Setting>>
  golden?: GoldenMode
  /** Ids of cases; all of them unless given. */
  only?: (id: string) => boolean
}

/** What is particular to a suite. */
export interface CasesSuite<Case, Setting, Target> {
  cases: readonly Case[]
  open(setting: Setting): Promise<Target>
  /** Lets as many cases run beside each other as the target can bear. */
  gateOf(setting: Setting): { pass(one: Case, run: () => Promise<void>): Promise<void> }
  missingFor(one: Case, target: Target): string | undefined
  run(target: Target, one: Case, golden: GoldenMode | undefined): Promise<void>
}

interface Named {
  id: string
  title: string
}

interface Closing {
  close(): Promise<void>
  leftovers(): Promise<readonly unknown[]>
}

/** Wall milliseconds: a lab takes minutes to come up; a case waits for its turn before its own limit begins. */
const BRING_MS = 900_000
const TURN_MS = 3_600_000

declare module 'vitest' {
  interface TaskMeta {
    /** Wall milliseconds without the wait for a turn. */
    ranMs?: number
  }
}

/** Makes each case one test. Those that can't run are skipped with the reason. */
export const defineCases = <Case extends Named, Setting, Target extends Closing>(
  { title, bring, golden, only = () => true }: CasesOptions<Setting>,
  { cases, open, gateOf, missingFor, run }: CasesSuite<Case, Setting, Target>,
): void => {
  const chosen = cases.filter(({ id }) => only(id))
  if (chosen.length === 0) return
  describe(title, () => {
    let brought: Brought<Setting> = { reason: 'it did not come up' }
    let ready: { target: Target; gate: ReturnType<typeof gateOf> } | undefined
    const whyNot = () => ('reason' in brought ? brought.reason : 'its session did not open')

    beforeAll(async () => {
      brought = await bring()
      if ('reason' in brought) return
      ready = { target: await open(brought.setting), gate: gateOf(brought.setting) }
    }, BRING_MS)

    afterAll(async () => {
      await ready?.target.close()
      if (!('reason' in brought)) await brought.end?.()
    }, BRING_MS)

    for (const one of chosen)
      test.concurrent(`${one.id}: ${one.title}`, { timeout: TURN_MS }, async ({ skip, task }) => {
        if (ready === undefined) return skip(whyNot())
        const { target, gate } = ready
        const reason = missingFor(one, target)
        if (reason !== undefined) skip(reason)
        await gate.pass(one, async () => {
          const start = performance.now()
          await run(target, one, golden).finally(() => {
            task.meta.ranMs = performance.now() - start
          })
        })
      })

    test('nothing is left of the suite', { timeout: BRING_MS }, async ({ skip }) => {
      if (ready === undefined) return skip(whyNot())
      expect(await ready.target.leftovers()).toEqual([])
    })
  })
}
