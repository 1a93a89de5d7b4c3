export interface Pace {
  startMs: number
  factor: number
  capMs: number
}

/** How often services are asked how far they are: soon at first, then ever less often. */
export const SERVICE_PACE: Pace = { startMs: 1000, factor: 1.2, capMs: 15_000 }

/** Milliseconds before the next look, after so many of them; a fifth up or down, so that waits begun together part. */
export const paceOf =
  ({ startMs, factor, capMs }: Pace, random = Math.random) =>
  (looks: number): number =>
    Math.min(startMs * factor ** (looks - 1), capMs) * (0.8 + 0.4 * random())
