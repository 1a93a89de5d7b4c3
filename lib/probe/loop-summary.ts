import { quantile } from './statistics.ts'
import type { ProbeResult } from './types.ts'

/** One probe of an open loop; milliseconds since its start. */
export interface LoopPoint {
  startMs: number
  endMs: number
  ok: boolean
  result: ProbeResult
}

export interface LoopResult {
  sent: number
  lost: number
  /** Longest time without a success; 0 when it is below what the loop can see. */
  gapMs: number
  /** The two ends of that time; `to` is the end of the loop when nothing succeeded any more. */
  gap: { from: number; to: number; open: boolean } | null
  connectMs: { p50: number | null; p99: number | null }
  totalMs: { p50: number | null; p99: number | null }
  points: LoopPoint[]
}

// Below twice the rate of probes a gap can't be told from one slow answer.
const RESOLUTION = 2

/** What the probes of a loop show. A gap of less than two periods is none. */
export const summariseLoop = (unordered: readonly LoopPoint[], endMs: number, everyMs: number): LoopResult => {
  const points = [...unordered].sort((a, b) => a.startMs - b.startMs)
  const good = points.filter(({ ok }) => ok)
  const gap = longestGap(points, endMs)
  const seen = gap !== null && gap.to - gap.from >= RESOLUTION * everyMs
  const times = (key: 'connectMs' | 'totalMs') => {
    const values = good.map(({ result }) => result[key]).filter((value) => value !== null)
    return { p50: quantile(values, 0.5), p99: quantile(values, 0.99) }
  }
  return {
    sent: points.length,
    lost: points.length - good.length,
    gapMs: seen ? gap.to - gap.from : 0,
    gap: seen ? gap : null,
    connectMs: times('connectMs'),
    totalMs: times('totalMs'),
    points,
  }
}

/** From the end of one success to the end of the next; the loop's own ends count where the probes next to them failed. */
const longestGap = (points: readonly LoopPoint[], endMs: number): LoopResult['gap'] => {
  const ends = points
    .filter(({ ok }) => ok)
    .map((point) => point.endMs)
    .sort((a, b) => a - b)
  const edges = [
    ...(points[0]?.ok === false ? [0] : []),
    ...ends,
    ...(points.at(-1)?.ok === false ? [Math.max(endMs, ends.at(-1) ?? 0)] : []),
  ]
  const isOpen = points.at(-1)?.ok === false
  const gaps = edges.slice(1).map((to, i) => ({ from: edges[i]!, to, open: isOpen && i === edges.length - 2 }))
  return gaps.sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null
}
