import type { CellId, Demand, Plan, PlannedCell, PlannedCloud } from '../core/plan.ts'
import { add, type Limit, limitsOf, sum } from './demand.ts'

interface Wave {
  cells: PlannedCell[]
  demand: Demand
  seconds: number
}

/** Waves that are still looked at for room; more would make the time of thousands of cells quadratic and fill hardly better. */
const OPEN_WAVES = 16

/**
 * Packs cells into waves that fit the clouds' quotas: the longest first, each into the first wave with room, so that cells
 * of a wave take about equally long. Clouds don't wait for each other; their waves are only numbered alike.
 */
export const schedule = (cells: readonly PlannedCell[], clouds: readonly PlannedCloud[]): Plan['schedule'] => {
  const packed = clouds.map(({ name, profile }) =>
    pack(
      cells.filter(({ cloud }) => cloud === name),
      profile.quota,
    ),
  )
  const length = Math.max(0, ...packed.map((waves) => waves.length))
  const waves = Array.from({ length }, (_, index) => packed.flatMap((ofCloud) => ids(ofCloud[index])))
  const seconds = packed.map((ofCloud) => ofCloud.reduce((total, wave) => total + wave.seconds, 0))
  return { waves, estimateSeconds: Math.max(0, ...seconds) }
}

const pack = (cells: readonly PlannedCell[], quota: Partial<Demand>): Wave[] => {
  const waves: Wave[] = []
  const limits = limitsOf(quota)
  for (const cell of cells.toSorted((a, b) => b.estimateSeconds - a.estimateSeconds)) {
    const wave = waves.slice(-OPEN_WAVES).find(({ demand }) => hasRoom(demand, cell.demand, limits)) ?? begin(waves)
    wave.cells.push(cell)
    add(wave.demand, cell.demand)
    wave.seconds = Math.max(wave.seconds, cell.estimateSeconds)
  }
  return waves
}

// Without an object for each question: thousands of cells ask it of each open wave.
const hasRoom = (used: Demand, more: Demand, limits: readonly Limit[]) =>
  limits.every(([key, limit]) => used[key] + more[key] <= limit)

const begin = (waves: Wave[]): Wave => {
  const wave: Wave = { cells: [], demand: sum([]), seconds: 0 }
  waves.push(wave)
  return wave
}

const ids = (wave: Wave | undefined): CellId[] =>
  (wave?.cells ?? []).toSorted((a, b) => a.index - b.index).map(({ id }) => id)
