import type { JournalEvent } from '../../lib/core/journal.ts'
import { type EventOf, timeOf } from './events.ts'
import type { WaitReport } from './schema.ts'

type WaitEvent = EventOf<'wait.observed'> | EventOf<'wait.finished'>

/** The waits of one cell (or of the run), by the phase or check that they happened in. */
export const waitsWithin = (events: readonly JournalEvent[]): Map<string, WaitReport[]> => {
  const waits = new Map<string, WaitReport[]>()
  const open = new Map<string, WaitReport>()
  for (const event of events) {
    if (event.type !== 'wait.observed' && event.type !== 'wait.finished') continue
    const key = `${event.within}\n${event.goal}`
    const wait = open.get(key) ?? begin(waits, event)
    note(wait, event)
    if (event.type === 'wait.finished') open.delete(key)
    else open.set(key, wait)
  }
  return waits
}

const begin = (waits: Map<string, WaitReport[]>, event: WaitEvent): WaitReport => {
  const wait: WaitReport = {
    goal: event.goal,
    startedAt: new Date(timeOf(event) - event.afterMs).toISOString(),
    outcome: 'unfinished',
    durationMs: 0,
    observations: [],
  }
  const list = waits.get(event.within)
  if (list === undefined) waits.set(event.within, [wait])
  else list.push(wait)
  return wait
}

const note = (wait: WaitReport, event: WaitEvent) => {
  wait.durationMs = event.afterMs
  if (event.type === 'wait.finished') wait.outcome = event.outcome
  else wait.observations.push({ afterMs: event.afterMs, state: event.state })
}
