import { expect, test } from 'vitest'
import { type LoopPoint, summariseLoop } from './loop-summary.ts'
import type { ProbeResult } from './types.ts'

const result: ProbeResult = { outcome: 'connected', connectMs: 1, totalMs: 2, status: 200, body: '', error: null }

/** `+` is a good probe, `-` a lost one, each 50 ms after the one before and answered 2 ms later. */
const points = (text: string): LoopPoint[] =>
  [...text].map((mark, i) => ({ startMs: i * 50, endMs: i * 50 + 2, ok: mark === '+', result }))

const summary = (text: string) => summariseLoop(points(text), text.length * 50, 50)

test('A gap goes from the end of one success to the end of the next', () => {
  expect(summary('++--+++')).toMatchObject({ sent: 7, lost: 2, gapMs: 150, gap: { from: 52, to: 202, open: false } })
})

test('The longest gap counts', () => {
  expect(summary('+-++----+-+').gap).toEqual({ from: 152, to: 402, open: false })
})

test('What is shorter than two periods is none', () => {
  expect(summary('+++++')).toMatchObject({ gapMs: 0, gap: null })
  const late = points('+++').map((point) => ({ ...point, endMs: point.endMs + (point.startMs === 50 ? 40 : 0) }))
  expect(summariseLoop(late, 150, 50).gap).toBeNull()
})

test('The ends of the loop count where the probes next to them failed', () => {
  expect(summary('---+').gap).toEqual({ from: 0, to: 152, open: false })
  expect(summary('+---').gap).toEqual({ from: 2, to: 200, open: true })
  expect(summary('----')).toMatchObject({ lost: 4, gapMs: 200, gap: { from: 0, to: 200, open: true } })
})

test('Probes that overtake each other are put in order', () => {
  expect(summariseLoop(points('+--+').reverse(), 200, 50).gap).toEqual({ from: 2, to: 152, open: false })
})

test('Nothing sent is nothing seen', () => {
  expect(summary('')).toMatchObject({ sent: 0, lost: 0, gap: null, connectMs: { p50: null, p99: null } })
})
