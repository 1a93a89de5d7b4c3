import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openUpload } from './upload.ts'

test('Bytes pass through as they are', async () => {
  const upload = openUpload({ open: () => Readable.from([Buffer.from('ab'), Buffer.from('c')]), sizeBytes: 3 })
  expect((await buffer(upload.body)).toString()).toBe('abc')
  upload.close()
})

test('An upload in which nothing moves is ended with how far it came', async () => {
  const source = new PassThrough()
  const upload = openUpload({ open: () => source, sizeBytes: 10 }, undefined, 40)
  const read = buffer(upload.body)
  read.catch(() => {})
  source.write('abc')
  for (let beat = 0; beat < 4; beat++) {
    await wait(20)
    source.write('x')
  }
  expect(upload.signal.aborted).toBe(false)
  await wait(80)
  expect(upload.signal.reason).toMatchObject({ code: 'UPLOAD_STALLED', message: expect.stringMatching(/[67] of 10/) })
  upload.close()
  expect(source.destroyed).toBe(true)
})

test("The caller's abort is told with its reason", () => {
  const caller = new AbortController()
  const upload = openUpload({ open: () => new PassThrough(), sizeBytes: 1 }, caller.signal)
  caller.abort(new Error('enough'))
  expect(upload.signal.reason.message).toBe('enough')
  upload.close()
})
