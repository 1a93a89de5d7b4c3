import { isOpenStackError } from '../errors.ts'
import type { ApiCall, Session } from '../session.ts'

type Body = Record<string, unknown>
type Ids = { id: string }[]

const SINGULAR: Readonly<Record<string, string>> = {
  listeners: 'listener',
  pools: 'pool',
  healthmonitors: 'healthmonitor',
  l7policies: 'l7policy',
}

/** Finds out which load balancer a request changes; undefined where it changes none, or something that isn't there. */
export const createOwners = (session: Session): ((call: ApiCall) => Promise<string | undefined>) => {
  // A listener or pool stays with its load balancer for life.
  const known = new Map<string, string>()
  const read = async (collection: string, id: string, signal?: AbortSignal): Promise<Body | undefined> => {
    const path = `/lbaas/${collection}/${id}`
    const { body } = await session.call({
      service: 'load-balancer',
      method: 'GET',
      path,
      ...(signal !== undefined && { signal }),
    })
    return body[SINGULAR[collection]!]
  }
  const ownerOf = async (collection: string, id: string, signal?: AbortSignal): Promise<string | undefined> => {
    if (collection === 'loadbalancers') return id
    if (SINGULAR[collection] === undefined) return undefined
    const key = `${collection}/${id}`
    const found = known.get(key) ?? (await parentOf((await read(collection, id, signal)) ?? {}, ownerOf, signal))
    if (found !== undefined) known.set(key, found)
    return found
  }
  return async ({ path, body, signal }) => {
    const [, , collection = '', id] = path.split('/')
    try {
      if (id !== undefined) return await ownerOf(collection, id, signal)
      return await parentOf((Object.values((body ?? {}) as Record<string, Body>)[0] ?? {}) as Body, ownerOf, signal)
    } catch (error) {
      if (isOpenStackError(error, 404)) return undefined
      throw error
    }
  }
}

type OwnerOf = (collection: string, id: string, signal?: AbortSignal) => Promise<string | undefined>

/** What a body names as its load balancer, directly or by way of the listener or pool that it belongs to. */
const parentOf = async (body: Body, ownerOf: OwnerOf, signal?: AbortSignal): Promise<string | undefined> => {
  const balancer = body.loadbalancer_id ?? (body.loadbalancers as Ids | undefined)?.[0]?.id
  if (balancer !== undefined) return String(balancer)
  const listener = body.listener_id
  if (typeof listener === 'string') return await ownerOf('listeners', listener, signal)
  const pool = body.pool_id ?? (body.pools as Ids | undefined)?.[0]?.id
  return pool === undefined ? undefined : await ownerOf('pools', String(pool), signal)
}
