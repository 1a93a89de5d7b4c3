import { join } from 'node:path'
import type { Clock } from '../core/clock.ts'
import type { LedgerEntry, LedgerFact } from '../core/journal.ts'
import type { CellId } from '../core/plan.ts'
import type { Recorder } from '../openstack/recorder.ts'
import { openAppendFile } from './append-file.ts'

export const LEDGER_FILE = 'ledger.ndjson'
/** Changes when lines get another meaning; a ledger of another version is not guessed at. */
export const LEDGER_VERSION = 1

export interface Ledger extends Recorder {
  attributed(resource: { kind: string; id: string; name: string; scope: string; rule: string }): void
  gone(resource: { kind: string; id: string; scope: string; verified: string; by?: 'janitor' }): void
  close(): void
}

export interface LedgerOptions {
  dir: string
  run: string
  clock: Clock
  cell: CellId | null
}

/** Opens the run's ledger; every line is fsynced. Throws `E_LEDGER` when it can't be written: then nothing may be created. */
export const openLedger = ({ dir, run, clock, cell }: LedgerOptions): Ledger => {
  const file = openAppendFile(join(dir, LEDGER_FILE), { sync: true, code: 'E_LEDGER' })
  let lines = 0
  const write = (fact: LedgerFact): string => {
    const seq = `${process.pid}.${++lines}`
    file.append({ seq, t: new Date(clock.now()).toISOString(), ...fact } satisfies LedgerEntry)
    return seq
  }
  if (file.fresh) write({ op: 'opened', version: LEDGER_VERSION, run })
  return {
    intent: (intent) => write({ op: 'intent', cell, ...intent }),
    created: (of, id, request) => void write({ op: 'created', of, id, ...(request !== undefined && { request }) }),
    failed: (of, reason) => void write({ op: 'failed', of, reason }),
    attributed: (resource) => void write({ op: 'attributed', cell, ...resource }),
    gone: (resource) => void write({ op: 'gone', ...resource }),
    close: () => file.close(),
  }
}
