import type { Metric } from '../../../lib/core/journal.ts'
import type { LoopPoint } from '../../../lib/probe/loop-summary.ts'

/** A stretch of lost probes, in milliseconds since the first probe. */
export interface Outage {
  /** Nobody answered between these two, whatever held the prober or the network up meanwhile. */
  fromMs: number
  untilMs: number
  /** The start of the next probe that was answered; null where there was none. */
  backMs: number | null
  lost: number
  /** How the first one of them ended. */
  outcome: string
}

/** Losses that somebody told of, at some moment before their end; all others are silence from their start on. */
const TOLD: readonly string[] = ['reset', 'refused', 'unreachable']

/**
 * The stretches of probes that were lost, each as long as it is proven: from when the first loss was known to when the last
 * probe went out. What a busy machine adds before and after it is not the fault of who was probed.
 */
export const outagesOf = (unordered: readonly LoopPoint[], scale = 1): Outage[] => {
  const outages: Outage[] = []
  let open: Outage | undefined
  for (const { startMs, endMs, ok, result } of unordered.toSorted((a, b) => a.startMs - b.startMs)) {
    const at = startMs * scale
    if (ok && open !== undefined) {
      open.backMs = at
      open = undefined
    } else if (!ok && open === undefined) {
      const fromMs = TOLD.includes(result.outcome) ? endMs * scale : at
      open = { fromMs, untilMs: fromMs, backMs: null, lost: 1, outcome: result.outcome }
      outages.push(open)
    } else if (!ok) {
      open!.untilMs = Math.max(open!.fromMs, at)
      open!.lost++
    }
  }
  return outages
}

/** Length of the longest one; 0 where nothing, or a single probe, was lost. */
export const longestMs = (outages: readonly Outage[]): number =>
  Math.max(0, ...outages.map(({ fromMs, untilMs }) => untilMs - fromMs))

const SAMPLE = 10

/** 1 for an answer, 0 for a loss: every change, and every tenth probe between them. */
export const seriesOf = (unordered: readonly LoopPoint[], scale = 1): NonNullable<Metric['series']> => {
  const points = unordered.toSorted((a, b) => a.startMs - b.startMs)
  const changes = (n: number) => points[n - 1]?.ok !== points[n]!.ok || points[n + 1]?.ok !== points[n]!.ok
  return points
    .filter((_, n) => n % SAMPLE === 0 || changes(n))
    .map(({ startMs, ok }) => [Math.round(startMs * scale), ok ? 1 : 0])
}
