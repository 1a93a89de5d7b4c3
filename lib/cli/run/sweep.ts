import type { Clock } from '../../core/clock.ts'
import { formatDuration } from '../../core/duration.ts'
import { runMark } from '../../core/ids.ts'
import { classify } from '../../openstack/attribution/classify.ts'
import { ANY_MARK } from '../../openstack/attribution/protected.ts'
import { readClouds } from '../../openstack/config/read.ts'
import { selectCloud } from '../../openstack/config/select.ts'
import { connectOpenStack } from '../../openstack/connect.ts'
import { takeInventory } from '../../openstack/inventory/take.ts'
import type { Inventory, Item } from '../../openstack/inventory/types.ts'
import { planPurge } from '../../openstack/purge/plan.ts'
import { purge } from '../../openstack/purge/purge.ts'
import type { PurgePlan, PurgeReport } from '../../openstack/purge/types.ts'
import type { LedgerResource } from '../../run/ledger-state.ts'

export interface SweepOptions {
  cloud: string
  cloudsFile: string | null
  /** Only this run; otherwise all that are old enough. */
  run: string | undefined
  olderThanMs: number | undefined
  /** Runs at work here, which are left alone. */
  busy: readonly string[]
  ledger: readonly LedgerResource[]
  really: boolean
  clock: Clock
  say(text: string): void
  signal: AbortSignal
}

/** What a sweep of one cloud found of each run, and what became of it. */
export interface Sweep {
  cloud: string
  runs: readonly SweptRun[]
  /** Things of the project that nothing shows to be ours. */
  foreign: number
}

export interface SweptRun {
  run: string
  /** Of its youngest thing. */
  ageMs: number
  /** Why it was left alone, or null. */
  spared: string | null
  found: readonly { kind: string; id: string; name: string; rule: string }[]
  /** Null for a dry run. */
  report: Pick<PurgeReport, 'deleted' | 'failed'> | null
}

/** Finds runs in a project by their marks and removes those that are asked for. */
export const sweepCloud = async (options: SweepOptions): Promise<Sweep> => {
  const { cloud: name, cloudsFile, clock, signal } = options
  const entry = selectCloud(await readClouds(cloudsFile === null ? {} : { file: cloudsFile }), name)
  const cloud = await connectOpenStack({ cloud: entry, clock, signal })
  try {
    const inventory = await takeInventory(cloud, signal)
    const runs: SweptRun[] = []
    for (const run of options.run === undefined ? runsIn(inventory) : [options.run])
      runs.push(await sweepRun(run, inventory, cloud, options))
    const foreign = classify(inventory, {}).filter(({ ownership }) => ownership !== 'service-owned').length
    return { cloud: name, runs, foreign: foreign - runs.reduce((sum, { found }) => sum + found.length, 0) }
  } finally {
    await cloud.close()
  }
}

const runsIn = ({ items }: Inventory): string[] => [
  ...new Set(items.flatMap(({ markers }) => markers.flatMap((marker) => ANY_MARK.exec(marker)?.[1] ?? []))),
]

const sweepRun = async (
  run: string,
  inventory: Inventory,
  cloud: Awaited<ReturnType<typeof connectOpenStack>>,
  options: SweepOptions,
): Promise<SweptRun> => {
  const { clock, signal, say, really, busy, olderThanMs } = options
  const proof = { run, ledger: options.ledger.map(({ kind, id, name }) => ({ kind, id, name })) }
  const plan = planPurge(inventory, { proof })
  const found = itemsOf(plan)
  const ageMs = youngest(found, clock.now())
  const spared = sparedBecause({ run, ageMs, busy, olderThanMs })
  const swept = { run, ageMs, spared, found: found.map(({ kind, id, name, rule }) => ({ kind, id, name, rule })) }
  if (!really || spared !== null || found.length === 0) return { ...swept, report: null }
  const report = await purge({
    cloud,
    selection: { proof },
    clock,
    signal,
    onEvent: (event) => {
      if (event.type === 'gone') say(`gone: ${event.kind} ${event.name} ${event.id}`)
      if (event.type === 'failed') say(`not gone: ${event.kind} ${event.name} ${event.id}: ${event.reason}`)
    },
  })
  return { ...swept, report }
}

const itemsOf = ({ barriers }: PurgePlan): (Item & { rule: string })[] =>
  barriers.flatMap(({ items }) =>
    items.flatMap(({ action, classified: { item, rule } }) => (action === 'delete' ? [{ ...item, rule }] : [])),
  )

const youngest = (items: readonly Item[], now: number): number => {
  const times = items.map(({ createdAt }) => Date.parse(createdAt ?? '')).filter((time) => !Number.isNaN(time))
  return times.length === 0 ? 0 : now - Math.max(...times)
}

const sparedBecause = ({
  run,
  ageMs,
  busy,
  olderThanMs,
}: Pick<SweepOptions, 'busy' | 'olderThanMs'> & { run: string; ageMs: number }): string | null => {
  if (busy.includes(run)) return 'somebody works on it'
  if (olderThanMs === undefined || ageMs >= olderThanMs) return null
  return `its youngest thing is ${formatDuration(ageMs)} old`
}

/** Prints sweeps; returns the exit code: 4 where something of ours is, or would be, left. */
export const printSweep = (sweeps: readonly Sweep[], { json, really }: { json: boolean; really: boolean }): number => {
  console.log(json ? JSON.stringify(sweeps, null, 2) : sweeps.map((sweep) => sweepText(sweep, really)).join('\n'))
  const open = sweeps.flatMap(({ runs }) => runs.filter(({ spared }) => spared === null))
  return open.every(({ found, report }) => (report === null ? found.length === 0 : report.failed.length === 0)) ? 0 : 4
}

const sweepText = ({ cloud, runs, foreign }: Sweep, really: boolean): string =>
  [
    `${cloud}: ${runs.length} runs, ${foreign} things that are nobody's business here`,
    ...runs.flatMap((run) => [runLine(run), ...run.found.map(({ kind, name, id }) => `    ${kind} ${name} ${id}`)]),
    ...(really ? [] : ['nothing was deleted; say --yes to delete']),
  ].join('\n')

const runLine = ({ run, ageMs, spared, found, report }: SweptRun): string => {
  const became = report === null ? '' : `: ${report.deleted.length} removed, ${report.failed.length} left`
  return `  ${runMark(run)}, ${formatDuration(ageMs)} old, ${found.length} things${became}${spared === null ? '' : ` (left alone: ${spared})`}`
}
