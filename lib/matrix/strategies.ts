import { pairwise } from './pairwise.ts'
import { smoke } from './smoke.ts'
import { type Assignment, type Problem, type Solver, solver } from './solver.ts'
import type { Strategy } from './types.ts'

/** Chooses combinations by a strategy. Problems that are alike (most stacks are) are solved once. */
export const chooser = (strategy: Strategy): ((problem: Problem) => readonly Assignment[]) => {
  const solved = new Map<string, readonly Assignment[]>()
  return (problem) => {
    const key = JSON.stringify(problem)
    const known = solved.get(key) ?? CHOOSE[strategy](solver(problem))
    solved.set(key, known)
    return known
  }
}

const CHOOSE: Record<Strategy, (solver: Solver) => readonly Assignment[]> = {
  smoke,
  pairwise,
  full: (all) => all.all(),
}
