import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../lib/core/clock.ts'
import type { JournalEvent, LedgerEntry } from '../lib/core/journal.ts'
import { openJournal } from '../lib/run/journal.ts'
import { openLedger } from '../lib/run/ledger.ts'

export interface Recorded {
  journal: readonly JournalEvent[]
  ledger: readonly LedgerEntry[]
  /** Of the whole run. */
  wallMs: number
}

const EVENTS = 10_000

/** What 10,000 events of a run and the ledger lines that go with them cost, in per cent of the run's time for as many. */
export const recordingShare = ({ journal, ledger, wallMs }: Recorded): number => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-bench-records-'))
  const records = { dir, clock: systemClock, startedWallMs: Date.now() }
  const [events, lines] = [openJournal(records), openLedger({ ...records, run: 'bench0', cell: 'bench' })]
  const perLine = Math.round(journal.length / ledger.length)
  const start = performance.now()
  for (let n = 0; n < EVENTS; n++) {
    const { seq: _, t: __, w: ___, ...fact } = journal[n % journal.length]!
    events.write(fact)
    if (n % perLine === 0)
      lines.intent({ kind: 'network', name: `sp-bench0-c${n}`, scope: 'project', via: 'POST /v2.0' })
  }
  const spentMs = performance.now() - start
  events.close()
  lines.close()
  rmSync(dir, { recursive: true })
  return (100 * spentMs) / ((wallMs * EVENTS) / journal.length)
}
