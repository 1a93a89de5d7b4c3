import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import { StackproofError } from '../core/errors.ts'
import type { DialOutcome, HttpProbe, ProbeResult } from './types.ts'

const OUTCOMES: Readonly<Record<string, DialOutcome>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
}

// What the harness's own machine says of a source address that isn't one of its own.
const OUR_FAULT = new Set(['EADDRNOTAVAIL', 'EINVAL'])

/**
 * One HTTP request over a new connection from this machine. Resolves for everything the network does. Once connected, the
 * outcome stays `connected` unless the peer resets, so that silence behind an open port is never taken for a closed one.
 * Throws `E_PROBE` when this machine can't send it, or the signal's reason.
 */
export const dialHttp = async (probe: HttpProbe, signal?: AbortSignal): Promise<ProbeResult> => {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<ProbeResult>()
  const started = performance.now()
  const since = () => performance.now() - started
  const seen: ProbeResult = {
    outcome: 'timeout',
    connectMs: null,
    totalMs: null,
    status: null,
    body: null,
    error: null,
  }
  const request = startRequest(probe)
  const end = (change: Partial<ProbeResult>) => resolve({ ...seen, ...change })
  const fail = (error: NodeJS.ErrnoException) => {
    if (OUR_FAULT.has(error.code ?? '')) reject(cannotSend(probe, error))
    else end(describeFailure(error, seen))
  }
  const timer = setTimeout(() => end({ error: `no answer within ${probe.timeoutMs} ms` }), probe.timeoutMs)
  const onAbort = () => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  request.on('error', fail)
  request.on('socket', (socket) =>
    socket.on('connect', () => Object.assign(seen, { outcome: 'connected', connectMs: since() })),
  )
  request.on('response', (response) => {
    seen.status = response.statusCode ?? null
    response.on('error', fail)
    collect(response, (body) => end({ totalMs: since(), body }))
  })
  request.end(probe.body)
  return await promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    request.destroy()
  })
}

const startRequest = ({ target, path, method = 'GET', body, from }: HttpProbe): ClientRequest => {
  const options = {
    host: target.host,
    port: target.port,
    path,
    method,
    // A connection for this probe alone; a second address of the same name would be a retry.
    agent: false as const,
    autoSelectFamily: false,
    headers: { connection: 'close', ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
    ...(from !== undefined && { localAddress: from }),
  }
  return http.request(options)
}

const collect = (response: IncomingMessage, done: (body: string) => void): void => {
  const parts: Buffer[] = []
  response.on('data', (part: Buffer) => parts.push(part))
  response.on('end', () => {
    // Bytes that are no text would not survive being decoded as such.
    const binary = response.headers['content-type'] === 'application/octet-stream'
    done(Buffer.concat(parts).toString(binary ? 'latin1' : 'utf8'))
  })
}

const describeFailure = (
  { code = '', message }: NodeJS.ErrnoException,
  { connectMs }: ProbeResult,
): Partial<ProbeResult> => {
  if (connectMs === null) return { outcome: OUTCOMES[code] ?? 'unreachable', error: code || message }
  // Node gives an end without an answer the code of a reset; only its words differ.
  if (message === 'socket hang up') return { error: 'closed without an answer' }
  return { outcome: OUTCOMES[code] ?? 'connected', error: code || message }
}

const cannotSend = ({ target, from }: HttpProbe, cause: NodeJS.ErrnoException) =>
  new StackproofError(
    'E_PROBE',
    `expected to connect to ${target.host}:${target.port} from ${from ?? 'here'}, got ${cause.code}`,
    {
      cause,
      details: { target, from, code: cause.code },
    },
  )
