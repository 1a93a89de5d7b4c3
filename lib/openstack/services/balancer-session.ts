import type { Clock } from '../../core/clock.ts'
import type { Session } from '../session.ts'
import { createOwners } from './balancer-owner.ts'
import { createKeyedMutex } from './keyed-mutex.ts'
import { sittingOutPending } from './pending-load-balancer.ts'

/**
 * A session in which changes of one load balancer go one after the other: each makes it PENDING, and those beside it
 * would only be refused in turns. Changes of different ones don't wait for each other.
 */
export const serialised = (session: Session, clock: Clock): Session => {
  const patient = sittingOutPending(session, clock)
  const owner = createOwners(session)
  const mutex = createKeyedMutex()
  return {
    ...session,
    call: async (call) => {
      if (call.method === 'GET') return await session.call(call)
      const balancer = await owner(call)
      if (balancer === undefined) return await patient.call(call)
      return await mutex.run(balancer, () => patient.call(call), call.signal)
    },
  }
}
