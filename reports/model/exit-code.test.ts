import { expect, test } from 'vitest'
import type { CheckFinished } from '../../lib/core/journal.ts'
import { exampleRun } from '../testing/example-run.ts'
import type { Story } from '../testing/example-stories.ts'
import { buildReport } from './build.ts'
import { exitCodeOf } from './exit-code.ts'

const bad = (verdict: CheckFinished['verdict']) => ({ verdict, reason: 'it did not' })
const reportWith = (story: Story) => {
  const { plan, journal, ledger } = exampleRun([story])
  return buildReport(plan, journal, ledger)
}

test.for<[string, Story, number]>([
  ['no story at all is 0', {}, 0],
  ['a must that failed is 1', { checks: { 'api.readyz': bad('failed') } }, 1],
  ['a should that failed is 0', { checks: { 'lb.udp': bad('failed') } }, 0],
  ['a must with a known issue is 0', { checks: { 'api.readyz': bad('known-issue') } }, 0],
  ['a must that was aborted is 3', { checks: { 'api.readyz': bad('aborted') } }, 3],
  ['a should that was aborted is 0', { checks: { 'lb.udp': bad('aborted') } }, 0],
  ['a cluster that did not come up is 3', { clusterFails: true }, 3],
  ['failed beats aborted', { checks: { 'api.readyz': bad('aborted'), 'nodes.ready': bad('failed') } }, 1],
  ['a leak beats everything', { leaks: true, checks: { 'api.readyz': bad('failed') } }, 4],
])('%s', ([, story, code]) => {
  const report = reportWith(story)
  expect(exitCodeOf(report)).toBe(code)
  expect(report.verdict.exitCode).toBe(code)
})

test('a teardown that failed is never green, though every check passed', () => {
  const { plan, journal } = exampleRun([])
  const broken = journal.map((event) =>
    event.type === 'phase.finished' && event.phase === 'teardown' ? { ...event, outcome: 'failed' as const } : event,
  )
  const report = buildReport(plan, broken)
  expect(report.verdict.checks.passed).toBe(263)
  expect(report.verdict).toMatchObject({ overall: 'blocked', exitCode: 3 })
})

test('a cell in which no must was executed is never green', () => {
  const { plan, journal } = exampleRun([])
  const only = {
    ...plan,
    cells: plan.cells.map((cell) => ({ ...cell, checks: cell.checks.filter(({ id }) => id === 'lb.udp') })),
  }
  expect(buildReport(only, journal).verdict).toMatchObject({ exitCode: 3, exitReason: '9 cells aborted or blocked' })
})

test('an interruption has the code of its signal', () => {
  const report = reportWith({})
  const interrupted = (signal: string) => ({ ...report, run: { ...report.run, ended: 'interrupted' as const, signal } })
  expect(exitCodeOf(interrupted('SIGINT'))).toBe(130)
  expect(exitCodeOf(interrupted('SIGTERM'))).toBe(143)
})
