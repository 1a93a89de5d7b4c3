import type { JournalEvent } from '../../lib/core/journal.ts'
import { ofType } from './events.ts'
import type { LeftoverReport } from './schema.ts'

const WORST_FIRST = ['leaked', 'late', 'kept', 'foreign']

/** What the last audit of each cell, and that of the whole run, found; each thing once, with the worst that was said of it. */
export const leftoversOf = (events: readonly JournalEvent[]): LeftoverReport[] => {
  const audits = new Map(ofType(events, 'audit.finished').map((audit) => [audit.cell, audit]))
  const found = new Map<string, LeftoverReport>()
  for (const leftover of [...audits.values()].flatMap(({ leftovers }) => leftovers)) {
    const key = `${leftover.kind} ${leftover.id}`
    const known = found.get(key)
    if (known === undefined || rank(leftover) < rank(known)) found.set(key, { ...leftover })
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.ageMs - a.ageMs)
}

const rank = ({ state }: LeftoverReport) => WORST_FIRST.indexOf(state)
