import { expect, test } from 'vitest'
import type { CheckContext } from '../catalog/check.ts'
import { defineCheck } from '../catalog/define.ts'
import { blockedBy, ensure, failCheck, notApplicable, promised } from '../catalog/outcome.ts'
import { ManualClock } from '../core/clock.ts'
import { minutes } from '../core/duration.ts'
import type { JournalFact } from '../core/journal.ts'
import { poll } from '../core/poll.ts'
import type { KnownIssue } from './setting.ts'
import { verify } from './verify.ts'

const clock = new ManualClock(Date.parse('2026-06-01T00:00:00Z'))
const interval = () => ({ timeoutMs: minutes(5), everyMs: 1000, warnAfterMs: minutes(1) })

const judge = async (
  run: (context: CheckContext) => Promise<void>,
  rest: { knownIssues?: KnownIssue[]; signal?: AbortSignal } = {},
) => {
  const facts: JournalFact[] = []
  const journal = { write: (fact: JournalFact) => void facts.push(fact), observer: () => ({}), close: () => undefined }
  const check = defineCheck({ id: 'a.b', area: 'nodes', title: 't', why: 'w', source: 's', faults: ['f'], run })
  const context = {
    cell: { id: 'cell-1' },
    clock,
    interval,
    signal: rest.signal ?? new AbortController().signal,
  } as unknown as CheckContext
  const done = verify({ check, context, journal, evidence: [], metrics: [], knownIssues: rest.knownIssues ?? [] })
  const result = await done
  expect(facts.map(({ type }) => type)).toEqual(['check.started', 'check.finished'])
  return result
}

test('a check that returns has passed', async () => {
  expect(await judge(async () => undefined)).toMatchObject({ verdict: 'passed' })
})

test('a failed check says what was wanted and what was got', async () => {
  expect(await judge(async () => failCheck('3 nodes', '2 nodes'))).toMatchObject({
    verdict: 'failed',
    want: '3 nodes',
    got: '2 nodes',
  })
  expect(await judge(async () => ensure(false, 'a', 'b'))).toMatchObject({ verdict: 'failed' })
})

test('blocked and not applicable carry their reason', async () => {
  expect(await judge(async () => blockedBy('no claim'))).toMatchObject({ verdict: 'blocked', reason: 'no claim' })
  expect(await judge(async () => notApplicable('no yawol', { crds: [] }))).toMatchObject({
    verdict: 'not-applicable',
    reason: 'no yawol',
  })
})

test('anything else that a check throws is aborted, not failed', async () => {
  expect(await judge(async () => Promise.reject(new TypeError('x is undefined')))).toMatchObject({
    verdict: 'aborted',
    reason: 'x is undefined',
  })
})

test('a wait that is the promise itself fails the check, another one aborts it', async () => {
  const never = () =>
    poll({
      goal: 'g',
      interval: { timeoutMs: 0, everyMs: 1, warnAfterMs: 1 },
      clock,
      observe: async () => 'no',
      describe: (s) => s,
      until: () => false,
    })
  expect(await judge(async () => void (await promised('it happens', never())))).toMatchObject({
    verdict: 'failed',
    want: 'it happens',
  })
  expect(await judge(async () => void (await never()))).toMatchObject({ verdict: 'aborted' })
})

test('a check that is interrupted is aborted', async () => {
  const controller = new AbortController()
  controller.abort(new Error('ctrl-c'))
  expect(await judge(async () => undefined, { signal: controller.signal })).toMatchObject({
    verdict: 'aborted',
    reason: 'interrupted',
  })
})

const issue = (rest: Partial<KnownIssue>): KnownIssue => ({
  check: 'a.b',
  cells: 'cell-*',
  reason: 'octavia bug',
  link: 'https://example.org/1',
  expires: '2026-12-31',
  ...rest,
})

test('a known issue excuses a failure of its check in its cells until it expires', async () => {
  const fail = async () => failCheck('a', 'b')
  expect(await judge(fail, { knownIssues: [issue({})] })).toMatchObject({
    verdict: 'known-issue',
    reason: expect.stringContaining('octavia bug'),
  })
  expect(await judge(fail, { knownIssues: [issue({ cells: 'other-*' })] })).toMatchObject({ verdict: 'failed' })
  expect(await judge(fail, { knownIssues: [issue({ expires: '2026-05-31' })] })).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('expired'),
  })
})
