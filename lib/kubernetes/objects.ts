import type { Discovery } from './discovery.ts'
import { statusOf } from './kube-error.ts'
import { type Listed, listAll } from './list.ts'
import { collectionPath, objectPath, selectorQuery, withQuery } from './paths.ts'
import type { Answer, Call } from './transport.ts'
import type { Kube, KubeObject, ListQuery, ObjectRef, TypeRef } from './types.ts'

/** Field manager of everything that the harness writes. */
const MANAGER = 'stackproof'

export interface Session {
  /** Throws `E_KUBERNETES` for every answer that is no success. */
  send(call: Call): Promise<Answer>
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any API
  fetchJson(path: string, signal?: AbortSignal): Promise<any>
  discovery: Discovery
}

/** The plain operations on objects of any type. */
export const createObjects = (
  session: Session,
): Pick<Kube, 'get' | 'list' | 'create' | 'apply' | 'patch' | 'delete'> => {
  const { discovery, fetchJson } = session
  const pathOf = async (ref: ObjectRef, signal?: AbortSignal) => objectPath(await discovery.endpoint(ref, signal), ref)
  return {
    get: async (ref, signal) => {
      const path = await pathOf(ref, signal)
      return await fetchJson(path, signal).catch(undefinedWhereMissing)
    },
    list: async <T extends KubeObject>(type: TypeRef, query: ListQuery = {}, signal?: AbortSignal) =>
      (await listCollection<T>(session, type, query, signal)).items,
    create: async (object, signal) => {
      const endpoint = await discovery.endpoint(object, signal)
      const path = collectionPath(endpoint, object.metadata.namespace ?? 'default')
      return await write(session, 'POST', path, object, 'application/json', signal)
    },
    apply: async (object, signal) => {
      const path = await pathOf({ ...object, ...nameOf(object) }, signal)
      return await write(session, 'PATCH', path, withoutManagers(object), 'application/apply-patch+yaml', signal)
    },
    patch: async (ref, patch, signal) =>
      await write(session, 'PATCH', await pathOf(ref, signal), patch, 'application/merge-patch+json', signal),
    delete: async (ref, { propagation } = {}, signal) => {
      const options = {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        ...(propagation && { propagationPolicy: propagation }),
      }
      const path = await pathOf(ref, signal)
      const call: Call = { method: 'DELETE', path, body: JSON.stringify(options), headers: JSON_BODY }
      await session.send({ ...call, ...(signal && { signal }) }).catch(undefinedWhereMissing)
    },
  }
}

/** One collection with the version that a watch goes on from. */
export const listCollection = async <T extends KubeObject>(
  { discovery, fetchJson }: Session,
  type: TypeRef,
  query: ListQuery,
  signal?: AbortSignal,
): Promise<Listed<T>> =>
  await listAll<T>({
    path: collectionPath(await discovery.endpoint(type, signal), query.namespace),
    query: selectorQuery(query),
    type,
    fetchPage: (path) => fetchJson(path, signal),
  })

const JSON_BODY = { 'content-type': 'application/json' }

const write = async <T extends KubeObject>(
  { send }: Session,
  method: string,
  path: string,
  body: object,
  contentType: string,
  signal?: AbortSignal,
): Promise<T> => {
  // Forced: the harness owns what it applies, and a conflict with a controller's default would only hide the cause.
  const force = contentType === 'application/apply-patch+yaml' ? true : undefined
  const { text } = await send({
    method,
    path: withQuery(path, { fieldManager: MANAGER, force }),
    // JSON is YAML.
    body: JSON.stringify(body),
    headers: { 'content-type': contentType },
    ...(signal && { signal }),
  })
  return JSON.parse(text) as T
}

const nameOf = ({ metadata }: KubeObject) => ({
  name: metadata.name,
  ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
})

// The server refuses an apply that names managers.
const withoutManagers = ({ metadata: { managedFields: _, ...metadata }, ...object }: KubeObject) => ({
  ...object,
  metadata,
})

const undefinedWhereMissing = (error: unknown): undefined => {
  if (statusOf(error) !== 404) throw error
}
