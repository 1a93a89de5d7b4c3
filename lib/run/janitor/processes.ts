import type { JournalEvent } from '../../core/journal.ts'
import { isAlive } from '../process-identity.ts'

/** Ends the processes of a dead run's cells that live on: they would create what is being removed. Returns their pids. */
export const endOrphans = (journal: readonly JournalEvent[]): number[] =>
  journal.flatMap((event) => {
    if (event.type !== 'cell.started' || event.started === undefined) return []
    if (event.pid === process.pid || !isAlive({ pid: event.pid, started: event.started })) return []
    process.kill(event.pid, 'SIGKILL')
    return [event.pid]
  })
