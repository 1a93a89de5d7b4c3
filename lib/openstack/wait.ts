import type { Clock } from '../core/clock.ts'
import { type Interval, poll, type WaitObserver } from '../core/poll.ts'
import { isOpenStackError } from './errors.ts'
import type { Collection, Resource } from './types.ts'

export interface ResourceWait {
  collection: Pick<Collection, 'get'>
  id: string
  /** What is waited for: "server a ACTIVE". */
  goal: string
  interval: Interval
  clock: Clock
  signal?: AbortSignal
  observer?: WaitObserver
  /** `undefined` stands for a resource that isn't there. */
  until(resource: Resource | undefined): boolean
  /** Why the goal can't be reached any more; an error state with its fault unless said otherwise. */
  unless?(resource: Resource | undefined): string | undefined
  describe?(resource: Resource | undefined): string
  /** More facts for the timeout error; called only then. */
  evidence?(): Promise<Record<string, unknown>>
  /** Milliseconds until the next look, after so many of them; `everyMs` of the interval unless given. */
  pause?(looks: number): number
}

/** Looks at one resource until it is as wanted. Throws `WaitError` with every state that was seen. */
export const waitForResource = async (wait: ResourceWait): Promise<Resource | undefined> => {
  const { collection, id, describe = stateOf, unless = errorOf, ...options } = wait
  return await poll<Resource | undefined>({
    ...options,
    describe,
    unless,
    observe: (signal) => collection.get(id, signal === undefined ? {} : { signal }).catch(undefinedWhereMissing),
  })
}

/** Waits until a resource is no longer there. A state of error is no reason to give up: deletion may still succeed. */
export const waitUntilGone = async (wait: Omit<ResourceWait, 'until' | 'unless'>): Promise<void> => {
  await waitForResource({ ...wait, until: isGone, unless: () => undefined })
}

/** True where the cloud has deleted it, also where it still says so of the resource itself. */
export const isGone = (resource: Resource | undefined): boolean =>
  resource === undefined || ['DELETED', 'SOFT_DELETED'].includes(stateOf(resource).toUpperCase())

/** The state that a service gives a resource; `there` for kinds that have none. */
export const stateOf = (resource: Resource | undefined): string =>
  resource === undefined ? 'gone' : String(resource.provisioning_status ?? resource.status ?? 'there')

// ERROR of Nova, Neutron and Octavia; error, error_deleting … of Cinder; killed of Glance.
const errorOf = (resource: Resource | undefined): string | undefined => {
  const state = stateOf(resource)
  if (!/^(error|killed)/i.test(state)) return undefined
  const fault = resource?.fault?.message
  return fault === undefined ? state : `${state}: ${fault}`
}

const undefinedWhereMissing = (error: unknown): undefined => {
  if (!isOpenStackError(error, 404)) throw error
}
