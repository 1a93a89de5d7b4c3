import type { JanitorResult, JournalEvent, Leftover } from '../../lib/core/journal.ts'
import { lastOf, ofType } from './events.ts'
import type { LeftoverReport } from './schema.ts'

const WORST_FIRST = ['leaked', 'late', 'kept', 'foreign']

/**
 * What the last audit of each cell, and that of the whole run, found, and what the janitor found after them; each thing once,
 * with the worst that was said of it, and with who has removed it since.
 */
export const leftoversOf = (events: readonly JournalEvent[]): LeftoverReport[] => {
  const audits = new Map(ofType(events, 'audit.finished').map((audit) => [audit.cell, audit]))
  const janitor = lastOf(events, 'janitor.finished')
  const found = new Map<string, LeftoverReport>()
  for (const leftover of [...[...audits.values()].flatMap(({ leftovers }) => leftovers), ...lateOf(janitor)]) {
    const known = found.get(keyOf(leftover))
    if (known === undefined || rank(leftover) < rank(known)) found.set(keyOf(leftover), { reapedBy: null, ...leftover })
  }
  for (const one of janitor?.reaped ?? []) Object.assign(found.get(keyOf(one)) ?? {}, { reapedBy: 'janitor' })
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.ageMs - a.ageMs)
}

const keyOf = ({ kind, id }: Pick<Leftover, 'kind' | 'id'>) => `${kind} ${id}`

/** After a death nothing had been torn down, so what was removed then is no leak; what could not be removed is. */
const lateOf = (janitor: JanitorResult | undefined): readonly Leftover[] => {
  if (janitor === undefined) return []
  const left = janitor.left.map(({ reason: _, ...leftover }) => leftover)
  return janitor.trigger === 'orderly' ? [...janitor.reaped, ...left] : left
}

const rank = ({ state }: Pick<Leftover, 'state'>) => WORST_FIRST.indexOf(state)
