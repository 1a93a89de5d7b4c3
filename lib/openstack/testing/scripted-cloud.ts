import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Clock } from '../../core/clock.ts'
import type { CloudEntry } from '../config/read.ts'

export const PROJECT = 'b0a0c3f65d2e4c56a1e5a0f0b6b5a001'
export const USER = 'c1d2e3f4a5b64c56a1e5a0f0b6b5a002'

export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any
  port: number | undefined
}

type Handler = (request: Seen, response: ServerResponse) => void | Promise<void>
type StreamHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

export interface ScriptedCloud {
  url: string
  /** Everything that was asked, in order. */
  seen: Seen[]
  /** Answers `METHOD /path` (the path without query); later ones replace earlier ones. */
  on(route: string, handler: Handler): void
  /** The same with the request itself, of which nothing has been read; it isn't among `seen`. */
  stream(route: string, handler: StreamHandler): void
  /** Requests of one route. */
  asked(route: string): Seen[]
  /** Tokens that are no longer good. */
  refused: Set<string>
  /** How long tokens live, milliseconds. */
  life: { ms: number }
  entry(config?: Record<string, unknown>): CloudEntry
  close(): Promise<void>
}

/** Sends a value as JSON. */
export const json = (response: ServerResponse, status: number, value: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

const ENDPOINTS: Readonly<Record<string, string>> = {
  identity: '/identity',
  compute: '/compute/v2.1',
  network: '/networking',
  image: '/image',
  volumev3: `/volume/v3/${PROJECT}`,
  'load-balancer': '/load-balancer',
  placement: '/placement',
}

interface Options {
  clock?: Clock
  tls?: { cert: string; key: string }
}

/** A real server with Keystone and a catalog; everything else answers as the test says. */
export const startCloud = async ({ clock, tls }: Options = {}): Promise<ScriptedCloud> => {
  const handlers = new Map<string, Handler>()
  const streams = new Map<string, StreamHandler>()
  const seen: Seen[] = []
  const refused = new Set<string>()
  const life = { ms: 3_600_000 }
  const listener: RequestListener = async (request, response) => {
    const stream = streams.get(`${request.method} ${request.url}`)
    if (stream !== undefined) return await stream(request, response)
    const asked = await describe(request)
    seen.push(asked)
    if (refused.has(String(asked.headers['x-auth-token']))) return json(response, 401, unauthorised)
    const handler = handlers.get(`${asked.method} ${asked.path}`)
    if (handler === undefined) return json(response, 404, { itemNotFound: { code: 404, message: `no ${asked.path}` } })
    await handler(asked, response)
  }
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http${tls === undefined ? '' : 's'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  let tokens = 0
  handlers.set('POST /identity/v3/auth/tokens', (_, response) => {
    const now = clock?.now() ?? Date.now()
    json(response, 201, tokenBody(url, now, life.ms), { 'x-subject-token': `token-${++tokens}` })
  })
  return {
    url,
    seen,
    refused,
    life,
    on: (route, handler) => handlers.set(route, handler),
    stream: (route, handler) => streams.set(route, handler),
    asked: (route) => seen.filter(({ method, path }) => `${method} ${path}` === route),
    entry: (config = {}) => ({
      name: 'demo',
      file: 'clouds.yaml',
      config: { ...entryConfig(url), ...config },
      places: {},
    }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** What Keystone says to a bad password. */
export const unauthorised = {
  error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
}

const entryConfig = (url: string) => ({
  auth: {
    auth_url: `${url}/identity`,
    username: 'demo',
    password: 'canary-5ecret-password',
    user_domain_name: 'Default',
    project_id: PROJECT,
  },
})

const tokenBody = (url: string, now: number, life: number) => ({
  token: {
    methods: ['password'],
    issued_at: new Date(now).toISOString(),
    expires_at: new Date(now + life).toISOString(),
    user: { id: USER, name: 'demo' },
    project: { id: PROJECT, name: 'demo' },
    catalog: Object.entries(ENDPOINTS).map(([type, path]) => ({
      type,
      name: type,
      endpoints: [
        { interface: 'internal', region_id: 'RegionOne', url: `http://internal.invalid${path}` },
        { interface: 'public', region_id: 'RegionOne', url: `${url}${path}` },
      ],
    })),
  },
})

const describe = async (request: IncomingMessage): Promise<Seen> => {
  const url = new URL(request.url!, 'http://cloud')
  const sent = await text(request)
  return {
    method: request.method!,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: parsed(sent),
    port: request.socket.remotePort,
  }
}

const parsed = (sent: string): unknown => {
  if (sent === '') return undefined
  try {
    return JSON.parse(sent)
  } catch {
    return sent
  }
}
