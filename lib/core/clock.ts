import { setTimeout as wallSleep } from 'node:timers/promises'

/** Time as the system under test sees it. Everything that waits takes one, so that a rehearsal can run faster than the wall. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` of this clock; rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** How many of this clock's milliseconds pass in one of the wall's. */
  readonly scale: number
}

/** The relation of an accelerated clock to the wall, as data, so that several processes share one time. */
export interface ClockSetting {
  epochMs: number
  wallMs: number
  scale: number
}

/**
 * Wall milliseconds since the epoch that never jump: the time at which this process began and what has passed since. A
 * machine whose clock is set while a run is at work would end its waits at once, or never.
 */
const steadyNow = (): number => Math.floor(performance.timeOrigin + performance.now())

export const systemClock: Clock = {
  scale: 1,
  now: steadyNow,
  sleep: async (ms, signal) => {
    await sleepOrThrowReason(ms, signal)
  },
}

/** A clock that runs `scale` times as fast as the wall. */
export const acceleratedClock = ({ epochMs, wallMs, scale }: ClockSetting): Clock => ({
  scale,
  now: () => epochMs + (steadyNow() - wallMs) * scale,
  sleep: async (ms, signal) => {
    await sleepOrThrowReason(ms / scale, signal)
  },
})

/** A clock that only moves when a test says so. */
export class ManualClock implements Clock {
  readonly scale = 1
  #now: number
  #sleepers: { due: number; wake: () => void }[] = []

  constructor(now = 0) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      this.#sleepers.push({ due: this.#now + ms, wake: resolve })
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }

  /** Moves time forward, waking sleepers in the order of their due times. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      await flush()
      const next = this.#sleepers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
      if (next === undefined) break
      this.#now = next.due
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next)
      next.wake()
    }
    this.#now = end
    await flush()
  }
}

const flush = () => new Promise((resolve) => setImmediate(resolve))

const sleepOrThrowReason = async (ms: number, signal?: AbortSignal) => {
  try {
    await wallSleep(ms, undefined, signal === undefined ? undefined : { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}
