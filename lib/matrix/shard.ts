import type { PlannedCell } from '../core/plan.ts'

/** The cells of one shard, in their order. Longest first into the shard with the least to do, so that all end at about the same time. */
export const shardOf = (
  cells: readonly PlannedCell[],
  { index, count }: { index: number; count: number },
): PlannedCell[] => {
  const loads = Array.from({ length: count }, () => 0)
  const mine = new Set<PlannedCell>()
  for (const cell of cells.toSorted((a, b) => b.estimateSeconds - a.estimateSeconds || (a.id < b.id ? -1 : 1))) {
    const lightest = loads.indexOf(Math.min(...loads))
    loads[lightest]! += cell.estimateSeconds
    if (lightest === index - 1) mine.add(cell)
  }
  return cells.filter((cell) => mine.has(cell))
}
