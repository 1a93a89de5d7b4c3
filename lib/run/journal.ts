import { join } from 'node:path'
import type { Clock } from '../core/clock.ts'
import type { JournalEvent, JournalFact } from '../core/journal.ts'
import type { CellId } from '../core/plan.ts'
import type { WaitObserver } from '../core/poll.ts'
import { createRedactor, type Redactor } from '../core/redact.ts'
import { openAppendFile } from './append-file.ts'

export const JOURNAL_FILE = 'journal.ndjson'

export interface Journal {
  write(fact: JournalFact): void
  /** Notes what waits see, as waits of a phase or check. */
  observer(cell: CellId | null, within: string): WaitObserver
  close(): void
}

export interface JournalOptions {
  dir: string
  clock: Clock
  startedWallMs: number
  redactor?: Redactor
}

/** Opens the run's journal for appending; several processes may have it open. */
export const openJournal = ({ dir, clock, startedWallMs, redactor = createRedactor() }: JournalOptions): Journal => {
  const file = openAppendFile(join(dir, JOURNAL_FILE), { sync: false, code: 'E_JOURNAL' })
  let lines = 0
  const write = (fact: JournalFact) => {
    const stamp = {
      seq: `${process.pid}.${++lines}`,
      t: new Date(clock.now()).toISOString(),
      w: Date.now() - startedWallMs,
    }
    file.append({ ...stamp, ...redactor.value(fact) } satisfies JournalEvent)
  }
  return { write, observer: (cell, within) => waitObserver(write, cell, within), close: () => file.close() }
}

const waitObserver = (write: Journal['write'], cell: CellId | null, within: string): WaitObserver => ({
  observed: (goal, { state, afterMs }) => write({ type: 'wait.observed', cell, within, goal, state, afterMs }),
  finished: (goal, outcome, afterMs) =>
    write({ type: 'wait.finished', cell, within, goal, outcome, afterMs: Math.round(afterMs) }),
  slow: (goal, { state }) =>
    write({ type: 'note', cell, level: 'warning', text: `${goal} takes long; last state: ${state}` }),
})
