import { open, type Solver } from './solver.ts'

/** Two choices, one number: `(axisA, valueA, axisB, valueB)` with `axisA < axisB`. */
type Pairs = Set<string>

/** A covering array: every pair of values that the rules allow is in some cell. Greedy, the same for the same input. */
export const pairwise = (solver: Solver): number[][] => {
  const { sizes } = solver.problem
  const base = solver.complete(open(sizes.length))
  if (base === undefined) return []
  const left = validPairs(solver)
  const cells: number[][] = []
  const take = (cell: number[]) => {
    cells.push(cell)
    for (const key of pairsOf(cell)) left.delete(key)
  }
  take(base)
  for (let [first] = left; first !== undefined; [first] = left) take(grow(solver, left, first))
  return cells
}

/** Every pair of values that is in at least one combination. */
export const validPairs = (solver: Solver): Pairs => {
  const { sizes } = solver.problem
  const pairs: Pairs = new Set()
  for (let a = 0; a < sizes.length; a++)
    for (let b = a + 1; b < sizes.length; b++)
      for (let x = 0; x < sizes[a]!; x++)
        for (let y = 0; y < sizes[b]!; y++)
          if (solver.complete(open(sizes.length).with(a, x).with(b, y)) !== undefined) pairs.add(key(a, x, b, y))
  return pairs
}

/** The pairs that a combination has. */
export const pairsOf = (cell: readonly number[]): string[] =>
  cell.flatMap((x, a) => cell.slice(a + 1).map((y, offset) => key(a, x, a + 1 + offset, y)))

const key = (a: number, x: number, b: number, y: number) => `${a}.${x}-${b}.${y}`

// Starts from one pair and chooses, axis by axis, the value that brings most of what is left.
const grow = (solver: Solver, left: Pairs, seed: string): number[] => {
  const { sizes } = solver.problem
  const [a, x, b, y] = seed.split(/[.-]/).map(Number) as [number, number, number, number]
  let partial = open(sizes.length).with(a, x).with(b, y)
  for (const [axis, size] of sizes.entries()) {
    if (partial[axis]! >= 0) continue
    const best = ranked(partial, axis, size, left).find(
      (value) => solver.complete(partial.with(axis, value)) !== undefined,
    )
    partial = partial.with(axis, best!)
  }
  return partial
}

const ranked = (partial: readonly number[], axis: number, size: number, left: Pairs): number[] => {
  const gain = (value: number) =>
    partial.filter(
      (other, at) => other >= 0 && left.has(at < axis ? key(at, other, axis, value) : key(axis, value, at, other)),
    ).length
  return Array.from({ length: size }, (_, value) => value).sort((p, q) => gain(q) - gain(p) || p - q)
}
