import type { Clock } from '../../core/clock.ts'
import type { Interval } from '../../core/poll.ts'
import type { Proof } from '../attribution/types.ts'
import { keyOf } from '../inventory/diff.ts'
import { takeInventory } from '../inventory/take.ts'
import type { Inventory, Item, Kind } from '../inventory/types.ts'
import type { OpenStack } from '../types.ts'
import { purgeInterval } from './intervals.ts'
import { limited } from './limited.ts'
import { plannedCount, planPurge, provenBy } from './plan.ts'
import { removeItem } from './remove-item.ts'
import { createReport } from './report.ts'
import { createStandings } from './standing.ts'
import type { GoneRecorder, PlannedItem, PurgeEvent, PurgePlan, PurgeReport, Selection } from './types.ts'

export interface PurgeOptions {
  cloud: OpenStack
  selection: Selection
  clock: Clock
  signal?: AbortSignal
  /** Told of each thing that was seen to be gone. */
  recorder?: GoneRecorder
  onEvent?(event: PurgeEvent): void
  interval?(kind: Kind): Interval
  /** Pause before looking again, for what controllers still make; 0 unless said. */
  settleMs?: number
  /** Deletions at a time; 8 unless said. */
  concurrency?: number
}

const MAX_PASSES = 3

/**
 * Deletes what the selection covers, in order, and looks again until nothing of it is there, three times at most. Failures are
 * told in the report; rejects where the project can't be listed, the login is lost, or with the signal's reason.
 */
export const purge = async (options: PurgeOptions): Promise<PurgeReport> => {
  const { cloud, clock, signal, settleMs = 0, onEvent } = options
  const start = clock.now()
  const report = createReport()
  const seen = new Set<string>()
  let selection = options.selection
  for (let pass = 1; ; pass++) {
    if (pass > 1 && settleMs > 0) await clock.sleep(settleMs, signal)
    const inventory = await takeInventory(cloud, signal)
    const plan = planPurge(inventory, selection)
    const items = plannedCount(plan)
    const fresh = provenBy(plan).filter((one) => !seen.has(keyOf(one)))
    if (items === 0 || pass > MAX_PASSES || !(fresh.length > 0 || report.progressed()))
      return report.finish(plan, { passes: pass - 1, durationMs: Math.round(clock.now() - start) })
    onEvent?.({ type: 'pass', pass, items })
    report.begin()
    for (const one of fresh) seen.add(keyOf(one))
    await execute({ ...options, pass, inventory, plan, report })
    selection = withProof(selection, plan)
  }
}

interface Pass extends PurgeOptions {
  pass: number
  inventory: Inventory
  plan: PurgePlan
  report: ReturnType<typeof createReport>
}

const execute = async (run: Pass): Promise<void> => {
  const { plan, pass, inventory, cloud, clock, signal, onEvent, concurrency = 8, interval = purgeInterval } = run
  const standings = createStandings(inventory, plan)
  const onState = ({ kind, id, name }: Item, state: string) => onEvent?.({ type: 'state', kind, id, name, state })
  const context = { cloud, clock, signal, interval, standings, onState }
  for (const { id: barrier, items } of plan.barriers) {
    onEvent?.({ type: 'barrier', pass, barrier, items: items.length })
    await limited(items, concurrency, async (planned) => {
      const outcome = await removeItem(context, planned)
      standings.set(planned.classified.item, outcome.gone ? 'gone' : 'failed')
      note(run, planned, outcome)
    })
  }
}

const note = (
  { report, recorder, onEvent, cloud }: Pass,
  planned: PlannedItem,
  outcome: Awaited<ReturnType<typeof removeItem>>,
) => {
  const { kind, id, name } = planned.classified.item
  report.add(planned, outcome)
  if (!outcome.gone) return onEvent?.({ type: 'failed', kind, id, name, reason: outcome.reason })
  if (planned.action !== 'release') recorder?.gone({ kind, id, scope: cloud.projectId, verified: 'GET 404' })
  onEvent?.({ type: 'gone', kind, id, name, attempts: outcome.attempts })
}

// What hung on a thing that is gone now would look like nobody's.
const withProof = (selection: Selection, plan: PurgePlan): Selection => {
  if (!('proof' in selection)) return selection
  const { ledger = [], ...proof }: Proof = selection.proof
  const known = new Set(ledger.flatMap(({ kind, id }) => (id === undefined ? [] : [keyOf({ kind, id })])))
  return { proof: { ...proof, ledger: [...ledger, ...provenBy(plan).filter((one) => !known.has(keyOf(one)))] } }
}
