import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GoldenMode, openGolden } from '../../../fixtures/contract/golden/book.ts'
import { createGate } from '../../../fixtures/contract/kubernetes/gate.ts'
import { knownTexts } from '../../../fixtures/contract/kubernetes/golden/known.ts'
import { createNormaliser } from '../../../fixtures/contract/kubernetes/golden/normalise.ts'
import { missingFor } from '../../../fixtures/contract/kubernetes/needs.ts'
import { runCase } from '../../../fixtures/contract/kubernetes/run-case.ts'
import type { KubernetesSetting } from '../../../fixtures/contract/kubernetes/setting.ts'
import { openTarget, type Target } from '../../../fixtures/contract/kubernetes/target.ts'
import { loadCases } from './index.ts'

/** A cluster that can be had now, or why there is none. */
export type Brought = { setting: KubernetesSetting; end?(): Promise<void> } | { reason: string }

export interface KubernetesOptions {
  /** Title of the group. */
  title: string
  bring(): Promise<Brought>
  golden?: GoldenMode
  /** Ids of cases; all of them unless given. */
  only?: (id: string) => boolean
}

/** Wall milliseconds: a lab takes minutes to come up; a case waits for its turn before its own limit begins. */
const BRING_MS = 900_000
const TURN_MS = 3_600_000
/** What two cores can do at once without cases that measure time being late. */
const AT_ONCE = 8

declare module 'vitest' {
  interface TaskMeta {
    /** Wall milliseconds without the wait for a turn. */
    ranMs?: number
  }
}

const cases = await loadCases()

/** Makes each case one test. Those that a cluster can't run are skipped with the reason. */
export const defineKubernetes = ({ title, bring, golden, only = () => true }: KubernetesOptions): void => {
  const chosen = cases.filter(({ id }) => only(id))
  if (chosen.length === 0) return
  describe(title, () => {
    let brought: Brought = { reason: 'it did not come up' }
    let target: Target | undefined
    const gate = createGate(AT_ONCE)

    beforeAll(async () => {
      brought = await bring()
      if (!('reason' in brought)) target = await openTarget(brought.setting)
    }, BRING_MS)

    afterAll(async () => {
      await target?.close()
      if (!('reason' in brought)) await brought.end?.()
    }, BRING_MS)

    for (const one of chosen)
      test.concurrent(`${one.id}: ${one.title}`, { timeout: TURN_MS }, async ({ skip, task }) => {
        if (target === undefined) return skip('reason' in brought ? brought.reason : 'its session did not open')
        const reason = missingFor(one, target)
        if (reason !== undefined) skip(reason)
        const mode = golden ?? (target.setting.kind === 'cluster' ? 'off' : 'compare')
        const book = openGolden(one.id, {
          suite: 'kubernetes',
          mode,
          normalise: createNormaliser(knownTexts(target, one.id)),
        })
        await gate.pass(one, async () => {
          const start = performance.now()
          await runCase(target!, one, book).finally(() => {
            task.meta.ranMs = performance.now() - start
          })
        })
      })

    test('nothing is left of the suite', { timeout: BRING_MS }, async ({ skip }) => {
      if (target === undefined) return skip('reason' in brought ? brought.reason : 'its session did not open')
      expect(await target.leftovers()).toEqual([])
    })
  })
}
