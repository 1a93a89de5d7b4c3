import { type JournalEvent, PHASES, type PhaseId } from '../../lib/core/journal.ts'
import type { Ending } from './ending.ts'
import { type EventOf, lastOf, timeOf } from './events.ts'
import type { PhaseReport, WaitReport } from './schema.ts'

/** The phases that a cell went through, or should have: none for a cell that was never begun. */
export const phasesOf = (
  events: readonly JournalEvent[],
  waits: ReadonlyMap<string, WaitReport[]>,
  ending: Ending,
): PhaseReport[] => {
  if (!events.some(({ type }) => type === 'cell.started' || type === 'phase.started' || type === 'phase.finished'))
    return []
  const complete = lastOf(events, 'cell.finished') !== undefined
  const phases: PhaseReport[] = []
  for (const id of PHASES) {
    const phase = phaseOf(id, { events, waits: waits.get(id) ?? [], ending, complete, before: phases })
    if (phase !== undefined) phases.push(phase)
  }
  return phases
}

/** The first phase before a given one that is not done: what everything after it is blocked by. */
export const obstacleBefore = (phases: readonly PhaseReport[], id: PhaseId): PhaseReport | undefined =>
  phases
    .filter((phase) => PHASES.indexOf(phase.id) < PHASES.indexOf(id))
    .find(({ outcome }) => outcome === 'failed' || outcome === 'aborted' || outcome === 'blocked')

interface Known {
  events: readonly JournalEvent[]
  waits: WaitReport[]
  ending: Ending
  complete: boolean
  before: readonly PhaseReport[]
}

const phaseOf = (id: PhaseId, known: Known): PhaseReport | undefined => {
  const started = known.events.findLast((event) => event.type === 'phase.started' && event.phase === id)
  const finished = known.events.findLast((event) => event.type === 'phase.finished' && event.phase === id)
  const start = started as EventOf<'phase.started'> | undefined
  const finish = finished as EventOf<'phase.finished'> | undefined
  const shared = { id, waits: known.waits, timeoutMs: start?.timeoutMs ?? null, startedAt: start?.t ?? null }
  if (finish !== undefined && known.events.indexOf(finish) >= (start === undefined ? 0 : known.events.indexOf(start)))
    return { ...shared, ...outcomeOf(finish) }
  if (start === undefined && known.complete) return undefined
  return { ...shared, error: null, facts: {}, ...unfinished(id, start, known) }
}

const outcomeOf = ({ outcome, reason, error, facts, durationMs }: EventOf<'phase.finished'>) => ({
  outcome,
  reason: reason ?? error?.message ?? (outcome === 'done' || outcome === 'kept' ? null : 'no reason was given'),
  error: error ?? null,
  facts: { ...facts },
  durationMs,
})

const unfinished = (id: PhaseId, start: EventOf<'phase.started'> | undefined, { ending, before }: Known) => {
  const obstacle = obstacleBefore(before, id)
  if (start !== undefined) {
    const reason = `no outcome: ${ending.words} during this phase`
    return { outcome: 'aborted' as const, reason, durationMs: Math.max(0, ending.lastMs - timeOf(start)) }
  }
  if (obstacle?.outcome === 'failed' || obstacle?.outcome === 'blocked')
    return { outcome: 'blocked' as const, reason: `blocked by phase ${obstacle.id}`, durationMs: null }
  return { outcome: 'aborted' as const, reason: `no outcome: ${ending.words} before this phase`, durationMs: null }
}
