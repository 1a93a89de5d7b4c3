import { clusterName } from '../../core/ids.ts'
import type { JanitorResult, Leftover } from '../../core/journal.ts'
import type { Proof } from '../../openstack/attribution/types.ts'
import { keyOf } from '../../openstack/inventory/diff.ts'
import { takeInventory } from '../../openstack/inventory/take.ts'
import { type Inventory, KINDS, type Kind } from '../../openstack/inventory/types.ts'
import { plannedCount, planPurge } from '../../openstack/purge/plan.ts'
import { purge } from '../../openstack/purge/purge.ts'
import type { PlannedItem, PurgedItem, PurgeReport } from '../../openstack/purge/types.ts'
import type { OpenStack } from '../../openstack/types.ts'
import type { CloudJob } from './clouds.ts'

type ProjectJob = CloudJob & {
  proof: Proof
  /** What was removed, also where a cloud goes away in the middle and the work begins anew. */
  reaped: Leftover[]
}
type Cleaned = Pick<JanitorResult, 'reaped' | 'left' | 'problems'>

/** Looks for what is a run's in one project, removes it, looks again for late arrivals, and notes in the ledger what is gone. */
export const cleanProject = async (cloud: OpenStack, job: ProjectJob): Promise<Cleaned> => {
  const { clock, interval, signal, trigger, proof, say } = job
  const first = await takeInventory(cloud, signal)
  const found = plannedCount(planPurge(first, { proof }))
  say(`cloud ${cloud.cloud}: ${found} things of the run`)
  const unanswered = unansweredOf(cloud, job)
  // Of a run that has ended in order the audit has looked twice already.
  if (found === 0 && unanswered.length === 0 && trigger === 'orderly') return settle(cloud, job, first, [])
  const early = found === 0 ? [] : [await round(cloud, job, first)]
  await clock.sleep(interval('audit/late-look').everyMs, signal)
  const late = await lookForUnanswered(cloud, job, unanswered)
  if (plannedCount(planPurge(late, { proof })) === 0) return settle(cloud, job, late, early)
  say(`cloud ${cloud.cloud}: something came late, or would not go`)
  const again = await round(cloud, job, late)
  return settle(cloud, job, await takeInventory(cloud, signal), [...early, again])
}

const round = async (cloud: OpenStack, job: ProjectJob, before: Inventory): Promise<Round> => {
  const note = (items: readonly PurgedItem[]) =>
    job.reaped.push(...items.map((item) => ({ ...leftoverOf(job, item, before), reapedBy: 'janitor' as const })))
  const gone: PurgedItem[] = []
  try {
    const report = await purge(purgeOptions(cloud, job, gone))
    note(report.deleted)
    return { before, report }
  } catch (error) {
    note(gone)
    throw error
  }
}

/** What was announced and never answered: the cloud may be about to make it. */
const unansweredOf = ({ projectId }: OpenStack, { alive }: ProjectJob) =>
  alive.filter(({ id, scope, kind }) => id === undefined && scope === projectId && isCloudKind(kind))

const lookForUnanswered = async (
  cloud: OpenStack,
  { clock, interval, signal, proof, say }: ProjectJob,
  unanswered: ReturnType<typeof unansweredOf>,
): Promise<Inventory> => {
  const { timeoutMs, everyMs } = interval('janitor/unanswered')
  if (unanswered.length > 0)
    say(
      `waiting for what was asked for and never answered: ${unanswered.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`,
    )
  for (const end = clock.now() + (unanswered.length > 0 ? timeoutMs : 0); ; ) {
    const inventory = await takeInventory(cloud, signal)
    if (plannedCount(planPurge(inventory, { proof })) > 0 || clock.now() >= end) return inventory
    await clock.sleep(everyMs, signal)
  }
}

const purgeOptions = (
  cloud: OpenStack,
  { clock, signal, proof, say, ledger, interval }: ProjectJob,
  gone: PurgedItem[],
) => ({
  cloud,
  clock,
  signal,
  selection: { proof },
  settleMs: interval('audit/settle').everyMs,
  recorder: { gone: (gone: Parameters<typeof ledger.gone>[0]) => ledger.gone({ ...gone, by: 'janitor' }) },
  onEvent: (event: Parameters<NonNullable<Parameters<typeof purge>[0]['onEvent']>>[0]) => {
    if (event.type === 'gone') {
      say(`gone: ${event.kind} ${event.name} ${event.id}`)
      gone.push({ ...event, rule: 'ledger' })
    }
    if (event.type === 'failed') say(`not gone: ${event.kind} ${event.name} ${event.id}: ${event.reason}`)
  },
})

interface Round {
  before: Inventory
  report: PurgeReport
}

const settle = (cloud: OpenStack, job: ProjectJob, last: Inventory, rounds: readonly Round[]): Cleaned => {
  noteGone(cloud, job, last)
  const left = (rounds.at(-1)?.report.failed ?? []).map((item) => ({
    ...leftoverOf(job, item, rounds.at(-1)!.before),
    state: 'leaked' as const,
    reason: item.reason,
  }))
  return { reaped: job.reaped, left, problems: [] }
}

const isCloudKind = (kind: string) => (KINDS as readonly string[]).includes(kind)

const kindOf = ({ classified: { item } }: PlannedItem): string => item.kind

/** What an inventory doesn't list: it goes with what it is a part of. */
const PART_OF: Readonly<Record<string, Kind>> = {
  security_group_rule: 'security_group',
  listener: 'loadbalancer',
  pool: 'loadbalancer',
  member: 'loadbalancer',
  healthmonitor: 'loadbalancer',
  l7policy: 'loadbalancer',
  l7rule: 'loadbalancer',
}

// What is not listed any more has gone by itself, or with its controller.
const noteGone = ({ projectId }: OpenStack, { alive, ledger, kept, proof }: ProjectJob, last: Inventory) => {
  if (kept.length > 0) return
  const { items, unavailable } = last
  const holding = new Set(planPurge(last, { proof }).barriers.flatMap((barrier) => barrier.items.map(kindOf)))
  const listed = new Set(items.flatMap((item) => [keyOf(item), `${item.kind} ${item.name}`]))
  const unseen = new Set<string>(unavailable.map(({ kind }) => kind))
  for (const { kind, id, name, scope } of alive) {
    if (scope !== projectId || unseen.has(PART_OF[kind] ?? kind)) continue
    const owner = PART_OF[kind]
    if (owner !== undefined && !holding.has(owner))
      ledger.gone({ kind, id: id ?? name, scope, verified: `no ${owner} of the run is listed`, by: 'janitor' })
    if (isCloudKind(kind) && !listed.has(`${kind} ${id ?? name}`))
      ledger.gone({ kind, id: id ?? name, scope, verified: 'not listed', by: 'janitor' })
  }
}

const leftoverOf = ({ plan, setting, clock }: ProjectJob, item: PurgedItem, before: Inventory): Leftover => {
  const known = before.items.find((one) => keyOf(one) === keyOf(item))
  const cell = plan.cells.find(({ index }) =>
    known?.markers.some((marker) => marker.includes(clusterName(setting.run, index))),
  )
  const created = Date.parse(known?.createdAt ?? '')
  return {
    kind: item.kind,
    id: item.id,
    name: item.name,
    cell: cell?.id ?? null,
    rule: item.rule,
    ageMs: Number.isNaN(created) ? 0 : Math.max(0, Math.round(clock.now() - created)),
    state: 'late',
  }
}
