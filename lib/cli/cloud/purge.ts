import { systemClock } from '../../core/clock.ts'
import { formatDuration } from '../../core/duration.ts'
import { takeInventory } from '../../openstack/inventory/take.ts'
import { plannedCount, planPurge } from '../../openstack/purge/plan.ts'
import { purge } from '../../openstack/purge/purge.ts'
import type { PurgeEvent, PurgePlan, PurgeReport, Selection } from '../../openstack/purge/types.ts'
import { asData, itemTable, unavailableLines } from './inventory.ts'
import { type CloudOptions, type CloudVerb, runOf } from './options.ts'
import { columns } from './table.ts'

/** Exit code where something is left (docs/exit-codes.md). */
const LEFT = 4

/** Deletes what a run left, or everything in the project; without `--yes` says what that would be. */
export const purgeVerb = async (verb: CloudVerb): Promise<number> => {
  const selection = selectionOf(verb.options)
  return verb.options.yes ? carryOut(verb, selection) : dryRun(verb, selection)
}

const selectionOf = ({ run, withUser = false }: CloudOptions): Selection =>
  run === undefined ? { everything: true, ofUser: withUser } : { proof: { run: runOf(run) } }

const dryRun = async ({ cloud, signal, options }: CloudVerb, selection: Selection): Promise<number> => {
  const plan = planPurge(await takeInventory(cloud, signal), selection)
  console.log(options.json ? JSON.stringify(planData(cloud.cloud, plan), null, 2) : describePlan(plan, Date.now()))
  return 0
}

const planData = (cloud: string, { barriers, kept, foreign, unavailable }: PurgePlan) => ({
  cloud,
  dryRun: true,
  barriers: barriers.map(({ id, items }) => ({
    id,
    items: items.map(({ action, classified }) => ({ action, ...asData(classified) })),
  })),
  kept: kept.map(asData),
  foreign: foreign.map(asData),
  unavailable,
})

const describePlan = (plan: PurgePlan, now: number): string => {
  const count = plannedCount(plan)
  const others = [...plan.kept, ...plan.foreign]
  return [
    ...plan.barriers.flatMap(({ id, items }, index) => [
      `${index + 1}. ${id}`,
      ...columns(
        items.map(({ action, classified: { item, rule } }) => [action, item.kind, item.name, item.id, rule]),
        '   ',
      ),
    ]),
    ...(others.length > 0 ? ['left alone:', ...itemTable(others, now)] : []),
    ...unavailableLines(plan.unavailable),
    count === 0 ? 'nothing to delete' : `${count} to delete or let go; nothing was touched: add --yes to do it`,
  ].join('\n')
}

const carryOut = async ({ cloud, signal, options }: CloudVerb, selection: Selection): Promise<number> => {
  const onEvent = (event: PurgeEvent) => {
    const line = describeEvent(event)
    if (line !== undefined) console.error(line)
  }
  const report = await purge({ cloud, selection, clock: systemClock, signal, onEvent })
  if (options.json) console.log(JSON.stringify({ cloud: cloud.cloud, dryRun: false, ...report }, null, 2))
  else console.log(describeReport(report))
  return report.failed.length > 0 ? LEFT : 0
}

const describeEvent = (event: PurgeEvent): string | undefined => {
  if (event.type === 'pass') return event.pass === 1 ? undefined : `looking again: ${event.items} left`
  if (event.type === 'barrier') return `${event.barrier}: ${event.items}`
  if (event.type === 'gone') return `  ✔ ${event.kind} ${event.name || event.id}`
  return event.type === 'failed' ? `  ✘ ${event.kind} ${event.name || event.id}: ${event.reason}` : undefined
}

const describeReport = ({ deleted, released, failed, kept, foreign, unavailable, durationMs }: PurgeReport): string =>
  [
    ...failed.map(
      ({ kind, id, name, reason, attempts, lastState }) =>
        `left: ${kind} ${name} ${id} (${lastState}, ${attempts} attempts): ${reason}`,
    ),
    ...unavailableLines(unavailable),
    `${deleted.length} deleted, ${released.length} let go, ${failed.length} left, ${kept.length + foreign.length} not touched, in ${formatDuration(durationMs)}`,
  ].join('\n')
