import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GoldenMode, openGolden } from '../../../fixtures/contract/golden/book.ts'
import { createGate } from '../../../fixtures/contract/openstack/gate.ts'
import { knownTexts } from '../../../fixtures/contract/openstack/golden/known.ts'
import { createNormaliser } from '../../../fixtures/contract/openstack/golden/normalise.ts'
import { missingFor } from '../../../fixtures/contract/openstack/needs.ts'
import { runCase } from '../../../fixtures/contract/openstack/run-case.ts'
import type { TargetSetting } from '../../../fixtures/contract/openstack/setting.ts'
import { openTarget, type Target } from '../../../fixtures/contract/openstack/target.ts'
import { loadCases } from './index.ts'

/** A cloud that can be had now, or why there is none. */
export type Brought = { setting: TargetSetting; end?(): Promise<void> } | { reason: string }

export interface ContractOptions {
  /** Title of the group. */
  title: string
  bring(): Promise<Brought>
  golden?: GoldenMode
  /** Ids of cases; all of them unless given. */
  only?: (id: string) => boolean
}

/** Wall milliseconds: bringing up a lab installs packages; a case waits for its turn before its own limit begins. */
const BRING_MS = 900_000
const TURN_MS = 3_600_000

declare module 'vitest' {
  interface TaskMeta {
    /** Wall milliseconds without the wait for a turn. */
    ranMs?: number
  }
}

const cases = await loadCases()

/** Makes each case one test. Those that a cloud can't run are skipped with the reason. */
export const defineContract = ({ title, bring, golden, only = () => true }: ContractOptions): void => {
  const chosen = cases.filter(({ id }) => only(id))
  if (chosen.length === 0) return
  describe(title, () => {
    let brought: Brought = { reason: 'it did not come up' }
    let target: Target | undefined
    let gate = createGate({ atOnce: 1, servers: 1 })

    beforeAll(async () => {
      brought = await bring()
      if ('reason' in brought) return
      target = await openTarget(brought.setting)
      gate = createGate(brought.setting.kind === 'rehearsal' ? REHEARSED : REAL)
    }, BRING_MS)

    afterAll(async () => {
      await target?.close()
      if (!('reason' in brought)) await brought.end?.()
    }, BRING_MS)

    for (const one of chosen)
      test.concurrent(`${one.id}: ${one.title}`, { timeout: TURN_MS }, async ({ skip, task }) => {
        if (target === undefined) return skip('reason' in brought ? brought.reason : 'its sessions did not open')
        const reason = missingFor(one, target)
        if (reason !== undefined) skip(reason)
        const mode = golden ?? (target.setting.kind === 'cloud' ? 'off' : 'compare')
        const book = openGolden(one.id, {
          suite: 'openstack',
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
      if (target === undefined) return skip('reason' in brought ? brought.reason : 'its sessions did not open')
      expect(await target.leftovers()).toEqual([])
    })
  })
}

const REHEARSED = { atOnce: 8, servers: 8 }
/** A lab on two cores starts two small servers at a time, no more, and its Neutron has one worker. */
const REAL = { atOnce: 4, servers: 2 }
