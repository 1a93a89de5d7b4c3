import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import type { JournalEvent, LedgerEntry } from '../core/journal.ts'
import type { Plan } from '../core/plan.ts'
import { JOURNAL_FILE } from './journal.ts'
import { LEDGER_FILE, LEDGER_VERSION } from './ledger.ts'

export const PLAN_FILE = 'plan.json'

export interface RunRecord {
  plan: Plan
  journal: JournalEvent[]
  ledger: LedgerEntry[]
}

/** Reads a run folder. A last line that a crash cut off is left out; any other unreadable line throws `E_JOURNAL`. */
export const readRun = (dir: string): RunRecord => {
  const planFile = join(dir, PLAN_FILE)
  if (!existsSync(planFile))
    throw new StackproofError('E_USAGE', `Expected a run folder with ${PLAN_FILE}, found none in ${dir}`)
  return {
    plan: JSON.parse(readFileSync(planFile, 'utf8')) as Plan,
    journal: readLines<JournalEvent>(join(dir, JOURNAL_FILE)),
    ledger: readLedger(dir),
  }
}

/** The ledger of a run folder. Throws `E_USAGE` where it was written by another version. */
export const readLedger = (dir: string): LedgerEntry[] => {
  const path = join(dir, LEDGER_FILE)
  const entries = readLines<LedgerEntry>(path)
  const opened = entries.find((entry) => entry.op === 'opened')
  if (opened !== undefined && opened.version !== LEDGER_VERSION)
    throw new StackproofError(
      'E_USAGE',
      `expected a ledger of version ${LEDGER_VERSION} in ${path}, got version ${opened.version}`,
      { hint: 'Use the version of stackproof that made this run.' },
    )
  return entries
}

/** The lines of an NDJSON file, without a last one that was not finished. */
export const readLines = <T>(path: string): T[] => {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  const unfinished = lines.pop()!
  const records = lines.filter((line) => line !== '').map((line, index) => parse<T>(path, line, index + 1))
  const last = unfinished === '' ? undefined : tryParse<T>(unfinished)
  return last === undefined ? records : [...records, last]
}

const parse = <T>(path: string, line: string, number: number): T => {
  const value = tryParse<T>(line) ?? tryParse<T>(afterCut(line))
  if (value === undefined)
    throw new StackproofError('E_JOURNAL', `Expected one JSON object in line ${number} of ${path}`)
  return value
}

// A line that a full disk cut off is followed by the next one without a newline between them.
const afterCut = (line: string): string => line.slice(Math.max(line.lastIndexOf('{"seq":'), 0))

const tryParse = <T>(line: string): T | undefined => {
  try {
    return JSON.parse(line) as T
  } catch {
    return undefined
  }
}
