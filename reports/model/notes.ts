import type { JournalEvent } from '../../lib/core/journal.ts'
import { ofType } from './events.ts'
import type { NoteReport } from './schema.ts'

/** The notes among some events. */
export const notesOf = (events: readonly JournalEvent[]): NoteReport[] =>
  ofType(events, 'note').map(({ t, cell, level, text }) => ({ t, cell, level, text }))
