import { expect, test } from 'vitest'
import type { JournalEvent } from '../core/journal.ts'
import type { Verdict } from '../core/verdict.ts'
import { removableIssues } from './known-issue.ts'

const ISSUE = { check: 'lb.udp', cells: '*ovn*', reason: 'r', link: 'https://example.org/1', expires: '2027-01-01' }

const finished = (cell: string, check: string, verdict: Verdict): JournalEvent => ({
  ...{ seq: '1.1', t: '2026-11-22T08:00:00Z', w: 1, type: 'check.finished', cell, check, verdict },
  ...{ evidence: [], metrics: [], durationMs: 1 },
})

test('a known issue that no cell shows any more can be removed', () => {
  const journal = [finished('a-ovn', 'lb.udp', 'passed'), finished('b-ovn', 'lb.udp', 'passed')]
  expect(removableIssues([ISSUE], journal)).toEqual([{ ...ISSUE, passed: 2 }])
})

test('one that shows in one cell, or was never looked at, stays', () => {
  const passed = finished('a-ovn', 'lb.udp', 'passed')
  for (const journal of [
    [passed, finished('b-ovn', 'lb.udp', 'known-issue')],
    [passed, finished('b-ovn', 'lb.udp', 'aborted')],
    [finished('a-ovn', 'lb.udp', 'not-applicable')],
    [finished('a-amphora', 'lb.udp', 'passed')],
    [finished('a-ovn', 'lb.tcp', 'passed')],
    [],
  ])
    expect(removableIssues([ISSUE], journal)).toEqual([])
})

test('the last verdict of a check is the one that counts', () => {
  const [bad, good] = [finished('a-ovn', 'lb.udp', 'known-issue'), finished('a-ovn', 'lb.udp', 'passed')]
  expect(removableIssues([ISSUE], [bad, good])).toHaveLength(1)
  expect(removableIssues([ISSUE], [good, bad])).toHaveLength(0)
})
