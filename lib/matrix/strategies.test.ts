import { expect, test } from 'vitest'
import { pairsOf, pairwise, validPairs } from './pairwise.ts'
import { smoke } from './smoke.ts'
import { type Assignment, type Problem, solver, type Tuple } from './solver.ts'
import { chooser } from './strategies.ts'

/** Like the axes of a stack with all switches: sizes, and rules over one, two and three axes. */
const SWITCHES: Problem = {
  sizes: [4, 4, 2, 1, 2, 3, 2, 2],
  preferred: [1, 1, 0, 0, 0, 0, 0, 0],
  forbidden: [
    [
      [0, 0],
      [2, 1],
    ],
    [
      [1, 3],
      [4, 0],
    ],
    [
      [1, 0],
      [7, 1],
    ],
    [[6, 1]],
    [
      [0, 3],
      [2, 1],
      [5, 2],
    ],
  ],
}

/** Problems from a simple generator with a fixed seed: the same in each run. */
const random = (seed: number): Problem => {
  let state = seed
  const next = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const sizes = Array.from({ length: 3 + next(4) }, () => 1 + next(4))
  const forbidden = Array.from({ length: next(7) }, (): Tuple => {
    const axes = [...new Set([next(sizes.length), next(sizes.length), next(sizes.length)])]
    return axes.map((axis) => [axis, next(sizes[axis]!)] as const)
  })
  return { sizes, preferred: sizes.map((size) => next(size)), forbidden }
}

const PROBLEMS = [SWITCHES, ...Array.from({ length: 60 }, (_, seed) => random(seed + 1))]

/** All combinations that break no rule, without any cleverness. */
const bruteForce = ({ sizes, forbidden }: Problem): number[][] =>
  sizes
    .reduce<number[][]>(
      (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, value) => [...row, value])),
      [[]],
    )
    .filter((row) => !forbidden.some((tuple) => tuple.every(([axis, value]) => row[axis] === value)))

const legal = (rows: readonly Assignment[], all: readonly number[][]) => {
  const known = new Set(all.map(String))
  return rows.every((row) => known.has(String(row)))
}

test('full is every combination that the rules allow.', () => {
  for (const problem of PROBLEMS) expect(solver(problem).all()).toEqual(bruteForce(problem))
})

test('pairwise covers every pair of values that some allowed combination has, with allowed combinations only.', () => {
  for (const problem of PROBLEMS) {
    const all = bruteForce(problem)
    const rows = pairwise(solver(problem))
    expect(legal(rows, all)).toBe(true)
    expect(new Set(rows.flatMap(pairsOf))).toEqual(new Set(all.flatMap(pairsOf)))
    expect(validPairs(solver(problem))).toEqual(new Set(all.flatMap(pairsOf)))
  }
})

test('pairwise stays far below the full matrix.', () => {
  const { length } = pairwise(solver(SWITCHES))
  expect(bruteForce(SWITCHES).length).toBe(240)
  expect(length).toBeGreaterThanOrEqual(16)
  expect(length).toBeLessThanOrEqual(24)
})

test('smoke shows each value that some allowed combination has, and begins with the base cell.', () => {
  for (const problem of PROBLEMS) {
    const all = bruteForce(problem)
    const rows = smoke(solver(problem))
    expect(legal(rows, all)).toBe(true)
    const shown = (list: readonly Assignment[]) =>
      new Set(list.flatMap((row) => row.map((value, axis) => `${axis}=${value}`)))
    expect(shown(rows)).toEqual(shown(all))
    expect(new Set(rows.map(String)).size).toBe(rows.length)
  }
  expect(smoke(solver(SWITCHES))[0]).toEqual(SWITCHES.preferred)
})

test('Cells of smoke differ from the base in at most two settings, unless a rule forces a third.', () => {
  const [base, ...others] = smoke(solver(SWITCHES))
  const differences = others.map((row) => row.filter((value, axis) => value !== base![axis]).length)
  expect(Math.max(...differences)).toBe(2)
  const forced: Problem = {
    sizes: [2, 2, 2, 2],
    preferred: [0, 0, 0, 0],
    forbidden: [
      [
        [0, 1],
        [1, 0],
      ],
      [
        [0, 1],
        [2, 0],
      ],
    ],
  }
  expect(smoke(solver(forced))[1]).toEqual([1, 1, 1, 0])
})

test('Making a combination whole changes as little as the rules allow.', () => {
  const { complete } = solver(SWITCHES)
  expect(complete([-1, 3, -1, -1, -1, -1, -1, -1])).toEqual([1, 3, 0, 0, 1, 0, 0, 0])
  expect(complete([0, -1, 1, -1, -1, -1, -1, -1])).toBeUndefined()
})

test('Where everything is forbidden or an axis has no value there is no cell.', () => {
  const choose = { smoke: chooser('smoke'), pairwise: chooser('pairwise'), full: chooser('full') }
  for (const strategy of Object.values(choose)) {
    expect(strategy({ sizes: [2, 2], preferred: [0, 0], forbidden: [[]] })).toEqual([])
    expect(strategy({ sizes: [2, 0], preferred: [0, 0], forbidden: [] })).toEqual([])
    expect(strategy({ sizes: [2], preferred: [0], forbidden: [[[0, 0]], [[0, 1]]] })).toEqual([])
  }
})

test('The same problem has the same cells each time.', () => {
  for (const strategy of ['smoke', 'pairwise', 'full'] as const)
    expect(chooser(strategy)(SWITCHES)).toEqual(chooser(strategy)(SWITCHES))
})
