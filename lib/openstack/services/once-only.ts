import type { Clock } from '../../core/clock.ts'
import { describeError, isStackproofError, StackproofError } from '../../core/errors.ts'

/** A request that must not be carried out twice, and how to see whether it was. */
export interface OnceOnly<T> {
  /** For errors: "network sp-abc-net". */
  what: string
  send(): Promise<T>
  /** What the cloud has of it by now. */
  look(): Promise<T[]>
  /** Of what was found after a loss, that which will do; it may clear away the rest. */
  choose?(found: T[]): Promise<T[]>
  idOf?(found: T): string
  clock: Clock
  signal?: AbortSignal
}

// A proxy gives up long before the service behind it: what it began may be there seconds later.
const PAUSES_MS = [500, 1500, 3000, 5000]
const SENDS = 3

/**
 * Sends it; where the answer was lost, looks for what came of it, and sends it again only when there is nothing. Throws
 * what the service said, with `details.ambiguous` as long as it may have been done all the same, and `E_OPENSTACK` with
 * all ids when it was done more than once.
 */
export const onceOnly = async <T>(task: OnceOnly<T>): Promise<T> => {
  let lost: unknown
  for (let sends = 1; ; sends++) {
    const outcome = await attempt(task)
    if ('value' in outcome) {
      if (lost !== undefined) requireOne(task, await task.look())
      return outcome.value
    }
    if (lost === undefined && !isAmbiguous(outcome.error)) throw outcome.error
    lost ??= outcome.error
    const found = await search(task, lost)
    if (found !== undefined) return found
    if (!isAmbiguous(outcome.error) || sends === SENDS) throw stillOpen(outcome.error)
  }
}

const attempt = async <T>({ send, signal }: OnceOnly<T>): Promise<{ value: T } | { error: unknown }> => {
  signal?.throwIfAborted()
  try {
    return { value: await send() }
  } catch (error) {
    signal?.throwIfAborted()
    return { error }
  }
}

const search = async <T>(task: OnceOnly<T>, lost: unknown): Promise<T | undefined> => {
  for (const pause of PAUSES_MS) {
    await task.clock.sleep(pause, task.signal)
    const found = requireOne(task, await lookOrSay(task, lost))
    if (found !== undefined) return found
  }
  return undefined
}

const lookOrSay = async <T>(task: OnceOnly<T>, lost: unknown): Promise<T[]> => {
  try {
    const found = await task.look()
    return (await task.choose?.(found)) ?? found
  } catch (error) {
    task.signal?.throwIfAborted()
    throw unseen(task.what, lost, error)
  }
}

const unseen = (what: string, lost: unknown, error: unknown) =>
  new StackproofError('E_OPENSTACK', `${describeError(lost)}; whether ${what} was done could not be seen`, {
    cause: error,
    details: { ...(isStackproofError(lost) && lost.details), ambiguous: true },
  })

const requireOne = <T>({ what, idOf }: OnceOnly<T>, found: T[]): T | undefined => {
  if (found.length < 2) return found[0]
  const ids = found.map((one) => idOf?.(one) ?? String(one))
  throw new StackproofError('E_OPENSTACK', `expected one ${what} after a lost answer, got ${ids.join(', ')}`, {
    details: { ambiguous: true, ids },
    hint: 'One of them is too much: delete it.',
  })
}

/** True for an error of a request that may have been carried out although it failed. */
export const isAmbiguous = (error: unknown): boolean => isStackproofError(error) && error.details.ambiguous === true

// The last one may have made nothing for certain; the first may have made something still.
const stillOpen = (error: unknown): unknown => {
  if (!isStackproofError(error) || isAmbiguous(error)) return error
  const { code, message, details, hint } = error
  return new StackproofError(code, message, {
    cause: error,
    details: { ...details, ambiguous: true },
    ...(hint !== undefined && { hint }),
  })
}
