import { expect, test } from 'vitest'
import type { LedgerEntry, LedgerFact } from '../core/journal.ts'
import { aliveIn } from './ledger-state.ts'

const entries = (...facts: (LedgerFact & { seq?: string })[]): LedgerEntry[] =>
  facts.map((fact, index) => ({ seq: `1.${index + 1}`, t: `2026-01-01T00:00:0${index}Z`, ...fact }))
const intent = (name: string) => ({
  op: 'intent' as const,
  kind: 'network',
  name,
  cell: 'c',
  scope: 'p',
  via: 'POST /networks',
})

test('what was announced and never answered may exist, and is known by its name', () => {
  expect(aliveIn(entries(intent('n')))).toEqual([
    { kind: 'network', id: undefined, name: 'n', cell: 'c', scope: 'p', since: '2026-01-01T00:00:00Z', rule: 'ledger' },
  ])
})

test('what was created has its id, what certainly failed is left out', () => {
  const alive = aliveIn(
    entries(intent('a'), { op: 'created', of: '1.1', id: 'id-a' }, intent('b'), {
      op: 'failed',
      of: '1.3',
      reason: '409',
    }),
  )
  expect(alive.map(({ id, name }) => [id, name])).toEqual([['id-a', 'a']])
})

test('what is gone is out, by id or, where none is known, by name', () => {
  const gone = (id: string) => ({ op: 'gone' as const, kind: 'network', id, scope: 'p', verified: '404' })
  expect(aliveIn(entries(intent('a'), { op: 'created', of: '1.1', id: 'id-a' }, gone('id-a')))).toEqual([])
  expect(aliveIn(entries(intent('a'), gone('a')))).toEqual([])
  expect(aliveIn(entries(intent('a'), { op: 'created', of: '1.1', id: 'id-a' }, gone('a')))).toHaveLength(1)
})

test('what controllers made is alive until it is gone', () => {
  const made = {
    op: 'attributed' as const,
    kind: 'port',
    id: 'p1',
    name: 'n',
    cell: 'c',
    scope: 'p',
    rule: 'capo-description',
  }
  expect(aliveIn(entries(made))).toMatchObject([{ kind: 'port', id: 'p1', rule: 'capo-description' }])
  expect(aliveIn(entries(made, { op: 'gone', kind: 'port', id: 'p1', scope: 'p', verified: '404' }))).toEqual([])
})

test('a number that comes again does not hide what it stood for before', () => {
  const alive = aliveIn([
    { seq: '7.1', t: 'a', ...intent('first') },
    { seq: '7.1', t: 'b', ...intent('second') },
  ])
  expect(alive.map(({ name }) => name).sort()).toEqual(['first', 'second'])
})
