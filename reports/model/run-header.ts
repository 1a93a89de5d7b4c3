import type { JournalEvent } from '../../lib/core/journal.ts'
import type { Plan } from '../../lib/core/plan.ts'
import type { Ending } from './ending.ts'
import { lastOf, ofType, timeOf } from './events.ts'
import type { RunReport } from './schema.ts'

/** Every event that this version knows; others are counted and named, never an error. */
const KNOWN = new Set<string>([
  'run.started',
  'run.interrupted',
  'run.finished',
  'management.finished',
  'cell.started',
  'cell.finished',
  'phase.started',
  'phase.finished',
  'check.started',
  'check.finished',
  'check.carried',
  'janitor.started',
  'janitor.finished',
  'wait.observed',
  'wait.finished',
  'audit.finished',
  'note',
] satisfies JournalEvent['type'][])

/** Who ran what, where and when. */
export const runHeader = (plan: Plan, events: readonly JournalEvent[], ending: Ending): RunReport['run'] => {
  const start = lastOf(events, 'run.started')
  const environment = start?.environment ?? (plan.clouds.every(({ kind }) => kind === 'real') ? 'real' : 'rehearsal')
  const rehearsed = environment === 'rehearsal' || plan.clouds.some(({ kind }) => kind === 'rehearsal')
  return {
    id: start?.run ?? 'unknown',
    environment,
    stamp: rehearsed ? 'REHEARSAL' : null,
    seed: start?.seed ?? null,
    scale: start?.scale ?? 1,
    strategy: plan.strategy,
    shard: { ...plan.shard },
    stacksDir: plan.stacksDir,
    planDigest: start?.planDigest ?? null,
    ...times(events, ending),
    ended: ending.ended,
    signal: ending.signal,
    tools: { ...start?.tools },
    faults: (start?.faults ?? []).map(({ name, cell }) => ({ name, cell })),
    starts: ofType(events, 'run.started').length,
    events: events.length,
    unknownEvents: [...new Set(events.map(({ type }) => type).filter((type) => !KNOWN.has(type)))],
  }
}

const times = (events: readonly JournalEvent[], ending: Ending) => {
  const first = ofType(events, 'run.started')[0] ?? events[0]
  const none = { startedAt: null, endedAt: null, durationMs: null, wallMs: null }
  if (first === undefined) return none
  return {
    startedAt: first.t,
    endedAt: new Date(ending.lastMs).toISOString(),
    durationMs: ending.lastMs - timeOf(first),
    wallMs: Math.max(...events.slice(-200).map(({ w }) => w)),
  }
}
