import { expect, test } from 'vitest'
import type { JournalEvent } from '../core/journal.ts'
import type { Verdict } from '../core/verdict.ts'
import { carriedChecks } from './carried.ts'

const check = (id: string, notApplicable?: string) => ({
  id,
  area: 'x',
  title: id,
  severity: 'must' as const,
  ...(notApplicable !== undefined && { notApplicable }),
})
const cell = { id: 'c', checks: [check('a'), check('b'), check('k'), check('never'), check('na', 'no balancer')] }
const finished = (id: string, verdict: Verdict, t: string, of = 'c') =>
  ({
    type: 'check.finished',
    cell: of,
    check: id,
    verdict,
    t,
    seq: '',
    w: 0,
    evidence: [],
    metrics: [],
    durationMs: 1,
  }) as JournalEvent

const journal = [
  finished('a', 'failed', '1'),
  finished('a', 'passed', '2'),
  finished('b', 'aborted', '3'),
  finished('k', 'known-issue', '4'),
  finished('b', 'passed', '5', 'another'),
]

test('what passed stands, by its last verdict; what was never run does not', () => {
  expect([...carriedChecks(cell, journal, 'rest')]).toEqual([
    ['na', { verdict: 'not-applicable', from: '' }],
    ['a', { verdict: 'passed', from: '2' }],
  ])
})

test('known issues stand where only failures are to be run', () => {
  expect([...carriedChecks(cell, journal, 'only-failed').keys()]).toEqual(['na', 'a', 'k'])
})

test('nothing stands where everything is to be run once more', () => {
  expect(carriedChecks(cell, journal, 'all').size).toBe(0)
})
