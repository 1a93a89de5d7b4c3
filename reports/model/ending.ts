import type { JournalEvent } from '../../lib/core/journal.ts'
import type { Plan } from '../../lib/core/plan.ts'
import { lastOf, ofType, timeOf } from './events.ts'

/** How a run ended, as far as its journal tells. */
export interface Ending {
  ended: 'finished' | 'interrupted' | 'unfinished'
  signal: string | null
  /** Subject and verb for reasons: "the run was interrupted by SIGINT". */
  words: string
  /** Time of the last event, milliseconds since the epoch; NaN where there is none. */
  lastMs: number
}

/** A resumed run counts from its last start: what interrupted it before is over. */
export const endingOf = (plan: Plan, events: readonly JournalEvent[]): Ending => {
  const start = lastOf(events, 'run.started')
  const current = start === undefined ? events : events.slice(events.indexOf(start))
  const signal = lastOf(current, 'run.interrupted')?.signal ?? null
  const lastMs = events.length === 0 ? Number.NaN : Math.max(...latest(events))
  if (signal !== null) return { ended: 'interrupted', signal, words: `the run was interrupted by ${signal}`, lastMs }
  const finished = lastOf(current, 'run.finished') !== undefined || allCellsFinished(plan, events)
  return { ended: finished ? 'finished' : 'unfinished', signal: null, words: 'the run ended', lastMs }
}

const allCellsFinished = (plan: Plan, events: readonly JournalEvent[]) => {
  const finished = new Set(ofType(events, 'cell.finished').map(({ cell }) => cell))
  return plan.cells.length > 0 && plan.cells.every(({ id }) => finished.has(id))
}

/** Several processes write one journal, so the last line need not carry the last time; the last few do. */
const latest = (events: readonly JournalEvent[]) => events.slice(-200).map(timeOf)
