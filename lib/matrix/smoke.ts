import { open, type Solver } from './solver.ts'

/**
 * How many settings of a cell differ from the stack's base cell, unless the rules force more: few, so that a red cell
 * tells which setting it was.
 */
const DIFFERENCES = 2

/** The base cell, and then as few as show each value that the rules allow at least once. */
export const smoke = (solver: Solver): number[][] => {
  const { sizes } = solver.problem
  const base = solver.complete(open(sizes.length))
  if (base === undefined) return []
  const cells = [base]
  for (let next = firstUncovered(solver, cells, base); next !== undefined; next = firstUncovered(solver, cells, base))
    cells.push(enrich(solver, cells, base, next))
  return cells
}

/** A value that no cell has yet, as a partial combination that can be made whole. */
const firstUncovered = (solver: Solver, cells: readonly number[][], base: readonly number[]): number[] | undefined => {
  for (const [axis, value] of uncovered(solver, cells)) {
    const partial = open(base.length).with(axis, value)
    if (solver.complete(partial, base) !== undefined) return partial
  }
  return undefined
}

function* uncovered(
  { problem: { sizes } }: Solver,
  cells: readonly number[][],
): Generator<[axis: number, value: number]> {
  for (const [axis, size] of sizes.entries())
    for (let value = 0; value < size; value++) if (!cells.some((cell) => cell[axis] === value)) yield [axis, value]
}

// Takes further values along as long as the cell stays near its base.
const enrich = (solver: Solver, cells: readonly number[][], base: readonly number[], seed: number[]): number[] => {
  let partial = seed
  let cell = solver.complete(seed, base)!
  const limit = Math.max(DIFFERENCES, differences(cell, base))
  for (const [axis, value] of uncovered(solver, cells)) {
    if (partial[axis]! >= 0) continue
    const candidate = partial.with(axis, value)
    const whole = solver.complete(candidate, base)
    if (whole === undefined || differences(whole, base) > limit) continue
    partial = candidate
    cell = whole
  }
  return cell
}

const differences = (cell: readonly number[], base: readonly number[]) =>
  cell.filter((value, axis) => value !== base[axis]).length
