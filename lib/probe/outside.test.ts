import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { outsideVantage } from './outside.ts'
import { openBlackhole } from './testing/blackhole.ts'
import type { HttpProbe } from './types.ts'

const outside = outsideVantage({ name: 'outside', addresses: ['127.0.0.1', '127.0.0.2'] })
const open: (Server | net.Server)[] = []

afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const listening = async <S extends net.Server>(server: S): Promise<number> => {
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const serve = (listener: RequestListener) => listening(createServer(listener))
const at = (port: number, rest: Partial<HttpProbe> = {}): HttpProbe => ({
  target: { host: '127.0.0.1', port },
  path: '/who',
  timeoutMs: 2000,
  ...rest,
})

test('An answer has status, body and both times', async () => {
  const port = await serve((_, response) => response.writeHead(201).end('hello'))
  const result = await outside.http(at(port))
  expect(result).toMatchObject({ outcome: 'connected', status: 201, body: 'hello', error: null })
  expect(result.totalMs).toBeGreaterThanOrEqual(result.connectMs!)
})

test('Each probe has a connection of its own, from the address asked for', async () => {
  const peers: string[] = []
  const port = await serve(({ socket }, response) => {
    peers.push(`${socket.remoteAddress}:${socket.remotePort}`)
    response.end()
  })
  await outside.http(at(port, { from: '127.0.0.1' }))
  await outside.http(at(port, { from: '127.0.0.2' }))
  await outside.http(at(port, { from: '127.0.0.2' }))
  expect(new Set(peers).size).toBe(3)
  expect(peers.map((peer) => peer.split(':')[0])).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.2'])
})

test('A body is posted, and binary answers survive', async () => {
  const port = await serve(async (request, response) => {
    const sent = await text(request)
    response
      .setHeader('content-type', 'application/octet-stream')
      .end(Buffer.from([...sent].map((char) => 255 - char.charCodeAt(0))))
  })
  const { body } = await outside.http(at(port, { method: 'POST', body: '\x00a' }))
  expect(Buffer.from(body!, 'latin1')).toEqual(Buffer.from([255, 158]))
})

test('A closed port refuses', async () => {
  const port = await serve(() => {})
  open.pop()!.close()
  expect(await outside.http(at(port))).toMatchObject({ outcome: 'refused', connectMs: null, error: 'ECONNREFUSED' })
})

test('A port that answers no SYN times out without a connection', async () => {
  const blackhole = await openBlackhole()
  const result = await outside.http(at(blackhole.port, { timeoutMs: 300 }))
  await blackhole.close()
  expect(result).toMatchObject({ outcome: 'timeout', connectMs: null, status: null })
})

test('Silence behind an open port is a connection, not a timeout', async () => {
  const port = await serve(() => {})
  const result = await outside.http(at(port, { timeoutMs: 200 }))
  expect(result).toMatchObject({
    outcome: 'connected',
    connectMs: expect.any(Number),
    status: null,
    error: 'no answer within 200 ms',
  })
})

test('A reset, and an end without an answer, are told apart', async () => {
  const resets = await listening(net.createServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
  const ends = await listening(net.createServer((socket) => socket.once('data', () => socket.end())))
  expect(await outside.http(at(resets))).toMatchObject({
    outcome: 'reset',
    connectMs: expect.any(Number),
    error: 'ECONNRESET',
  })
  expect(await outside.http(at(ends))).toMatchObject({
    outcome: 'connected',
    status: null,
    error: 'closed without an answer',
  })
})

test('An answer that is cut off keeps its status but has no body', async () => {
  const port = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('part')
    setTimeout(() => response.socket?.destroy(), 20)
  })
  expect(await outside.http(at(port))).toMatchObject({
    status: 200,
    body: null,
    totalMs: null,
    error: expect.any(String),
  })
})

test('Something that speaks no HTTP was connected to', async () => {
  const port = await listening(net.createServer((socket) => socket.end('SSH-2.0-test\r\n')))
  expect(await outside.http(at(port))).toMatchObject({
    outcome: 'connected',
    status: null,
    error: expect.stringContaining('HPE_'),
  })
})

test('A name that nobody knows is unreachable, and resolves to nothing', async () => {
  const target = { host: 'nobody.invalid', port: 80 }
  expect(await outside.http(at(0, { target }))).toMatchObject({ outcome: 'unreachable', connectMs: null })
  expect(await outside.resolve('localhost')).toContain('127.0.0.1')
})

test('A source address that is not ours is an error of the harness', async () => {
  const port = await serve(() => {})
  await expect(outside.http(at(port, { from: '127.0.0.3' }))).rejects.toMatchObject({ code: 'E_PROBE' })
  const wrong = outsideVantage({ name: 'wrong', addresses: ['192.0.2.1'] })
  await expect(wrong.http(at(port, { from: '192.0.2.1' }))).rejects.toMatchObject({ code: 'E_PROBE' })
})

test('A signal ends a probe with its reason', async () => {
  const port = await serve(() => {})
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('enough')), 30)
  await expect(outside.http(at(port), controller.signal)).rejects.toThrow('enough')
  await expect(outside.http(at(port), controller.signal)).rejects.toThrow('enough')
})
