/** The promise's outcome, or the signal's reason if that comes first; the work itself goes on for whoever else waits. */
export const unlessAborted = async <T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return await promise
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    stop = () => signal.removeEventListener('abort', onAbort)
  })
  return await Promise.race([promise, aborted]).finally(stop)
}
