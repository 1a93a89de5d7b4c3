import { StackproofError } from '../../core/errors.ts'
import { anySignal } from '../../core/signals.ts'
import { type Exchange, factsOf } from './exchange.ts'

/**
 * Runs a request with a deadline for all of its attempts together, in milliseconds of the wall; uploads have none.
 * Throws `E_OPENSTACK` with `details.problem` Deadline.
 */
export const withDeadline = async <T>(
  request: Exchange,
  ms: number | undefined,
  run: (request: Exchange) => Promise<T>,
): Promise<T> => {
  if (ms === undefined || request.stream !== undefined) return await run(request)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(deadlineError(request, ms)), ms)
  try {
    return await run({ ...request, signal: anySignal(request.signal, deadline.signal)! })
  } finally {
    clearTimeout(timer)
  }
}

const deadlineError = (request: Exchange, ms: number) => {
  const ambiguous = request.method !== 'GET' && request.method !== 'HEAD'
  const { service, method, path } = factsOf(request, ambiguous)
  return new StackproofError(
    'E_OPENSTACK',
    `expected ${method} ${path} of ${service} to be done within ${ms / 1000} s, got no end of it`,
    {
      details: { ...factsOf(request, ambiguous), problem: 'Deadline' },
      hint: 'Is the service overloaded? `api_timeout` in clouds.yaml says how long a call may take.',
    },
  )
}
