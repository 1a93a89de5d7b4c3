import type { Interval } from '../../core/poll.ts'
import type { Kind } from '../inventory/types.ts'

const MINUTE = 60_000

const interval = (minutes: number, everyMs: number): Interval => ({
  timeoutMs: minutes * MINUTE,
  everyMs,
  warnAfterMs: (minutes * MINUTE) / 2,
})

// An amphora takes up to ten minutes to come up, and can't be deleted before.
const SLOW: Partial<Record<Kind, Interval>> = {
  loadbalancer: interval(12, 2000),
  server: interval(6, 1000),
  volume: interval(6, 1000),
  snapshot: interval(4, 1000),
  backup: interval(6, 2000),
  image: interval(2, 1000),
}

const QUICK = interval(1.5, 1000)

/** How long one thing may take to go, from the first attempt. */
export const purgeInterval = (kind: Kind): Interval => SLOW[kind] ?? QUICK
