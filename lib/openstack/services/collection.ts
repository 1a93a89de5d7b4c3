import type { Clock } from '../../core/clock.ts'
import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import { isOpenStackError } from '../errors.ts'
import type { Recorder } from '../recorder.ts'
import type { ApiAnswer, ApiCall, Session } from '../session.ts'
import type { Collection, ListOptions, Query, Resource } from '../types.ts'
import type { Lost } from './adopt.ts'
import { checkFilters } from './filters.ts'
import { makeOnce } from './make-once.ts'
import { listPages, type Paging } from './paging.ts'
import { recorded } from './recorded.ts'
import { withRequestId } from './request-ids.ts'

/** How one kind of resource lies on the wire; only what differs from the rule has to be said. */
export interface CollectionSpec {
  service: ServiceType
  /** As the ledger names it. */
  kind: string
  path: string
  /** Where full bodies are listed, if not at `path`. */
  listPath?: string
  singular: string
  plural: string
  /** What lists can be narrowed by. */
  filters: readonly string[]
  paging?: Paging
  unwrap?(item: Record<string, unknown>): Resource
  /** From our body to the request's; `{ [singular]: body }` unless said otherwise. */
  wrap?(body: Record<string, unknown>): unknown
  /** The request that changes a resource; PUT of `{ [singular]: body }` unless said otherwise. */
  change?(body: Record<string, unknown>): Pick<ApiCall, 'method' | 'body' | 'contentType'>
  /** Glance has no envelopes. */
  bare?: boolean
  /** Instead of the service's pin. */
  microversion?: string
  /** Of what a request may have made whose answer was lost, that which can be adopted; all of it unless said otherwise. */
  adoptable?(found: Resource[], lost: Lost): Promise<Resource[]>
}

export interface CollectionContext {
  session: Session
  recorder: Recorder | undefined
  clock: Clock
}

/** The plain operations on one kind of resource. */
export const createCollection = (context: CollectionContext, spec: CollectionSpec): Collection => {
  const { session } = context
  const { service, path, singular, unwrap = (item) => item as Resource } = spec
  const pin = spec.microversion === undefined ? {} : { microversion: spec.microversion }
  const open = ({ body, requestId }: ApiAnswer, method: string): Resource => {
    const inner = spec.bare ? body : body?.[singular]
    if (inner === undefined) throw noResource(spec, method, requestId)
    return unwrap(inner)
  }
  const one = (id: string) => `${path}/${checkedId(spec, id)}`
  const read = reading(session, { ...spec, unwrap })
  return {
    ...read,
    get: async (id, options) => {
      const answer = await session.call({ service, method: 'GET', path: one(id), ...pin, ...options })
      return withRequestId(open(answer, 'GET'), answer.requestId)
    },
    create: (body, options) => {
      const { wrap = (inner) => (spec.bare ? inner : { [singular]: inner }) } = spec
      const send = async () => {
        const answer = await session.call({ service, method: 'POST', path, body: wrap(body), ...pin, ...options })
        return { resource: open(answer, 'POST'), requestId: answer.requestId }
      }
      const creation = { ...context, ...spec, body }
      return recorded(creation, options, () => makeOnce({ ...creation, send, list: read.list }, options))
    },
    update: async (id, body, options) => {
      const { change = (inner) => ({ method: 'PUT', body: { [singular]: inner } }) } = spec
      const call = { service, path: one(id), ...change(body), ...pin, ...options }
      return open(await session.call(call), call.method)
    },
    delete: async (id, { cascade, ...options } = {}) => {
      const query = cascade ? { cascade: true } : {}
      await session
        .call({ service, method: 'DELETE', path: one(id), query, ...pin, ...options })
        .catch(doneWhereMissing)
    },
  }
}

// A proxy that answers in the place of the service; what was asked for may have been done behind it.
const noResource = ({ service, path, singular }: CollectionSpec, method: string, requestId: string | undefined) =>
  new StackproofError(
    'E_OPENSTACK',
    `expected a ${singular} in the answer to ${method} ${path} of ${service}, got none`,
    {
      details: { service, method, path, requestId, ambiguous: method !== 'GET' },
    },
  )

// An empty one would ask for the whole collection, one of dots for what is above it.
const checkedId = ({ kind }: CollectionSpec, id: string): string => {
  if (/^\.*$/.test(id)) throw new StackproofError('E_USAGE', `expected the id of a ${kind}, got ${JSON.stringify(id)}`)
  return encodeURIComponent(id)
}

type Listed = CollectionSpec & Required<Pick<CollectionSpec, 'unwrap'>>

const reading = (session: Session, spec: Listed): Pick<Collection, 'list' | 'pages' | 'items'> => {
  const path = spec.listPath ?? spec.path
  const pages = (query: Query = {}, options: ListOptions = {}) => {
    if (!options.anyFilter) checkFilters({ ...spec, path }, query)
    return listPages(session, { ...spec, path, paging: spec.paging ?? 'marker', query }, options)
  }
  return {
    pages,
    items: (query, options) => flat(pages(query, options)),
    list: async (query, options) => (await Array.fromAsync(pages(query, options))).flat(),
  }
}

async function* flat(pages: AsyncIterable<Resource[]>) {
  for await (const page of pages) yield* page
}

/** Swallows the error of a deletion for what isn't there. */
export const doneWhereMissing = (error: unknown): void => {
  if (!isOpenStackError(error, 404)) throw error
}
