import type { Clock } from '../core/clock.ts'
import { anySignal } from '../core/signals.ts'
import { conditions } from './conditions.ts'
import { listCollection, type Session } from './objects.ts'
import { collectionPath, selectorQuery } from './paths.ts'
import type { Transport } from './transport.ts'
import type { Kube, KubeObject, KubeWait, ListQuery, ObjectRef, TypeRef } from './types.ts'
import { type Watchable, waitOnCollection } from './wait.ts'
import { watchCollection } from './watch.ts'

interface WaitSession extends Session {
  transport: Transport
  clock: Clock
}

/** Waits by watch on one object or a list. */
export const createWaits = (session: WaitSession): Pick<Kube, 'waitFor' | 'waitForList'> => ({
  waitFor: async <T extends KubeObject>(ref: ObjectRef, wait: KubeWait<T>) => {
    const source = collection<T>(session, ref, byName(ref))
    const options = { source, wait: whileOpen(session, onFirst(wait)), clock: session.clock, evidence: conditionsOf }
    const items = await waitOnCollection<T>(options)
    return items[0]
  },
  waitForList: async <T extends KubeObject>(type: TypeRef, query: ListQuery, wait: KubeWait<T[]>) => {
    const source = collection<T>(session, type, query)
    return await waitOnCollection({ source, wait: whileOpen(session, wait), clock: session.clock })
  },
})

const byName = ({ name, namespace }: ObjectRef): ListQuery => ({
  namespace: namespace ?? 'default',
  fieldSelector: `metadata.name=${name}`,
})

// A closed session ends its waits, also between two looks.
const whileOpen = <T>({ transport }: WaitSession, wait: KubeWait<T>): KubeWait<T> => ({
  ...wait,
  signal: anySignal(wait.signal, transport.life)!,
})

const onFirst = <T>(wait: KubeWait<T>): KubeWait<T[]> => ({
  ...wait,
  describe: (items) => wait.describe(items?.[0]),
  until: (items) => wait.until(items?.[0]),
  unless: (items) => wait.unless?.(items?.[0]),
})

const conditionsOf = ([object]: KubeObject[]): Record<string, unknown> => ({ conditions: conditions(object) })

const collection = <T extends KubeObject>(session: WaitSession, type: TypeRef, query: ListQuery): Watchable<T> => ({
  list: (signal) => listCollection<T>(session, type, query, signal),
  async *watch(resourceVersion, signal) {
    const path = collectionPath(await session.discovery.endpoint(type, signal), query.namespace)
    yield* watchCollection(session.transport, { path, query: selectorQuery(query), type, resourceVersion, signal })
  },
})
