import type { Dispatcher } from 'undici'
import { openUpload, type Upload } from './upload.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body?: string | Uint8Array
  /** Instead of a body; opened anew each time that the request is sent. */
  stream?: Upload
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  text: string
}

/** One exchange, read to its end. Rejects with undici's error, the signal's reason, or that of a stalled upload. */
export const send = async (agent: Dispatcher, request: HttpRequest): Promise<HttpAnswer> => {
  const { stream, signal } = request
  if (stream === undefined) return await dispatch(agent, request, request.body, signal)
  const upload = openUpload(stream, signal)
  try {
    const headers = { ...request.headers, 'content-length': String(stream.sizeBytes) }
    return await dispatch(agent, { ...request, headers }, upload.body, upload.signal)
  } finally {
    upload.close()
  }
}

type Body = string | Uint8Array | AsyncIterable<Uint8Array> | undefined

const dispatch = (agent: Dispatcher, request: HttpRequest, body: Body, signal: AbortSignal | undefined) => {
  if (signal?.aborted) return Promise.reject(signal.reason)
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
  const { method, url, headers } = request
  const collect = collector(resolve, reject)
  const onAbort = () => collect.abort(signal!.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const options = {
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers,
    body: (body ?? null) as Dispatcher.DispatchOptions['body'],
    // Bytes may take their time, and the answer comes after them: uploads are watched by ourselves.
    ...(request.stream !== undefined && { headersTimeout: 0, bodyTimeout: 0 }),
  }
  agent.dispatch(options as Dispatcher.DispatchOptions, collect.handler)
  return signal === undefined ? promise : promise.finally(() => signal.removeEventListener('abort', onAbort))
}

interface Head {
  status: number
  headers: Record<string, string>
}

/** Collects one answer; nothing of it can be left unread, which would block its connection. */
const collector = (resolve: (answer: HttpAnswer) => void, reject: (reason: unknown) => void) => {
  const chunks: Buffer[] = []
  let head: Head | undefined
  let controller: Dispatcher.DispatchController | undefined
  let aborted: { reason: Error } | undefined
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (started) => {
      controller = started
      if (aborted !== undefined) started.abort(aborted.reason)
    },
    onResponseStart: (_, status, headers) => {
      if (status >= 200) head = { status, headers: flat(headers) }
    },
    onResponseData: (_, chunk) => void chunks.push(chunk),
    onResponseEnd: () => {
      if (head !== undefined) resolve({ ...head, text: textOf(chunks) })
    },
    onResponseError: (_, error) => reject(error),
  }
  return {
    handler,
    /** Also before its turn on a connection has come. */
    abort: (reason: Error) => {
      aborted = { reason }
      reject(reason)
      controller?.abort(reason)
    },
  }
}

const textOf = (chunks: readonly Buffer[]): string =>
  chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> => {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) plain[name.toLowerCase()] = String(value)
  return plain
}
