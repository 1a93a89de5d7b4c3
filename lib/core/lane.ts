/** Lets at most `places` pieces of work run at a time; the others wait in their order. */
export const createLane = (places: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let free = places
  const waiting: (() => void)[] = []
  const enter = async () => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) free++
    else next()
  }
  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
