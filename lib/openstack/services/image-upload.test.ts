import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../testing/scripted-cloud.ts'
import type { UploadProgress } from '../types.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

const MIB = 1 << 20
const FILE = '/image/v2/images/i1/file'

let under: SessionUnderTest
let image: Record<string, unknown>

beforeEach(async () => {
  under = await startSession()
  image = { id: 'i1', status: 'queued' }
  under.cloud.on('GET /image/v2/images/i1', (_, response) => json(response, 200, image))
  under.cloud.on('DELETE /image/v2/images/i1', (_, response) => {
    image = { id: 'i1', status: 'deleted' }
    response.writeHead(204).end()
  })
})

afterEach(() => under.close())

const sourceOf = (mebibytes: number, chunk = Buffer.alloc(64 * 1024, 7)) =>
  Readable.from(
    (function* () {
      for (let sent = 0; sent < mebibytes * MIB; sent += chunk.length) yield chunk
    })(),
    { objectMode: false },
  )

// What lies about until the next collection is no use of memory; both ends run in this process.
v8.setFlagsFromString('--expose-gc')
const collectGarbage: () => void = vm.runInNewContext('gc')

/** Bytes that something still holds; pages that the allocator keeps for later are no part of it, other than of RSS. */
const held = () => {
  // The second one ends the sweep of the first.
  collectGarbage()
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Reads a request as Glance does, keeping nothing. */
const store = async (request: IncomingMessage) => {
  const hash = createHash('sha512')
  let size = 0
  for await (const chunk of request) {
    hash.update(chunk)
    size += chunk.length
  }
  image = { id: 'i1', status: 'active', size, os_hash_algo: 'sha512', os_hash_value: hash.digest('hex') }
}

test('64 MiB go through a socket with their size announced, memory stays flat, and the hash is proven', async () => {
  under.cloud.stream(`PUT ${FILE}`, async (request, response) => {
    expect(request.headers['content-length']).toBe(String(64 * MIB))
    expect(request.headers['content-type']).toBe('application/octet-stream')
    await store(request)
    response.writeHead(204).end()
  })
  const before = held()
  const start = performance.now()
  let most = 0
  const told: UploadProgress[] = []
  const done = await under.session.image.upload('i1', {
    open: () => sourceOf(64),
    sizeBytes: 64 * MIB,
    onProgress: (progress) => {
      told.push(progress)
      most = Math.max(most, held())
    },
  })
  expect(done).toMatchObject({ status: 'active', size: 64 * MIB })
  expect(told.at(-1)).toMatchObject({ bytes: 64 * MIB, totalBytes: 64 * MIB })
  expect(told.length).toBeLessThan(3 + (performance.now() - start) / 250)
  expect(told.at(-1)!.bytesPerSecond).toBeGreaterThan(0)
  expect(most - before).toBeLessThan(4 * MIB)
})

test('An image that is not queued is refused before a byte is sent', async () => {
  image = { id: 'i1', status: 'active' }
  let opened = 0
  const open = () => {
    opened++
    return sourceOf(1)
  }
  await expect(under.session.image.upload('i1', { open, sizeBytes: MIB })).rejects.toThrow('queued before its upload')
  expect(opened).toBe(0)
})

test('A broken connection starts again from the first byte once Glance has queued the image again', async () => {
  let tries = 0
  under.cloud.stream(`PUT ${FILE}`, async (request, response) => {
    if (++tries === 1) {
      image = { id: 'i1', status: 'saving' }
      setTimeout(() => {
        image = { id: 'i1', status: 'queued' }
      }, 5)
      return void request.once('data', () => request.destroy())
    }
    await store(request)
    response.writeHead(204).end()
  })
  let opened = 0
  const open = () => {
    opened++
    return sourceOf(2)
  }
  expect((await under.session.image.upload('i1', { open, sizeBytes: 2 * MIB })).size).toBe(2 * MIB)
  expect([tries, opened]).toEqual([2, 2])
})

test('An upload of which only the answer was lost is done', async () => {
  under.cloud.stream(`PUT ${FILE}`, async (request, response) => {
    await store(request)
    response.destroy()
  })
  const done = await under.session.image.upload('i1', { open: () => sourceOf(1), sizeBytes: MIB })
  expect(done.status).toBe('active')
})

test('Bytes that arrive otherwise than they were sent are an error', async () => {
  under.cloud.stream(`PUT ${FILE}`, async (request, response) => {
    await store(request)
    image.os_hash_value = 'ba5eba11'
    response.writeHead(204).end()
  })
  await expect(under.session.image.upload('i1', { open: () => sourceOf(1), sizeBytes: MIB })).rejects.toThrow(
    'got 1048576 bytes and ba5eba11',
  )
})

test('A refusal of Glance ends it at once', async () => {
  let tries = 0
  under.cloud.stream(`PUT ${FILE}`, (request, response) => {
    tries++
    request.resume()
    json(response, 413, { message: 'Denying attempt to upload image larger than 10 bytes', code: '413' })
  })
  await expect(under.session.image.upload('i1', { open: () => sourceOf(1), sizeBytes: MIB })).rejects.toMatchObject({
    details: { status: 413 },
  })
  expect(tries).toBe(1)
})

test('An aborted upload rejects with the reason and leaves no image', async () => {
  under.cloud.stream(`PUT ${FILE}`, (request) => void request.once('data', () => request.pause()))
  const controller = new AbortController()
  const upload = under.session.image.upload('i1', {
    open: () => sourceOf(64),
    sizeBytes: 64 * MIB,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  })
  await expect(upload).rejects.toThrow('enough')
  expect(image.status).toBe('deleted')
})

test.each([
  ['too short', () => sourceOf(1), 'expected a source of 2097152 bytes for image i1, got 1048576'],
  ['too long', () => sourceOf(3), 'expected a source of 2097152 bytes for image i1, got'],
  [
    'broken',
    () =>
      Readable.from(
        (function* () {
          yield Buffer.alloc(10)
          throw new Error('EIO: disk on fire')
        })(),
      ),
    'expected to read the bytes of image i1, got EIO: disk on fire',
  ],
])('A source that is %s is the caller’s error', async (_, open, message) => {
  under.cloud.stream(`PUT ${FILE}`, async (request, response) => {
    request.on('error', () => {})
    request.resume().once('end', () => response.writeHead(204).end())
  })
  await expect(under.session.image.upload('i1', { open, sizeBytes: 2 * MIB })).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining(message),
  })
})
