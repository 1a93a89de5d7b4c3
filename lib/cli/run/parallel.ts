import { availableParallelism, totalmem } from 'node:os'
import type { Demand, Plan } from '../../core/plan.ts'

/** Memory of one cell's process, bytes, measured: Node, vitest and the Kubernetes client. */
const CELL_BYTES = 160 * 2 ** 20

/** How many cells fit at the same time: into the quota of the smallest cloud, the machine's memory and its processors. */
export const parallelCells = (plan: Plan): number => {
  const byMemory = Math.floor((totalmem() * 0.5) / CELL_BYTES)
  return Math.max(1, Math.min(byQuota(plan), byMemory, availableParallelism() + 2, plan.cells.length))
}

// Any mix of cells may meet, so the largest ones decide.
const byQuota = ({ clouds, cells }: Plan): number =>
  Math.min(
    ...clouds.map(({ name, profile }) => {
      const own = cells.filter(({ cloud }) => cloud === name).map(({ demand }) => demand)
      return own.length === 0
        ? Number.POSITIVE_INFINITY
        : Math.min(
            ...limits(profile.quota).map(([key, limit]) =>
              fitting(
                own.map((demand) => demand[key]),
                limit,
              ),
            ),
          )
    }),
    cells.length,
  )

const limits = (quota: Partial<Demand>) =>
  Object.entries(quota).filter(([, limit]) => limit >= 0) as [keyof Demand, number][]

const fitting = (demands: number[], limit: number): number => {
  let used = 0
  const count = demands
    .sort((a, b) => b - a)
    .filter((demand) => {
      used += demand
      return used <= limit
    }).length
  return Math.max(count, 1)
}
