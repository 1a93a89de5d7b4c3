import { expect, test } from 'vitest'
import { paceOf, SERVICE_PACE } from './wait-pace.ts'

test('Looks come after a second at first, and a fifth later each time up to fifteen seconds', () => {
  const pause = paceOf(SERVICE_PACE, () => 0.5)
  expect([1, 2, 3].map((look) => Math.round(pause(look)))).toEqual([1000, 1200, 1440])
  expect(pause(40)).toBe(15_000)
})

test('Pauses are spread by a fifth to both sides', () => {
  expect(paceOf(SERVICE_PACE, () => 0)(1)).toBe(800)
  expect(paceOf(SERVICE_PACE, () => 1)(1)).toBeCloseTo(1200)
})
