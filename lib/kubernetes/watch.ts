import { connectionError, statusError, watchError } from './kube-error.ts'
import { withQuery } from './paths.ts'
import type { Call, Transport } from './transport.ts'
import type { KubeObject, TypeRef } from './types.ts'

/** Seconds after which the server ends a watch by itself; then it is taken up again from where it was. */
const WATCH_SECONDS = 290

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: KubeObject
}

export interface WatchRequest {
  path: string
  query: Record<string, string | undefined>
  type: TypeRef
  resourceVersion: string
  signal: AbortSignal
}

/**
 * Changes of a collection after a resource version, until the server ends the watch. Throws `E_KUBERNETES`; its status is
 * 410 when the version is too old and the collection must be listed again.
 */
export async function* watchCollection(transport: Transport, request: WatchRequest): AsyncGenerator<WatchEvent> {
  const { path, query, resourceVersion, signal, type } = request
  const search = { ...query, watch: true, resourceVersion, allowWatchBookmarks: true, timeoutSeconds: WATCH_SECONDS }
  const call: Call = { method: 'GET', path: withQuery(path, search), signal }
  for await (const line of lines(transport, call)) {
    const event = JSON.parse(line)
    if (event.type === 'ERROR') throw watchError(call, event.object)
    yield { type: event.type, object: { ...event.object, ...pickType(type) } }
  }
}

async function* lines(transport: Transport, call: Call): AsyncGenerator<string> {
  const response = await transport.open(call)
  response.setEncoding('utf8')
  try {
    let rest = ''
    for await (const chunk of response) {
      const parts = `${rest}${chunk}`.split('\n')
      rest = parts.pop()!
      if (response.statusCode === 200) yield* parts.filter((part) => part !== '')
      else rest = [...parts, rest].join('\n')
    }
    if (response.statusCode !== 200)
      throw statusError(call, { status: response.statusCode ?? 0, headers: {}, text: rest })
  } catch (error) {
    call.signal?.throwIfAborted()
    throw connectionError(call, error)
  } finally {
    response.destroy()
  }
}

const pickType = ({ apiVersion, kind }: TypeRef): TypeRef => ({ apiVersion, kind })
