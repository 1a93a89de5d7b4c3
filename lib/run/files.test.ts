import { appendFileSync, chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../core/clock.ts'
import { createRedactor } from '../core/redact.ts'
import { mendTail } from './append-file.ts'
import { JOURNAL_FILE, openJournal } from './journal.ts'
import { LEDGER_FILE, openLedger } from './ledger.ts'
import { PLAN_FILE, readLines, readRun } from './read.ts'

const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-run-'))
  writeFileSync(join(dir, PLAN_FILE), '{}')
  return dir
}

test('the journal keeps events in order, stamped, and without secrets', () => {
  const dir = folder()
  const redactor = createRedactor(['canary-secret'])
  const journal = openJournal({ dir, clock: systemClock, startedWallMs: Date.now(), redactor })
  journal.write({ type: 'note', cell: null, level: 'info', text: 'one canary-secret' })
  journal.observer('c', 'cluster').observed?.('Ready', { afterMs: 5, state: 'False' })
  journal.close()
  const { journal: events } = readRun(dir)
  expect(events.map(({ type, seq }) => [type, seq])).toEqual([
    ['note', `${process.pid}.1`],
    ['wait.observed', `${process.pid}.2`],
  ])
  expect(readFileSync(join(dir, JOURNAL_FILE), 'utf8')).not.toContain('canary-secret')
})

test('a last line that a crash cut off is left out, everything before it is read', () => {
  const dir = folder()
  const journal = openJournal({ dir, clock: systemClock, startedWallMs: 0 })
  journal.write({ type: 'note', cell: null, level: 'info', text: 'whole' })
  journal.close()
  appendFileSync(join(dir, JOURNAL_FILE), '{"seq":"9.9","type":"note","te')
  expect(readRun(dir).journal).toHaveLength(1)
})

test('an unreadable line in the middle is an error that names file and line', () => {
  const path = join(folder(), 'x.ndjson')
  writeFileSync(path, '{"a":1}\nnonsense\n{"b":2}\n')
  expect(() => readLines(path)).toThrow(/line 2 of .*x\.ndjson/)
})

test('the ledger has the intent on the disk before it returns', () => {
  const dir = folder()
  const ledger = openLedger({ dir, run: 'abc234', clock: systemClock, cell: 'c' })
  const token = ledger.intent({ kind: 'network', name: 'n', scope: 'p', via: 'POST /v2.0/networks' })
  expect(readLines<{ seq: string }>(join(dir, LEDGER_FILE)).at(-1)).toMatchObject({
    seq: token,
    op: 'intent',
    cell: 'c',
    name: 'n',
  })
  ledger.created(token, 'id-1', 'req-1')
  ledger.gone({ kind: 'network', id: 'id-1', scope: 'p', verified: '404' })
  ledger.close()
  expect(readRun(dir).ledger.map(({ op }) => op)).toEqual(['opened', 'intent', 'created', 'gone'])
})

test('a folder that is no run is an error in words', () => {
  expect(() => readRun(tmpdir())).toThrow(/Expected a run folder/)
})

test('a folder that cannot be written to stops before anything is created', ({ skip }) => {
  skip(process.getuid?.() === 0, 'root may write everywhere')
  const dir = folder()
  chmodSync(dir, 0o500)
  expect(() => openLedger({ dir, run: 'abc234', clock: systemClock, cell: null })).toThrow(/Can't write/)
})

test('a ledger whose folder is gone can not be opened', () => {
  expect(() => openLedger({ dir: '/nonexistent/run', run: 'abc234', clock: systemClock, cell: null })).toThrow(
    expect.objectContaining({ code: 'E_LEDGER' }),
  )
})

test('a line that was cut off is mended before the next one is written, and nothing else is lost', () => {
  const dir = folder()
  const path = join(dir, JOURNAL_FILE)
  writeFileSync(path, '{"seq":"1.1","type":"note"}\n{"seq":"1.2","ty')
  mendTail(path, 'E_JOURNAL')
  appendFileSync(path, '{"seq":"2.1","type":"note"}\n')
  expect(readLines<{ seq: string }>(path).map(({ seq }) => seq)).toEqual(['1.1', '2.1'])
  mendTail(path, 'E_JOURNAL')
  expect(readLines(path)).toHaveLength(2)
  writeFileSync(path, `${'x'.repeat(200_000)}`)
  mendTail(path, 'E_JOURNAL')
  expect(readFileSync(path, 'utf8')).toBe('')
})

test('a line that a full disk cut off does not swallow the one that follows it', () => {
  const path = join(folder(), 'x.ndjson')
  writeFileSync(path, '{"seq":"1.1"}\n{"seq":"1.2","text":"cut{"seq":"1.3","text":"whole"}\n{"seq":"1.4"}\n')
  expect(readLines<{ seq: string }>(path).map(({ seq }) => seq)).toEqual(['1.1', '1.3', '1.4'])
})

test('a ledger of another version is refused with both versions', () => {
  const dir = folder()
  writeFileSync(join(dir, LEDGER_FILE), '{"seq":"1.1","t":"","op":"opened","version":99,"run":"abc234"}\n')
  expect(() => readRun(dir)).toThrow(/version 1 .* got version 99/)
})
