import type { Clock } from '../core/clock.ts'
import { formatDuration } from '../core/duration.ts'
import { StackproofError } from '../core/errors.ts'

/** Runs an action under a time limit of the clock. The signal it gets aborts at the limit or with the caller's. */
export const withDeadline = async <T>(
  { what, timeoutMs, clock, signal }: { what: string; timeoutMs: number; clock: Clock; signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  signal.throwIfAborted()
  const over = new AbortController()
  const limit = new AbortController()
  const expired = clock.sleep(timeoutMs, over.signal).then(
    () => limit.abort(new StackproofError('E_WAIT_TIMEOUT', `${what} did not end within ${formatDuration(timeoutMs)}`)),
    () => undefined,
  )
  const combined = AbortSignal.any([signal, limit.signal])
  try {
    return await Promise.race([action(combined), rejected(combined)])
  } finally {
    over.abort()
    await expired
  }
}

// An action that ignores its signal must not hold the engine up.
const rejected = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
