export interface Distribution {
  /** Connections, and the backends that they may go to. */
  n: number
  k: number
  min: number
  max: number
  /** max − min: at most 1 where connections go round in turn and nobody else takes part. */
  spread: number
  /** Backends beyond what chance allows. */
  outside: string[]
}

/** How connections were spread; `counts` has a key for every backend, also for those that got none. */
export const distribution = (counts: Readonly<Record<string, number>>, sigmas = 5): Distribution => {
  const values = Object.values(counts)
  const [n, k] = [values.reduce((sum, count) => sum + count, 0), values.length]
  const [min, max] = k === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)]
  const { low, high } = randomBounds(n, k, sigmas)
  const outside = Object.keys(counts).filter((backend) => counts[backend]! < low || counts[backend]! > high)
  return { n, k, min, max, spread: max - min, outside }
}

/**
 * What one of `k` backends may get of `n` connections that are spread at random: n/k ± σ·√(n(k−1))/k. At five sigmas a
 * false alarm is rarer than one in a million per backend.
 */
export const randomBounds = (n: number, k: number, sigmas = 5): { low: number; high: number } => {
  if (k === 0) return { low: 0, high: 0 }
  const reach = (sigmas * Math.sqrt(n * (k - 1))) / k
  return { low: Math.max(0, Math.round(n / k - reach)), high: Math.min(n, Math.round(n / k + reach)) }
}

/** How many of `n` probes may fail when each succeeds with at least `p0`: N(1−p₀) + 3·√(N·p₀(1−p₀)). */
export const maxFailures = (n: number, p0: number): number =>
  Math.floor(n * (1 - p0) + 3 * Math.sqrt(n * p0 * (1 - p0)))

/** A quantile of some values, by the nearest rank; null of none. */
export const quantile = (values: readonly number[], q: number): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null
}
