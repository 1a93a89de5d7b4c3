/** The middle one, or the mean of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!
}

/** The median of a/b round by round: what both met in the same minute weighs on neither. */
export const pairedRatio = (a: readonly number[], b: readonly number[]): number =>
  median(a.map((value, round) => value / b[round]!))

/** One after the other, each round beginning with another, so that none is always first. */
export const turns = <T>(items: readonly T[], rounds: number): T[][] =>
  Array.from({ length: rounds }, (_, round) => items.map((_, at) => items[(at + round) % items.length]!))
