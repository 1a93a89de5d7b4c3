import { createIntervals } from '../../config/intervals.ts'
import { describeError } from '../../core/errors.ts'
import { clusterName, runMark } from '../../core/ids.ts'
import type { JanitorResult } from '../../core/journal.ts'
import { createRedactor } from '../../core/redact.ts'
import { kindDelete } from '../../tools/kind.ts'
import type { Ledger } from '../ledger.ts'
import { aliveIn } from '../ledger-state.ts'
import { readRun } from '../read.ts'
import { clockOf, readSetting, toolPlace } from '../setting.ts'
import { cleanClouds } from './clouds.ts'
import { deleteClusters } from './clusters.ts'
import { isExisting, settleExisting } from './existing.ts'
import { endOrphans } from './processes.ts'
import { openRecords } from './records.ts'

export const LEFTOVERS_FILE = 'leftovers.json'

export interface ReapOptions {
  /** Absolute run folder; the caller holds its lock, or is the run's own janitor. */
  dir: string
  trigger: JanitorResult['trigger']
  /** Clusters that are to stay. */
  kept: readonly string[]
  say(text: string): void
  signal: AbortSignal
}

/** Wall milliseconds that `kind delete cluster` may take. */
const KIND_MS = 120_000

/**
 * Removes what a run has made, in the order of its dependencies, and proves it gone: workload Services and claims, Clusters,
 * the management cluster, then everything in its clouds that ledger or name show to be the run's. Writes `leftovers.json`
 * and the journal's line. Rejects only where the folder can't be read or written.
 */
export const reapRun = async (options: ReapOptions): Promise<JanitorResult> => {
  const { dir, trigger, kept, say } = options
  const setting = readSetting(dir)
  const clock = clockOf(setting)
  const { plan, journal: events, ledger: entries } = readRun(dir)
  const records = openRecords({ setting, clock, mend: trigger !== 'orderly', say })
  const { ledger } = records
  const start = clock.now()
  records.note({ type: 'janitor.started', trigger, pid: process.pid })
  try {
    const orphans = trigger === 'orderly' ? [] : endOrphans(events)
    if (orphans.length > 0) say(`ended processes that had outlived the run: ${orphans.join(', ')}`)
    const job = {
      ...options,
      setting,
      plan,
      clock,
      ledger,
      interval: createIntervals(setting.intervals, setting.slack),
    }
    const clusters = clustersOf(job).filter((name) => !kept.includes(name))
    if (trigger !== 'orderly')
      await deleteClusters(clusters, { ...job, managementKubeconfig: setting.managementKubeconfig })
    const problems = isExisting(setting)
      ? await settleExisting(job, clusters, entries, ledger)
      : kept.length > 0
        ? []
        : await deleteKind(job, entries, ledger)
    if (problems.length === 0 && kept.length === 0 && !isExisting(setting)) noteGoneWithCluster(entries, ledger)
    const cleaned = await cleanClouds({ ...job, alive: aliveIn(entries) })
    const result: JanitorResult = {
      trigger,
      ...cleaned,
      problems: [...problems, ...cleaned.problems, ...records.problems()],
      durationMs: Math.round(clock.now() - start),
    }
    records.note({ type: 'janitor.finished', ...result })
    records.file(LEFTOVERS_FILE, { run: setting.run, ...result })
    say(summary(result))
    return result
  } finally {
    records.close()
  }
}

type Job = ReapOptions & { setting: ReturnType<typeof readSetting>; plan: ReturnType<typeof readRun>['plan'] }

const clustersOf = ({ setting, plan }: Job) => plan.cells.map(({ index }) => clusterName(setting.run, index))

/** The management cluster, unless it is one that was there before. */
const deleteKind = async (
  { setting, say, signal }: Job,
  entries: ReturnType<typeof readRun>['ledger'],
  ledger: Ledger,
): Promise<string[]> => {
  const name = runMark(setting.run)
  if (!aliveIn(entries).some((resource) => resource.kind === 'kind')) return []
  try {
    say(`deleting the management cluster ${name}`)
    await kindDelete({ ...toolPlace(setting), name, signal, timeoutMs: KIND_MS, redactor: createRedactor() })
    ledger.gone({ kind: 'kind', id: name, scope: 'host', verified: 'kind delete cluster', by: 'janitor' })
    return []
  } catch (error) {
    signal.throwIfAborted()
    return [`the management cluster ${name} could not be deleted: ${describeError(error)}`]
  }
}

// Objects of the management cluster: what has no project for its scope.
const noteGoneWithCluster = (entries: ReturnType<typeof readRun>['ledger'], ledger: Ledger) => {
  for (const { kind, id, name, scope } of aliveIn(entries))
    if (isManagementKind(kind))
      ledger.gone({ kind, id: id ?? name, scope, verified: 'the management cluster is gone', by: 'janitor' })
}

// Kubernetes' kinds begin with a capital letter, OpenStack's don't.
const isManagementKind = (kind: string) => /^[A-Z]/.test(kind)

const summary = ({ reaped, left, problems, durationMs }: JanitorResult) =>
  [
    `${reaped.length} removed, ${left.length} left, after ${Math.round(durationMs / 1000)} s`,
    ...left.map(({ kind, name, id, reason }) => `left: ${kind} ${name} ${id}: ${reason}`),
    ...problems.map((problem) => `problem: ${problem}`),
  ].join('\n')
