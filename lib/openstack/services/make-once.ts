import type { Clock } from '../../core/clock.ts'
import type { Session } from '../session.ts'
import type { CallOptions, Collection, Resource } from '../types.ts'
import { adoptionQuery, adoptionRule, type Lost, madeBy } from './adopt.ts'
import { onceOnly } from './once-only.ts'
import { type Made, nameOf } from './recorded.ts'

interface Making {
  session: Session
  clock: Clock
  kind: string
  body: Record<string, unknown>
  send(): Promise<Made>
  list: Collection['list']
  adoptable?(found: Resource[], lost: Lost): Promise<Resource[]>
}

/** Creates it once, also where the answer to the creation is lost: what was made then is found and adopted. */
export const makeOnce = async (making: Making, options: CallOptions = {}): Promise<Made> => {
  const { session, clock, kind, body, send, list, adoptable = async (found) => found } = making
  const rule = adoptionRule(kind, body)
  if (rule === undefined) return await send()
  const lost: Lost = { kind, body, sentAt: clock.now() + (session.clockSkewMs() ?? 0) }
  return await onceOnly({
    what: `${kind} ${nameOf(body)}`,
    send,
    look: async () => {
      const listed = await list(adoptionQuery(rule, body), options)
      return madeBy(lost, rule, listed).map((resource) => ({ resource, requestId: undefined }))
    },
    choose: async (found) => {
      const chosen = await adoptable(
        found.map(({ resource }) => resource),
        lost,
      )
      return chosen.map((resource) => ({ resource, requestId: undefined }))
    },
    idOf: ({ resource }) => resource.id,
    clock,
    ...options,
  })
}
