import { type LoopPoint, type LoopResult, summariseLoop } from './loop-summary.ts'
import { isAnswered } from './steady.ts'
import type { HttpProbe, ProbeResult, Vantage } from './types.ts'

export interface OpenLoop {
  /** Ends the loop, waits for the probes under way, and tells what was seen. */
  stop(): Promise<LoopResult>
}

export interface LoopOptions {
  everyMs?: number
  accept?(result: ProbeResult): boolean
  signal?: AbortSignal
}

/** Starts a new connection every `everyMs` of the wall, whether or not those before it were answered. */
export const startOpenLoop = (
  vantage: Pick<Vantage, 'http'>,
  probe: HttpProbe,
  { everyMs = 50, accept = isAnswered, signal }: LoopOptions = {},
): OpenLoop => {
  const started = performance.now()
  const since = () => performance.now() - started
  const points: LoopPoint[] = []
  const running = new Set<Promise<void>>()
  let broken: { error: unknown } | undefined
  const send = async () => {
    const startMs = since()
    try {
      const result = await vantage.http(probe, signal)
      points.push({ startMs, endMs: since(), ok: accept(result), result })
    } catch (error) {
      broken ??= { error }
    }
  }
  const launch = () => {
    const one = send().finally(() => running.delete(one))
    running.add(one)
  }
  const end = every(everyMs, launch, signal)
  return {
    stop: async () => {
      end()
      await Promise.all(running)
      signal?.throwIfAborted()
      if (broken !== undefined) throw broken.error
      return summariseLoop(points, since(), everyMs)
    },
  }
}

/** Keeps to the schedule: a late timer doesn't put off those after it. */
const every = (periodMs: number, act: () => void, signal?: AbortSignal): (() => void) => {
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  let count = 0
  const step = () => {
    if (signal?.aborted) return
    act()
    count++
    timer = setTimeout(step, Math.max(0, started + count * periodMs - performance.now()))
  }
  step()
  return () => clearTimeout(timer)
}
