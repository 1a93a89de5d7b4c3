import { expect, test } from 'vitest'
import { median, pairedRatio, turns } from './statistics.ts'

test('The median of an even number of values lies between the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 2, 4, 1])).toBe(3)
})

test('A slow minute that both sides met does not move their ratio', () => {
  expect(pairedRatio([10, 400, 12], [20, 800, 24])).toBe(0.5)
})

test('Each round begins with another, and all come once', () => {
  expect(turns(['a', 'b', 'c'], 4)).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c', 'a'],
    ['c', 'a', 'b'],
    ['a', 'b', 'c'],
  ])
})
