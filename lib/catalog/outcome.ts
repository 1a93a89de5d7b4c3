import { describeError, StackproofError } from '../core/errors.ts'
import { WaitError } from '../core/poll.ts'

/** Ends a check as failed. `want` and `got` are what the report shows side by side. */
export const failCheck = (want: string, got: string, details: Record<string, unknown> = {}): never => {
  throw new StackproofError('E_CHECK_FAILED', `expected ${want}, got ${got}`, { details: { want, got, ...details } })
}

/** Ends a check as failed unless the condition holds. */
export const ensure = (condition: boolean, want: string, got: string, details?: Record<string, unknown>): void => {
  if (!condition) failCheck(want, got, details)
}

/** Ends a check as not applicable; `proof` is what was found that shows the absence. */
export const notApplicable = (reason: string, proof: Record<string, unknown>): never => {
  throw new StackproofError('E_NOT_APPLICABLE', reason, { details: { proof } })
}

/** Ends a check as blocked by something that is not its own promise. */
export const blockedBy = (reason: string, cause?: unknown): never => {
  throw new StackproofError('E_BLOCKED', reason, { cause })
}

/** Ends a check as failed when a wait that is its own promise does not reach its goal. */
export const promised = async <T>(want: string, wait: Promise<T>): Promise<T> => {
  try {
    return await wait
  } catch (error) {
    if (!(error instanceof WaitError)) throw error
    return failCheck(want, describeError(error), { timeline: error.timeline })
  }
}
