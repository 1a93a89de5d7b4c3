import type { Clock } from '../../core/clock.ts'

export interface Limits {
  /** Requests under way at once. */
  concurrency: number
  /** Requests begun in a second of the clock; undefined for any number. */
  perSecond: number | undefined
}

/** Holds the requests of one service back. */
export interface Limiter {
  /** Runs it in its turn. Rejects with the signal's reason while waiting. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export const createLimiter = ({ concurrency, perSecond }: Limits, clock: Clock): Limiter => {
  const waiting: (() => void)[] = []
  let free = concurrency
  let nextAt = 0
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) free++
    else next()
  }
  const pace = async (signal?: AbortSignal) => {
    if (perSecond === undefined) return
    const at = Math.max(clock.now(), nextAt)
    nextAt = at + 1000 / perSecond
    if (at > clock.now()) await clock.sleep(at - clock.now(), signal)
  }
  return {
    run: async (work, signal) => {
      if (free > 0) free--
      else await turn(waiting, signal)
      try {
        if (perSecond !== undefined) await pace(signal)
        return await work()
      } finally {
        leave()
      }
    },
  }
}

const turn = (waiting: (() => void)[], signal?: AbortSignal): Promise<void> => {
  if (signal?.aborted) return Promise.reject(signal.reason)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const enter = () => {
    signal?.removeEventListener('abort', give)
    resolve()
  }
  const give = () => {
    waiting.splice(waiting.indexOf(enter), 1)
    reject(signal!.reason)
  }
  waiting.push(enter)
  signal?.addEventListener('abort', give, { once: true })
  return promise
}
