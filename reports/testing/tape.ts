import type { JournalEvent, JournalFact, PhaseId } from '../../lib/core/journal.ts'

export const START = Date.parse('2026-11-22T08:00:00Z')
const SCALE = 200

/** Writes journal lines along one process's own time. */
export interface Tape {
  readonly events: JournalEvent[]
  /** Milliseconds since the start of the run. */
  now: number
  write(fact: JournalFact): void
  /** Lets time pass. */
  pass(ms: number): void
}

export const tape = (pid: number, startMs = 0): Tape => {
  const events: JournalEvent[] = []
  const self: Tape = {
    events,
    now: startMs,
    write: (fact) => {
      const stamp = { seq: `${pid}.${events.length + 1}`, t: new Date(START + self.now).toISOString() }
      events.push({ ...fact, ...stamp, w: Math.round(self.now / SCALE) })
    },
    pass: (ms) => {
      self.now += ms
    },
  }
  return self
}

/** One wait with its states, each seen after the given milliseconds, and reached (or not) at the end. */
export const wait = (
  on: Tape,
  where: { cell: string | null; within: string },
  goal: string,
  states: readonly (readonly [afterMs: number, state: string])[],
  outcome = 'reached',
): void => {
  const start = on.now
  for (const [afterMs, state] of states) {
    on.now = start + afterMs
    on.write({ type: 'wait.observed', ...where, goal, state, afterMs })
  }
  on.write({ type: 'wait.finished', ...where, goal, outcome, afterMs: on.now - start })
}

type PhaseEnd = Partial<
  Omit<Extract<JournalFact, { type: 'phase.finished' }>, 'type' | 'cell' | 'phase' | 'durationMs'>
>

/** One phase: its lines around whatever the body writes. */
export const phase = (on: Tape, cell: string, id: PhaseId, body: () => PhaseEnd | undefined): void => {
  const start = on.now
  on.write({ type: 'phase.started', cell, phase: id, timeoutMs: 1_800_000 })
  const end = body() ?? {}
  on.write({ type: 'phase.finished', cell, phase: id, outcome: 'done', ...end, durationMs: on.now - start })
}
