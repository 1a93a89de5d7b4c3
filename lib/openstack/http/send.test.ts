import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openAgents } from './agents.ts'
import type { HttpRequest } from './send.ts'
import { send } from './send.ts'

const agents = openAgents({ verify: true })
const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

const serve = async (listener: RequestListener, options = {}): Promise<{ url: URL; server: Server }> => {
  const server = createServer(options, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  servers.push(server)
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), server }
}

const post = (url: URL, more: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'POST', url, headers: {}, ...more })

const drain = async (request: IncomingMessage) => {
  let bytes = 0
  for await (const chunk of request) bytes += chunk.length
  return bytes
}

test('Reads, one after the other, share two connections at most', async () => {
  const ports = new Set<number | undefined>()
  const { url } = await serve((request, response) => {
    ports.add(request.socket.remotePort)
    response.end('x')
  })
  for (let count = 0; count < 50; count++) await send(agents.for('read'), { method: 'GET', url, headers: {} })
  // undici lets a connection rest for one turn of the loop.
  expect(ports.size).toBeLessThanOrEqual(2)
})

test('Answers that nobody looks at never use up the connections', async () => {
  const { url } = await serve((_, response) => response.writeHead(500).end('x'.repeat(200_000)))
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => send(agents.for('read'), { method: 'GET', url, headers: {} })),
  )
  expect(answers.every(({ status, text }) => status === 500 && text.length === 200_000)).toBe(true)
})

test('HEAD has headers and no body', async () => {
  const { url } = await serve((_, response) => response.writeHead(200, { 'content-length': '7', 'X-Big': 'y' }).end())
  const answer = await send(agents.for('read'), { method: 'HEAD', url, headers: {} })
  expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '7', 'x-big': 'y' }, text: '' })
})

test('A token of 60 KiB fits into the headers, one of 80 KiB is an error', async () => {
  let size = 60
  const { url } = await serve((_, response) => response.writeHead(201, { token: 'p'.repeat(size * 1024) }).end())
  expect((await send(agents.for('read'), post(url))).headers.token).toHaveLength(60 * 1024)
  size = 80
  await expect(send(agents.for('once'), post(url))).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' })
})

const bytes = (size: number) => ({
  sizeBytes: size,
  open: () =>
    Readable.from(
      (function* () {
        for (let left = size; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536))
      })(),
    ),
})

test('A stream is sent with its length, and anew each time', async () => {
  const { url } = await serve(async (request, response) => {
    const received = await drain(request)
    response.end(`${request.headers['content-length']} ${request.headers['transfer-encoding']} ${received}`)
  })
  let opened = 0
  const open = () => {
    opened++
    return bytes(300_000).open()
  }
  const stream = { sizeBytes: 300_000, open }
  const put = () => send(agents.for('once'), post(url, { method: 'PUT', stream }))
  expect((await put()).text).toBe('300000 undefined 300000')
  expect((await put()).text).toBe('300000 undefined 300000')
  expect(opened).toBe(2)
})

test.each([
  ['fast', 50_000_000, 0],
  ['slow', 5_000_000, 2],
])('An answer that comes before a %s upload is through is heard, and the source closed', async (_, size, pauseMs) => {
  const { url } = await serve((request, response) => {
    request.once('data', () => {
      request.pause()
      response.writeHead(413, { connection: 'close' }).end('too much')
    })
  })
  const sources: Readable[] = []
  const open = () => {
    const source = Readable.from(
      (async function* () {
        for (let left = size; left > 0; left -= 65_536) {
          if (pauseMs > 0) await wait(pauseMs)
          yield Buffer.alloc(Math.min(left, 65_536))
        }
      })(),
    )
    sources.push(source)
    return source
  }
  const answer = await send(agents.for('once'), post(url, { method: 'PUT', stream: { sizeBytes: size, open } }))
  expect(answer).toMatchObject({ status: 413, text: 'too much' })
  expect(sources[0]!.destroyed).toBe(true)
})

test('A source that breaks ends the upload with its error', async () => {
  const { url } = await serve(async (request, response) => {
    await drain(request).catch(() => {})
    response.end()
  })
  const open = () =>
    Readable.from(
      (async function* () {
        yield Buffer.alloc(1000)
        throw new Error('the file is gone')
      })(),
    )
  const upload = send(agents.for('once'), post(url, { method: 'PUT', stream: { sizeBytes: 5000, open } }))
  await expect(upload).rejects.toThrow('the file is gone')
})

test('A source with too few bytes is an error, not half an image', async () => {
  const { url } = await serve(async (request, response) => {
    await drain(request).catch(() => {})
    response.end()
  })
  const stream = { ...bytes(1000), sizeBytes: 5000 }
  await expect(send(agents.for('once'), post(url, { method: 'PUT', stream }))).rejects.toMatchObject({
    code: 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  })
})

test.each([
  ['before the answer', () => {}],
  ['in the middle of the answer', (response: ServerResponse) => void response.writeHead(200).write('half')],
])('An abort %s has its reason, and frees the socket', async (_, answer) => {
  const closed = Promise.withResolvers<void>()
  const { url } = await serve((request, response) => {
    request.socket.once('close', () => closed.resolve())
    answer(response)
  })
  const controller = new AbortController()
  const pending = send(agents.for('read'), { method: 'GET', url, headers: {}, signal: controller.signal })
  setTimeout(() => controller.abort(new Error('enough')), 30)
  await expect(pending).rejects.toThrow('enough')
  await closed.promise
})

test('An abort before a connection is there ends the wait for it', async () => {
  const controller = new AbortController()
  const url = new URL('http://127.0.0.1:9/')
  controller.abort(new Error('enough'))
  await expect(
    send(agents.for('read'), { method: 'GET', url, headers: {}, signal: controller.signal }),
  ).rejects.toThrow('enough')
})

test('Destroyed agents end what is under way with the reason', async () => {
  const own = openAgents({ verify: true })
  const { url } = await serve(() => {})
  const pending = send(own.for('read'), { method: 'GET', url, headers: {} })
  const ended = expect(pending).rejects.toThrow('closed')
  await wait(20)
  await own.destroy(new Error('closed'))
  await ended
})
