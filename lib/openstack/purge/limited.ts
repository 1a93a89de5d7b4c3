/** Runs a task for each item, at most `limit` at a time. Rejects with the first rejection, once those at work have ended. */
export const limited = async <T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...items]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await task(next)
  }
  const ended = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker))
  const broken = ended.find((one) => one.status === 'rejected')
  if (broken !== undefined) throw broken.reason
}
