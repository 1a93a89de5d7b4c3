import { expect, test } from 'vitest'
import { distribution, maxFailures, quantile, randomBounds } from './statistics.ts'

test.each([
  [300, 3, 59, 141],
  [300, 2, 107, 193],
  [300, 1, 300, 300],
  [3, 3, 0, 3],
])('Of %i connections each of %i backends gets %i to %i', (n, k, low, high) => {
  expect(randomBounds(n, k)).toEqual({ low, high })
})

test.each([
  [400, 0.99, 9],
  [1200, 0.999, 4],
  [100, 1, 0],
])('Of %i probes that succeed with %d, at most %i may fail', (n, p0, failures) => {
  expect(maxFailures(n, p0)).toBe(failures)
})

test('A distribution counts backends that got nothing', () => {
  expect(distribution({ a: 150, b: 150, c: 0 })).toEqual({
    n: 300,
    k: 3,
    min: 0,
    max: 150,
    spread: 150,
    outside: ['a', 'b', 'c'],
  })
  expect(distribution({ a: 100, b: 101, c: 99 })).toMatchObject({ spread: 2, outside: [] })
  expect(distribution({})).toMatchObject({ n: 0, k: 0, spread: 0, outside: [] })
})

test('Backends drawn at random stay within the bounds', () => {
  let state = 42
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  for (let round = 0; round < 200; round++) {
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 }
    for (let i = 0; i < 300; i++) counts['abc'[Math.floor(random() * 3)]!]!++
    expect(distribution(counts).outside).toEqual([])
  }
})

test('Quantiles are values that occurred', () => {
  expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3)
  expect(quantile([1, 2], 0.99)).toBe(2)
  expect(quantile([], 0.5)).toBeNull()
})
