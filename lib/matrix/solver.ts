/** A combination as indices of values, one for each axis; -1 where nothing is chosen yet. */
export type Assignment = readonly number[]

/** Choices that must not come together: `[axis, value]` pairs. None at all forbids everything. */
export type Tuple = readonly (readonly [axis: number, value: number])[]

export interface Problem {
  /** How many values each axis has. */
  sizes: readonly number[]
  /** The value to take where it's all the same. */
  preferred: Assignment
  forbidden: readonly Tuple[]
}

export interface Solver {
  problem: Problem
  /** Makes a combination whole, with as few values other than `base` as the rules allow. Undefined where they allow none. */
  complete(partial: Assignment, base?: Assignment): number[] | undefined
  /** All combinations that the rules allow, in the order of their values. */
  all(): number[][]
}

/** Prepares the rules for quick answers. */
export const solver = (problem: Problem): Solver => {
  const { sizes, preferred, forbidden } = problem
  const impossible = sizes.some((size) => size === 0) || forbidden.some((tuple) => tuple.length === 0)
  const touching = sizes.map((_, axis) => forbidden.filter((tuple) => tuple.some(([at]) => at === axis)))
  const breaks = (assignment: Assignment, axis: number) =>
    touching[axis]!.some((tuple) => tuple.every(([at, value]) => assignment[at] === value))
  const legal = (partial: Assignment) =>
    !impossible && partial.every((value, axis) => value < 0 || !breaks(partial, axis))
  const fill = (assignment: number[], axis: number, base: Assignment, budget: number): boolean => {
    if (axis === sizes.length) return true
    if (assignment[axis]! >= 0) return fill(assignment, axis + 1, base, budget)
    for (const value of from(base[axis]!, budget > 0 ? sizes[axis]! : 0)) {
      assignment[axis] = value
      if (!breaks(assignment, axis) && fill(assignment, axis + 1, base, budget - Number(value !== base[axis])))
        return true
    }
    assignment[axis] = -1
    return false
  }
  return {
    problem,
    complete: (partial, base = preferred) => {
      if (!legal(partial)) return undefined
      for (let budget = 0; budget <= sizes.length; budget++) {
        const whole = [...partial]
        if (fill(whole, 0, base, budget)) return whole
      }
      return undefined
    },
    all: () => (impossible ? [] : enumerate(sizes, breaks)),
  }
}

/** Nothing chosen. */
export const open = (axes: number): number[] => Array.from({ length: axes }, () => -1)

// The preferred value first, then the others up to `size`.
const from = (first: number, size: number): number[] => [
  first,
  ...Array.from({ length: size }, (_, value) => value).filter((value) => value !== first),
]

const enumerate = (sizes: readonly number[], breaks: (assignment: Assignment, axis: number) => boolean): number[][] => {
  const found: number[][] = []
  const current = open(sizes.length)
  const step = (axis: number): void => {
    if (axis === sizes.length) {
      found.push([...current])
      return
    }
    for (let value = 0; value < sizes[axis]!; value++) {
      current[axis] = value
      if (!breaks(current, axis)) step(axis + 1)
    }
    current[axis] = -1
  }
  step(0)
  return found
}
