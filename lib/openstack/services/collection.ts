import { isStackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import { isOpenStackError } from '../errors.ts'
import type { Recorder } from '../recorder.ts'
import type { ApiCall, Session } from '../session.ts'
import type { CallOptions, Collection, Resource } from '../types.ts'
import { listPages, type Paging } from './paging.ts'

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
  paging?: Paging
  unwrap?(item: Record<string, unknown>): Resource
  /** From our body to the request's; `{ [singular]: body }` unless said otherwise. */
  wrap?(body: Record<string, unknown>): unknown
  /** The request that changes a resource; PUT of `{ [singular]: body }` unless said otherwise. */
  change?(body: Record<string, unknown>): Pick<ApiCall, 'method' | 'body' | 'contentType'>
  /** Glance has no envelopes. */
  bare?: boolean
}

export interface CollectionContext {
  session: Session
  recorder: Recorder | undefined
}

/** The plain operations on one kind of resource. */
export const createCollection = ({ session, recorder }: CollectionContext, spec: CollectionSpec): Collection => {
  const { service, path, singular, plural, paging = 'marker', unwrap = (item) => item as Resource } = spec
  const open = (body: Record<string, unknown>): Resource =>
    unwrap(spec.bare ? body : (body[singular] as Record<string, unknown>))
  const one = (id: string) => `${path}/${encodeURIComponent(id)}`
  return {
    list: (query = {}, options) =>
      listPages(session, { service, path: spec.listPath ?? path, plural, paging, query, unwrap }, options),
    get: async (id, options) => open((await session.call({ service, method: 'GET', path: one(id), ...options })).body),
    create: (body, options) =>
      recorded({ session, recorder }, spec, body, options, async () => {
        const { wrap = (inner) => (spec.bare ? inner : { [singular]: inner }) } = spec
        const answer = await session.call({ service, method: 'POST', path, body: wrap(body), ...options })
        return { resource: open(answer.body), requestId: answer.requestId }
      }),
    update: async (id, body, options) => {
      const { change = (inner) => ({ method: 'PUT', body: { [singular]: inner } }) } = spec
      return open((await session.call({ service, path: one(id), ...change(body), ...options })).body)
    },
    delete: async (id, { cascade, ...options } = {}) => {
      const query = cascade ? { cascade: true } : {}
      await session.call({ service, method: 'DELETE', path: one(id), query, ...options }).catch(doneWhereMissing)
    },
  }
}

type Made = { resource: Resource; requestId: string | undefined }

/** The ledger's line before, the id after; nothing after a failure that may have made something all the same. */
const recorded = async (
  { session, recorder }: CollectionContext,
  { service, kind, path }: CollectionSpec,
  body: Record<string, unknown>,
  options: CallOptions | undefined,
  create: () => Promise<Made>,
): Promise<Resource> => {
  const via = `POST ${await session.pathOf(service, path, options?.signal)}`
  options?.signal?.throwIfAborted()
  const token = recorder?.intent({ kind, name: nameOf(body), scope: session.projectId, via })
  try {
    const { resource, requestId } = await create()
    if (token !== undefined) recorder?.created(token, resource.id, requestId)
    return resource
  } catch (error) {
    if (token !== undefined && madeNothing(error)) recorder?.failed(token, error.message)
    throw error
  }
}

// Floating IPs and rules have no name; their description carries the mark of the run.
const nameOf = ({ name, description }: Record<string, unknown>): string => String(name ?? description ?? '')

const madeNothing = (error: unknown): error is Error => isStackproofError(error) && error.details.ambiguous === false

const doneWhereMissing = (error: unknown): void => {
  if (!isOpenStackError(error, 404)) throw error
}
