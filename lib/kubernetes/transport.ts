import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { text as readText } from 'node:stream/consumers'
import { anySignal } from '../core/signals.ts'
import type { Access } from './access.ts'
import { connectionError } from './kube-error.ts'

// Limits of the wall, not of the run's clock: bytes travel in real time also in a rehearsal.
const IDLE_MS = 60_000
// Longer than any watch is asked to last, so that only a dead connection meets it.
const WATCH_IDLE_MS = 330_000

export interface Call {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
}

export interface Transport {
  /** Resolves for every HTTP status. Throws `E_KUBERNETES` or `E_TLS` when no answer came, or the signal's reason. */
  send(call: Call): Promise<Answer>
  /** As `send`, with the body as a stream; the caller ends it by its signal. */
  open(call: Call): Promise<IncomingMessage>
  /** Aborted by `close`, for those who wait between requests. */
  readonly life: AbortSignal
  close(): void
}

/** Requests over node:https; `close` ends those under way. */
export const openTransport = (access: Access): Transport => {
  const life = new AbortController()
  const start = async (call: Call, fresh: boolean, idleMs: number): Promise<IncomingMessage> => {
    const signal = anySignal(call.signal, life.signal)!
    signal.throwIfAborted()
    try {
      return await connect(access, { ...call, signal }, fresh, idleMs)
    } catch (error) {
      signal.throwIfAborted()
      throw connectionError(call, error)
    }
  }
  const send = async (call: Call) => {
    const response = await start(call, call.method === 'POST', IDLE_MS)
    return await buffered({ ...call, signal: anySignal(call.signal, life.signal)! }, response)
  }
  return {
    send,
    life: life.signal,
    open: (call) => start(call, true, WATCH_IDLE_MS),
    close: () => {
      life.abort(new Error('the session with the API server was closed'))
      access.close()
    },
  }
}

const connect = async (access: Access, call: Call, fresh: boolean, idleMs: number): Promise<IncomingMessage> => {
  const options = await access.options(fresh)
  const first = exchange(access.server, call, options, idleMs)
  return await first.response.catch((error: NodeJS.ErrnoException) => {
    // The server closed an idle connection while we were about to use it: it has seen nothing of the request.
    if (!first.request.reusedSocket || error.code !== 'ECONNRESET' || call.method === 'POST') throw error
    return exchange(access.server, call, options, idleMs).response
  })
}

type ExchangeOptions = Awaited<ReturnType<Access['options']>>

const exchange = (server: URL, call: Call, { agent, headers }: ExchangeOptions, idleMs: number) => {
  const { request: start } = server.protocol === 'http:' ? http : https
  const request: ClientRequest = start(new URL(joinPath(server, call.path)), {
    method: call.method,
    agent,
    headers: { 'user-agent': 'stackproof', accept: 'application/json', ...headers, ...lengthOf(call), ...call.headers },
    signal: call.signal,
    timeout: idleMs,
  })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
    request.on('timeout', () => request.destroy(timeoutError(idleMs)))
  })
  request.end(call.body)
  return { request, response }
}

const buffered = async (call: Call, response: IncomingMessage): Promise<Answer> => {
  try {
    const text = await readText(response)
    return { status: response.statusCode ?? 0, headers: flat(response.headers), text }
  } catch (error) {
    call.signal?.throwIfAborted()
    throw connectionError(call, error)
  }
}

// A server URL may carry a path of its own, as those of cluster proxies do.
const joinPath = (server: URL, path: string) => `${server.origin}${server.pathname.replace(/\/$/, '')}${path}`

const lengthOf = ({ body }: Call) => (body === undefined ? {} : { 'content-length': Buffer.byteLength(body) })

const timeoutError = (ms: number) => Object.assign(new Error(`nothing came for ${ms} ms`), { code: 'ETIMEDOUT' })

const flat = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]))
