import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TLSSocket } from 'node:tls'
import type { KubeObject } from '../types.ts'
import { createAuthority } from './certificate.ts'

export interface Seen {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
  client: string | undefined
  port: number | undefined
}

type Handler = (request: Seen, response: ServerResponse) => void | Promise<void>

export interface ScriptedApiServer {
  kubeconfig: string
  /** Everything that was asked, in order. */
  seen: Seen[]
  /** Answers `METHOD /path` (the path without query); later ones replace earlier ones. */
  on(route: string, handler: Handler): void
  close(): Promise<void>
}

/** Sends a value as JSON. */
export const json = (response: ServerResponse, status: number, value: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
}

/** A list as an API server sends it. */
export const listOf = (items: unknown[], resourceVersion = '10', token?: string) => ({
  kind: 'List',
  metadata: { resourceVersion, ...(token !== undefined && { continue: token }) },
  items,
})

/** One event of a watch. */
export const event = (type: string, object: unknown): string => `${JSON.stringify({ type, object })}\n`

/** A Pod at some version. */
export const pod = (name: string, resourceVersion: string, status = {}): Partial<KubeObject> => ({
  metadata: { name, namespace: 'demo', resourceVersion },
  status,
})

/** A Status as an API server sends it. */
export const status = (code: number, reason: string, message = '') => ({ kind: 'Status', code, reason, message })

const CORE = [
  { name: 'pods', kind: 'Pod', namespaced: true },
  { name: 'pods/log', kind: 'Pod', namespaced: true },
  { name: 'nodes', kind: 'Node', namespaced: false },
]

/** A real TLS server that asks for client certificates and answers as the test says. */
export const startApiServer = async (): Promise<ScriptedApiServer> => {
  const authority = await createAuthority()
  const { cert, key } = await authority.issue()
  const handlers = new Map<string, Handler>()
  const seen: Seen[] = []
  const server = createServer(
    { cert, key, ca: authority.ca, requestCert: true, rejectUnauthorized: false },
    async (request, response) => {
      const asked = await describe(request)
      seen.push(asked)
      const handler = handlers.get(`${asked.method} ${asked.path}`)
      if (handler === undefined) return json(response, 404, status(404, 'NotFound', `no ${asked.path}`))
      await handler(asked, response)
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  handlers.set('GET /api/v1', (_, response) => json(response, 200, { resources: CORE }))
  const client = await authority.issue({ name: 'CN=admin', dns: [], ip: [] })
  return {
    seen,
    kubeconfig: kubeconfig((server.address() as AddressInfo).port, authority.ca, client),
    on: (route, handler) => handlers.set(route, handler),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const describe = async (request: IncomingMessage): Promise<Seen> => {
  const url = new URL(request.url!, 'https://server')
  return {
    method: request.method!,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: await text(request),
    client: (request.socket as TLSSocket).getPeerCertificate().subject?.CN as string | undefined,
    port: request.socket.remotePort,
  }
}

const kubeconfig = (port: number, ca: string, { cert, key }: { cert: string; key: string }): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'admin@test',
    contexts: [{ name: 'admin@test', context: { cluster: 'test', user: 'admin' } }],
    clusters: [
      { name: 'test', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': base64(ca) } },
    ],
    users: [{ name: 'admin', user: { 'client-certificate-data': base64(cert), 'client-key-data': base64(key) } }],
  })

const base64 = (value: string) => Buffer.from(value).toString('base64')
