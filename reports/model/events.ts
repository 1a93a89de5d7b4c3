import type { JournalEvent } from '../../lib/core/journal.ts'
import type { CellId } from '../../lib/core/plan.ts'

type Type = JournalEvent['type']
export type EventOf<T extends Type> = Extract<JournalEvent, { type: T }>

/** All events of one type, in the order they were written. */
export const ofType = <T extends Type>(events: readonly JournalEvent[], type: T): EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type)

/** The last event of one type. */
export const lastOf = <T extends Type>(events: readonly JournalEvent[], type: T): EventOf<T> | undefined =>
  events.findLast((event): event is EventOf<T> => event.type === type)

/** Events by cell; those of the whole run are under null. */
export const byCell = (events: readonly JournalEvent[]): Map<CellId | null, JournalEvent[]> =>
  Map.groupBy(events, (event) => ('cell' in event ? event.cell : null))

/** Milliseconds since the epoch of an event, on the environment's clock. */
export const timeOf = ({ t }: { t: string }): number => Date.parse(t)
