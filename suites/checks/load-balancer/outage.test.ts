import { expect, test } from 'vitest'
import type { LoopPoint } from '../../../lib/probe/loop-summary.ts'
import { longestMs, outagesOf, seriesOf } from './outage.ts'

const answerOf = (outcome: 'reset' | 'timeout') =>
  ({ outcome, connectMs: null, totalMs: null, status: null, body: null, error: null }) as const
const probes = (text: string, outcome: 'reset' | 'timeout' = 'reset'): LoopPoint[] =>
  [...text].map((sign, n) => ({ startMs: n * 10, endMs: n * 10 + 1, ok: sign === '+', result: answerOf(outcome) }))

test('An outage is as long as it is proven: from the first known loss to the start of the last one', () => {
  const outages = outagesOf(probes('++---+-+'), 200)
  expect(outages).toEqual([
    { fromMs: 4200, untilMs: 8000, backMs: 10_000, lost: 3, outcome: 'reset' },
    { fromMs: 12_200, untilMs: 12_200, backMs: 14_000, lost: 1, outcome: 'reset' },
  ])
  expect(longestMs(outages)).toBe(3800)
})

test('Silence counts from when it was asked into', () => {
  const slow = probes('+---+', 'timeout').map((point) => ({ ...point, endMs: point.startMs + 5000 }))
  expect(outagesOf(slow)).toMatchObject([{ fromMs: 10, untilMs: 30, backMs: 40 }])
})

test('A pause of the prober is no outage, and none of it counts where it ends in one', () => {
  const late = (text: string, from: number) =>
    probes(text).map((point, n) =>
      n < from ? point : { ...point, startMs: point.startMs + 60_000, endMs: point.endMs + 60_000 },
    )
  expect(outagesOf(late('++++', 2))).toEqual([])
  expect(longestMs(outagesOf(late('++--+', 2)))).toBe(9)
  expect(longestMs(outagesOf(late('++--+', 4)))).toBe(9)
})

test('What waited for a world that stood still, and was lost when it went on, is not an outage of that length', () => {
  const points = probes('++-----+').map((point) => (point.ok ? point : { ...point, endMs: 70 }))
  expect(longestMs(outagesOf(points))).toBe(0)
})

test('One that does not end has no answer after it', () => {
  expect(outagesOf(probes('+--'))).toEqual([{ fromMs: 11, untilMs: 20, backMs: null, lost: 2, outcome: 'reset' }])
})

test('The series keeps every change and thins out what is between', () => {
  expect(seriesOf(probes(`${'+'.repeat(25)}---+`))).toEqual([
    [0, 1],
    [100, 1],
    [200, 1],
    [240, 1],
    [250, 0],
    [270, 0],
    [280, 1],
  ])
})
