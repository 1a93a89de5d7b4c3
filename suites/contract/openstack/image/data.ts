import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { activeId, BYTES, glance, putFile, queuedId, untilActive, untilImage } from './queued.ts'

const sha512 = (data: string | Buffer) => createHash('sha512').update(data).digest('hex')

/** Cases about the data of images. */
export const DATA: readonly ContractCase[] = [
  {
    id: 'image-66',
    title: 'An upload is a 204, and the image tells size and sha512 of what came',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context)
      expect((await glance(cloud, 'GET', `/images/${id}/file`)).status).toBe(204)
      const sent = await putFile(cloud, id)
      expect([sent.status, sent.text]).toEqual([204, ''])
      golden('sent', sent)
      const active = await untilActive(context, id)
      expect(active.body).toMatchObject({
        size: BYTES.length,
        checksum: createHash('md5').update(BYTES).digest('hex'),
        os_hash_algo: 'sha512',
        os_hash_value: sha512(BYTES),
      })
      golden('active', active)
      const fetched = await glance(cloud, 'GET', `/images/${id}/file`)
      expect([fetched.status, fetched.text]).toEqual([200, BYTES])
    },
  },
  {
    id: 'image-113',
    title: 'The client streams an upload, tells its progress and proves size and hash',
    needs: ['image'],
    run: async (context) => {
      const { cloud, signal } = context
      const id = await queuedId(context)
      const block = Buffer.alloc(64 * 1024, 'x')
      const blocks = 16
      const seen: number[] = []
      const image = await cloud.image.upload(id, {
        open: () => Readable.from(Array.from({ length: blocks }, () => block)),
        sizeBytes: block.length * blocks,
        onProgress: ({ bytes }) => void seen.push(bytes),
        signal,
      })
      expect(image).toMatchObject({ status: 'active', size: block.length * blocks })
      expect(image.os_hash_value).toBe(sha512(Buffer.alloc(block.length * blocks, 'x')))
      expect(seen.at(-1)).toBe(block.length * blocks)
    },
  },
  {
    id: 'image-67',
    title: 'Data of another type than application/octet-stream is a 415 that names it, and the image stays queued',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context)
      for (const type of ['application/json', 'text/plain']) {
        const answer = await putFile(cloud, id, { 'content-type': type })
        expect(answer.status).toBe(415)
        expect(answer.body.message).toContain(type)
        golden(type, answer)
      }
      expect((await cloud.image.images.get(id)).status).toBe('queued')
    },
  },
  {
    id: 'image-68',
    title: 'An image takes data once: a second upload is a 409',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await activeId(context)
      const again = await putFile(cloud, id)
      expect(again.status).toBe(409)
      expect(again.body.message).toContain('Image status transition from active to saving is not allowed')
      golden('again', again)
    },
  },
  {
    id: 'image-69',
    title:
      'An upload that is declared larger than the storage quota is a 413 before its data, and the image stays queued',
    needs: ['image', 'own-cloud'],
    run: async (context) => {
      const { cloud, signal } = context
      const id = await queuedId(context)
      const refused = cloud.image.upload(id, {
        open: endless,
        sizeBytes: 2 ** 50,
        signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
      })
      await expect(refused).rejects.toMatchObject({
        code: 'E_QUOTA',
        details: {
          status: 413,
          message: expect.stringMatching(/^Image exceeds the storage quota: The size of the data/),
        },
      })
      const left = await untilImage(context, id, 'queued again', ({ status }) => status === 'queued')
      expect(left.body.size).toBeNull()
    },
  },
  {
    id: 'image-77',
    title: 'An upload that breaks off leaves the image queued and deletable; one that is aborted takes it along',
    needs: ['image'],
    run: async (context) => {
      const { cloud } = context
      const id = await queuedId(context)
      const failing = () => {
        const source = halting()
        setTimeout(() => source.destroy(new Error('the disk is gone')), 150)
        return source
      }
      const broken = cloud.image.upload(id, { open: failing, sizeBytes: 1024 ** 2 })
      await expect(broken).rejects.toMatchObject({ code: 'E_USAGE' })
      const left = await untilImage(context, id, 'queued again', ({ status }) => status === 'queued')
      expect(left.body).toMatchObject({ size: null, checksum: null })
      const ending = new AbortController()
      const stop = new Error('enough')
      // Another one: with the first, a slow service may only now begin to read what was broken off.
      const other = await queuedId(context)
      const aborted = cloud.image.upload(other, {
        open: halting,
        sizeBytes: 1024 ** 2,
        onProgress: () => ending.abort(stop),
        signal: ending.signal,
      })
      await expect(aborted).rejects.toBe(stop)
      expect((await glance(cloud, 'GET', `/images/${other}`)).status).toBe(404)
    },
  },
]

/** Slowly, so that an answer is there long before the end. */
const endless = () => {
  const source = new Readable({
    read: () => setTimeout(() => source.destroyed || source.push(Buffer.alloc(4096)), 100),
  })
  return source
}

/** Some bytes, and then nothing more. */
const halting = () => {
  const source = new Readable({ read: () => {} })
  source.push(Buffer.alloc(64 * 1024))
  return source
}
