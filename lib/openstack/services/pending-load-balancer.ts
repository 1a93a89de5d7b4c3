import type { Clock } from '../../core/clock.ts'
import { isStackproofError, type StackproofError } from '../../core/errors.ts'
import { poll } from '../../core/poll.ts'
import { isOpenStackError } from '../errors.ts'
import type { ApiCall, Session } from '../session.ts'

const service = 'load-balancer' as const

// An amphora takes up to ten minutes to come up; everything else in a load balancer's life is shorter.
const INTERVAL = { timeoutMs: 600_000, everyMs: 2000, warnAfterMs: 300_000 }

// The words of Octavia 11; they are the same for PENDING and ERROR.
const IMMUTABLE = [
  /Load Balancer ([0-9a-f-]{36}) is immutable/i,
  /Invalid state \S+ of loadbalancer resource ([0-9a-f-]{36})/i,
]

/** A session in which changes wait while their load balancer is PENDING_*. One in ERROR fails at once. */
export const sittingOutPending = (session: Session, clock: Clock): Session => ({
  ...session,
  call: async (call) => {
    const start = clock.now()
    for (;;) {
      try {
        return await session.call(call)
      } catch (error) {
        const id = immutableId(error)
        if (id === undefined || clock.now() - start > INTERVAL.timeoutMs) throw error
        await untilMutable(session, id, clock, call, error as StackproofError)
      }
    }
  },
})

const immutableId = (error: unknown): string | undefined => {
  if (!isOpenStackError(error, 409)) return undefined
  const message = String(error.details.message)
  return IMMUTABLE.map((pattern) => pattern.exec(message)?.[1]).find((id) => id !== undefined)
}

const untilMutable = async (session: Session, id: string, clock: Clock, call: ApiCall, refused: StackproofError) => {
  // The state may have changed since; without a pause a lagging answer would make this a busy loop.
  await clock.sleep(INTERVAL.everyMs, call.signal)
  const state = await poll({
    goal: `load balancer ${id} no longer pending`,
    interval: INTERVAL,
    clock,
    ...(call.signal !== undefined && { signal: call.signal }),
    observe: (signal) => readState(session, id, signal),
    describe: (value) => value,
    until: (value) => !value.startsWith('PENDING_'),
  })
  if (state === 'ERROR') throw Object.assign(refused, { details: { ...refused.details, loadBalancer: state } })
}

const readState = async (session: Session, id: string, signal?: AbortSignal): Promise<string> => {
  try {
    const path = `/lbaas/loadbalancers/${id}`
    const { body } = await session.call({ service, method: 'GET', path, ...(signal !== undefined && { signal }) })
    return body.loadbalancer.provisioning_status
  } catch (error) {
    if (isStackproofError(error) && error.details.status === 404) return 'gone'
    throw error
  }
}
