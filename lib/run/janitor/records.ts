import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../core/clock.ts'
import { describeError } from '../../core/errors.ts'
import type { JournalFact } from '../../core/journal.ts'
import { mendTail } from '../append-file.ts'
import { JOURNAL_FILE, openJournal } from '../journal.ts'
import { LEDGER_FILE, type Ledger, openLedger } from '../ledger.ts'
import type { RunSetting } from '../setting.ts'

/** Where a janitor notes what it does. */
export interface Records {
  ledger: Ledger
  note(fact: JournalFact): void
  file(name: string, content: object): void
  /** What could not be noted; said once, however much of it there is. */
  problems(): string[]
  close(): void
}

export interface RecordsOptions {
  setting: RunSetting
  clock: Clock
  /** Cut-off last lines are mended first: nobody else writes. */
  mend: boolean
  say(text: string): void
}

/**
 * Opens the records of a run for its janitor. A disk that is full or has become read-only is no reason to leave things in a
 * cloud: what can't be noted is told, and the work goes on. What is gone is found out again by whoever looks next.
 */
export const openRecords = ({ setting, clock, mend, say }: RecordsOptions): Records => {
  const { dir, run, startedWallMs } = setting
  const problems: string[] = []
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action()
    } catch (error) {
      if (problems.length === 0) say(`what is done can't be noted: ${describeError(error)}`)
      problems.splice(0, 1, describeError(error))
      return undefined
    }
  }
  if (mend) {
    attempt(() => mendTail(join(dir, JOURNAL_FILE), 'E_JOURNAL'))
    attempt(() => mendTail(join(dir, LEDGER_FILE), 'E_LEDGER'))
  }
  const journal = attempt(() => openJournal({ dir, clock, startedWallMs }))
  const ledger = attempt(() => openLedger({ dir, run, clock, cell: null }))
  return {
    ledger: {
      // A janitor makes nothing.
      intent: (intent) => ledger!.intent(intent),
      created: (of, id, request) => ledger?.created(of, id, request),
      failed: (of, reason) => ledger?.failed(of, reason),
      attributed: (resource) => void attempt(() => ledger?.attributed(resource)),
      gone: (resource) => void attempt(() => ledger?.gone(resource)),
      close: () => ledger?.close(),
    },
    note: (fact) => void attempt(() => journal?.write(fact)),
    file: (name, content) => void attempt(() => writeWhole(join(dir, name), `${JSON.stringify(content, null, 2)}\n`)),
    problems: () => problems.map((problem) => `what was done could not be noted in the folder of the run: ${problem}`),
    close: () => {
      journal?.close()
      ledger?.close()
    },
  }
}

/** All of it or nothing: half a file would be read as a broken one. */
const writeWhole = (path: string, text: string): void => {
  const part = `${path}.part`
  try {
    writeFileSync(part, text)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
