import type { LedgerEntry } from '../../lib/core/journal.ts'
import type { LedgerReport, ResourceReport } from './schema.ts'

type Entry<Op extends LedgerEntry['op']> = Extract<LedgerEntry, { op: Op }>

/** What the ledger says was made, what of it was verified as gone, and what is open. */
export const summarizeLedger = (entries: readonly LedgerEntry[]): LedgerReport => {
  const intents = new Map(of(entries, 'intent').map((entry) => [entry.seq, entry]))
  const made = new Map([...createdOf(entries, intents), ...attributedOf(entries)].map((item) => [keyOf(item), item]))
  const gone = new Map(of(entries, 'gone').map((entry) => [keyOf(entry), entry]))
  const answered = new Set([...of(entries, 'created'), ...of(entries, 'failed')].map((entry) => entry.of))
  return {
    intents: intents.size,
    created: of(entries, 'created').length,
    attributed: of(entries, 'attributed').length,
    failed: of(entries, 'failed').length,
    gone: gone.size,
    byKind: kindsOf([...made.values()], gone),
    open: [...made.values()].filter((item) => !gone.has(keyOf(item))),
    unanswered: [...intents.values()].filter(({ seq }) => !answered.has(seq)).map((intent) => announced(intent, null)),
  }
}

const of = <Op extends LedgerEntry['op']>(entries: readonly LedgerEntry[], op: Op) =>
  entries.filter((entry): entry is Entry<Op> => entry.op === op)

const keyOf = ({ kind, id }: { kind: string; id: string | null }) => `${kind} ${id}`

const announced = (intent: Entry<'intent'>, id: string | null, since = intent.t): ResourceReport => ({
  kind: intent.kind,
  id,
  name: intent.name,
  cell: intent.cell,
  scope: intent.scope,
  origin: intent.via,
  since,
})

const createdOf = (entries: readonly LedgerEntry[], intents: ReadonlyMap<string, Entry<'intent'>>) =>
  of(entries, 'created').flatMap(({ of: seq, id, t }) => {
    const intent = intents.get(seq)
    return intent === undefined ? [] : [announced(intent, id, t)]
  })

const attributedOf = (entries: readonly LedgerEntry[]): ResourceReport[] =>
  of(entries, 'attributed').map(({ kind, id, name, cell, scope, rule, t }) => ({
    kind,
    id,
    name,
    cell,
    scope,
    origin: rule,
    since: t,
  }))

const kindsOf = (made: readonly ResourceReport[], gone: ReadonlyMap<string, unknown>) =>
  [...Map.groupBy(made, ({ kind }) => kind)]
    .map(([kind, items]) => {
      const removed = items.filter((item) => gone.has(keyOf(item))).length
      return { kind, made: items.length, gone: removed, open: items.length - removed }
    })
    .sort((a, b) => a.kind.localeCompare(b.kind))
