/** The candidate nearest to a word by edit distance, if it is near enough to be what was meant. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  const ranked = [...candidates].map((candidate) => ({
    candidate,
    cost: distance(word.toLowerCase(), candidate.toLowerCase()),
  }))
  const best = ranked.sort((a, b) => a.cost - b.cost)[0]
  return best !== undefined && best.cost <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined
}

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + Number(char !== other)))
    row = next
  }
  return row.at(-1)!
}
