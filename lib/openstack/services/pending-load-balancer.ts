import type { Clock } from '../../core/clock.ts'
import { isStackproofError, StackproofError } from '../../core/errors.ts'
import { poll } from '../../core/poll.ts'
import { isOpenStackError } from '../errors.ts'
import type { ApiCall, Session } from '../session.ts'
import { paceOf } from '../wait-pace.ts'

const service = 'load-balancer' as const

// Through OVN a change takes a second, through an amphora ten and more.
const PACE = { startMs: 500, factor: 1.5, capMs: 5000 }

// An amphora takes up to ten minutes to come up; everything else in a load balancer's life is shorter.
const INTERVAL = { timeoutMs: 600_000, everyMs: 5000, warnAfterMs: 300_000 }

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
        const state = await untilMutable(session, id, clock, call.signal)
        if (state === 'ERROR' && !endsError(call, id)) throw told(error as StackproofError, state)
      }
    }
  },
})

const immutableId = (error: unknown): string | undefined => {
  if (!isOpenStackError(error, 409)) return undefined
  const message = String(error.details.message)
  return IMMUTABLE.map((pattern) => pattern.exec(message)?.[1]).find((id) => id !== undefined)
}

const untilMutable = async (session: Session, id: string, clock: Clock, signal?: AbortSignal): Promise<string> => {
  const pause = paceOf(PACE)
  // The state may have changed since; without a pause a lagging answer would make this a busy loop.
  await clock.sleep(pause(1), signal)
  return await poll({
    goal: `load balancer ${id} no longer pending`,
    interval: INTERVAL,
    clock,
    ...(signal !== undefined && { signal }),
    observe: (within) => readState(session, id, within),
    describe: (value) => value,
    until: (value) => !value.startsWith('PENDING_'),
    pause,
  })
}

// In ERROR a load balancer takes only these two: Octavia deletes ACTIVE and ERROR, and changes ACTIVE.
const endsError = ({ method, path }: ApiCall, id: string): boolean =>
  (method === 'DELETE' && path === `/lbaas/loadbalancers/${id}`) || path === `/lbaas/loadbalancers/${id}/failover`

const told = (refused: StackproofError, loadBalancer: string): StackproofError => {
  const { code, message, details } = refused
  return new StackproofError(code, `${message}; the load balancer is in ${loadBalancer}`, {
    cause: refused,
    details: { ...details, loadBalancer },
    hint: 'A load balancer in ERROR can only be deleted or failed over.',
  })
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
