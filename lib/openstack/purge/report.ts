import type { Classified } from '../attribution/types.ts'
import { keyOf } from '../inventory/diff.ts'
import type { Outcome } from './remove-item.ts'
import type { KeptItem, PlannedItem, PurgedItem, PurgeFailure, PurgePlan, PurgeReport } from './types.ts'

/** Collects what comes of the passes of a purge. */
export const createReport = () => {
  const deleted = new Map<string, PurgedItem>()
  const released = new Map<string, PurgedItem>()
  const failures = new Map<string, PurgeFailure>()
  let gone = 0
  return {
    /** A pass begins. */
    begin: () => {
      gone = 0
    },
    /** True when the last pass has made something go. */
    progressed: () => gone > 0,
    add: ({ action, classified }: PlannedItem, outcome: Outcome): void => {
      const item = purged(classified)
      const key = keyOf(item)
      if (outcome.gone) {
        gone++
        failures.delete(key)
        const into = action === 'release' ? released : deleted
        into.set(key, item)
      } else {
        const attempts = (failures.get(key)?.attempts ?? 0) + outcome.attempts
        failures.set(key, { ...item, reason: outcome.reason, attempts, lastState: outcome.state })
      }
    },
    /** What the last look found of the selection is what is left. */
    finish: (left: PurgePlan, figures: Pick<PurgeReport, 'passes' | 'durationMs'>): PurgeReport => {
      const failed = left.barriers.flatMap(({ items }) => items.map(({ classified }) => classified))
      for (const { item } of failed) deleted.delete(keyOf(item))
      return {
        deleted: [...deleted.values()],
        released: [...released.values()],
        kept: left.kept.map(kept),
        failed: failed.map((one) => failures.get(keyOf(one.item)) ?? late(one)),
        foreign: left.foreign.map(kept),
        unavailable: left.unavailable,
        ...figures,
      }
    },
  }
}

const purged = ({ item: { kind, id, name }, rule }: Classified): PurgedItem => ({ kind, id, name, rule })

const late = (one: Classified): PurgeFailure => ({
  ...purged(one),
  reason: 'came after the last pass',
  attempts: 0,
  lastState: String(one.item.resource.provisioning_status ?? one.item.resource.status ?? 'there'),
})

const kept = (one: Classified): KeptItem => ({ ...purged(one), reason: one.rule || one.ownership })
