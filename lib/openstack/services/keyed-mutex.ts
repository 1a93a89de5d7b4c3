/** Runs tasks of one key one after the other, in the order in which they came. */
export interface KeyedMutex {
  /** Rejects with what the task throws, or with the signal's reason as soon as it aborts while the task waits its turn. */
  run<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

export const createKeyedMutex = (): KeyedMutex => {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run: async (key, task, signal) => {
      const before = tails.get(key) ?? Promise.resolve()
      let started = false
      const mine = before.then(() => {
        signal?.throwIfAborted()
        started = true
        return task()
      })
      const tail = mine.catch(() => {})
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return await abortable(mine, () => !started, signal)
    },
  }
}

const abortable = <T>(work: Promise<T>, waiting: () => boolean, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return work
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise<T>((resolve, reject) => {
    const abort = () => waiting() && reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
