import type { HttpProbe, ProbeResult, Vantage } from './types.ts'

export interface SteadyResult {
  ok: number
  /** Every probe that was not accepted, by its number from 0. */
  failures: { index: number; result: ProbeResult }[]
}

export interface SteadyOptions {
  concurrency?: number
  /** An answer with status 200 unless said otherwise; a good one carries the run's nonce. */
  accept?(result: ProbeResult): boolean
  signal?: AbortSignal
}

/** Sends a probe `n` times over new connections, without any retry. */
export const steady = async (
  vantage: Pick<Vantage, 'http'>,
  probe: HttpProbe,
  n: number,
  { concurrency = 1, accept = isAnswered, signal }: SteadyOptions = {},
): Promise<SteadyResult> => {
  const failures: SteadyResult['failures'] = []
  let next = 0
  const work = async () => {
    while (next < n) {
      const index = next++
      const result = await vantage.http(probe, signal)
      if (!accept(result)) failures.push({ index, result })
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, n) }, work))
  return { ok: n - failures.length, failures: failures.sort((a, b) => a.index - b.index) }
}

/** True for an answer with status 200. */
export const isAnswered = ({ outcome, status }: ProbeResult): boolean => outcome === 'connected' && status === 200
