import type { LedgerEntry } from '../core/journal.ts'
import type { CellId } from '../core/plan.ts'

/** Something that a ledger knows of and that has not been seen to be gone. */
export interface LedgerResource {
  kind: string
  /** Undefined while it is only known that it was to be made: then it must be looked for by its name. */
  id: string | undefined
  name: string
  cell: CellId | null
  scope: string
  /** When it was announced. */
  since: string
  /** `ledger`, or the rule that attributed it. */
  rule: string
}

/** What a run may have left behind, from its ledger alone. Creations that certainly failed are left out. */
export const aliveIn = (entries: readonly LedgerEntry[]): LedgerResource[] => {
  const bySeq = new Map<string, LedgerResource>()
  for (const entry of entries) apply(bySeq, entry)
  return [...bySeq.values()]
}

const apply = (alive: Map<string, LedgerResource>, entry: LedgerEntry): void => {
  const { op, seq, t } = entry
  if (op === 'intent') {
    const { kind, name, cell, scope } = entry
    // The number of a process comes again sooner or later, and a run may go on for days.
    const earlier = alive.get(seq)
    if (earlier !== undefined) alive.set(`${seq} ${earlier.since}`, earlier)
    alive.set(seq, { kind, id: undefined, name, cell, scope, since: t, rule: 'ledger' })
  } else if (op === 'created') {
    const intent = alive.get(entry.of)
    if (intent !== undefined) alive.set(entry.of, { ...intent, id: entry.id })
  } else if (op === 'failed') alive.delete(entry.of)
  else if (op === 'attributed') {
    const { kind, id, name, cell, scope, rule } = entry
    alive.set(seq, { kind, id, name, cell, scope, since: t, rule })
  } else if (op === 'gone') removeGone(alive, entry)
}

const removeGone = (alive: Map<string, LedgerResource>, gone: { kind: string; id: string }) => {
  for (const [seq, { kind, id, name }] of alive)
    if (kind === gone.kind && (id === gone.id || (id === undefined && name === gone.id))) alive.delete(seq)
}
