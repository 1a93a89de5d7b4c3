/** Numbers and choices that a seed repeats. */
export interface Random {
  /** In [0, 1). */
  next(): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Some of the items, in their order. */
  some<T>(items: readonly T[], probability: number): T[]
}

/** mulberry32. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const chance = (probability: number) => next() < probability
  return {
    next,
    chance,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    some: (items, probability) => items.filter(() => chance(probability)),
  }
}
