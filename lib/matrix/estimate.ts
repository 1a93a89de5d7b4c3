import type { AxisValue } from './types.ts'

/**
 * World's seconds of a plain cell on a cloud at ease, phase by phase. The suggested waits of the stacks are maxima (24 min for
 * a release with its image, 20 min for a cluster); these are what is usual when nothing has to be waited out.
 */
const PHASES: Readonly<Record<string, number>> = {
  preflight: 10,
  stack: 60,
  cluster: 360,
  addons: 150,
  teardown: 150,
  audit: 30,
}

/** A check makes something, looks at it and removes it. */
const CHECK = 15

const BASE = Object.values(PHASES).reduce((total, seconds) => total + seconds, 0)

/** How long a cell takes with so many checks to run, in the world's seconds. */
export const estimateSeconds = (chosen: Iterable<AxisValue>, checks: number): number =>
  [...chosen].reduce((total, { seconds = 0 }) => total + seconds, BASE + checks * CHECK)
