import type { CheckContext } from '../../../lib/catalog/check.ts'
import { formatDuration } from '../../../lib/core/duration.ts'
import type { Metric } from '../../../lib/core/journal.ts'
import { startOpenLoop } from '../../../lib/probe/open-loop.ts'
import { type Answering, PROBE_TIMEOUT_MS, whoOf } from './answer.ts'
import { longestMs, type Outage, outagesOf, seriesOf } from './outage.ts'

export interface Interruption {
  /** The longest time that is proven to have had no answer, in milliseconds of the clock. */
  ms: number
  /** What was lost and when, in words. */
  told: string
  series: Metric['series']
}

/**
 * Wall milliseconds after which a probe is lost: shorter than the gaps that are looked for, but not where a fast clock shares
 * its machine with what is probed.
 */
const lostAfterMs = (scale: number) => Math.min(PROBE_TIMEOUT_MS, 1000 * scale)

/** Milliseconds of the wall between probes: ten a second, and enough of them where the clock is a fast one. */
const everyMs = (scale: number) => Math.max(10, 100 / scale)

/** What is lost from outside while something is done. Throws what that throws, after the evidence is kept. */
export const whileProbing = async (
  context: CheckContext,
  { address, echo }: Answering,
  act: () => Promise<void>,
): Promise<Interruption> => {
  const { clock, outside, signal } = context
  const loop = startOpenLoop(
    outside,
    { target: { host: address, port: echo.ports[0]! }, path: '/who', timeoutMs: lostAfterMs(clock.scale) },
    { everyMs: everyMs(clock.scale), accept: (result) => whoOf(result, echo.nonce) !== undefined, signal },
  )
  const [acted] = await Promise.allSettled([act()])
  const { points } = await loop.stop()
  const outages = outagesOf(points, clock.scale)
  tell(context, address, outages)
  await context.attach('probes', { address, everyMs: everyMs(clock.scale) * clock.scale, sent: points.length, outages })
  if (acted.status === 'rejected') throw acted.reason
  return {
    ms: longestMs(outages),
    told: outages.map(inWords).join(', '),
    series: seriesOf(points, clock.scale),
  }
}

const inWords = ({ fromMs, backMs, lost, outcome }: Outage) =>
  `${lost} probes lost (${outcome}) from ${formatDuration(fromMs)} to ${backMs === null ? 'the end' : formatDuration(backMs)}`

/** So that the timeline of the check shows when nobody answered. */
const tell = ({ observer }: CheckContext, address: string, outages: readonly Outage[]) => {
  const goal = `answers of ${address}`
  for (const { fromMs, backMs, outcome } of outages) {
    observer.observed?.(goal, { afterMs: Math.round(fromMs), state: `no answer (${outcome})` })
    if (backMs !== null) observer.observed?.(goal, { afterMs: Math.round(backMs), state: 'answers again' })
  }
}
