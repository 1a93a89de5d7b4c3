import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { glance, queuedId, queuedImage } from './queued.ts'

/** Cases about how images come to be, and what they may not be. */
export const CREATING: readonly ContractCase[] = [
  {
    id: 'image-65',
    title: 'An image may bring its own id, which a second one can not have: what makes its creation repeatable',
    needs: ['image'],
    run: async (context) => {
      const { cloud, name, golden } = context
      const id = randomUUID()
      const created = await queuedImage(context, { id, tags: [name('tag')], contract_property: 'x' })
      expect(created.status).toBe(201)
      expect(created.body).toMatchObject({ id, status: 'queued', visibility: 'shared', size: null })
      golden('created', created)
      const again = await queuedImage(context, { id })
      expect(again.status).toBe(409)
      expect(again.body.message).toBe(`Image ID ${id} already exists!<br /><br />\n\n\n`)
      golden('again', again)
      await expect(cloud.image.images.create({ id, name: name() })).rejects.toMatchObject({
        code: 'E_OPENSTACK',
        details: { status: 409, message: `Image ID ${id} already exists!` },
      })
    },
  },
  {
    id: 'image-111',
    title: 'What does not match the schema of images is a 400, what only Glance may set a 403',
    needs: ['image'],
    run: async (context) => {
      const { golden } = context
      const refused = async (label: string, status: number, body: Record<string, unknown>) => {
        const answer = await queuedImage(context, body)
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await refused('id', 400, { id: 'no-uuid' })
      await refused('name', 400, { name: 5 })
      await refused('disk format', 400, { disk_format: 'floppy' })
      await refused('visibility', 400, { visibility: 'secret' })
      await refused('status', 403, { status: 'active' })
      await refused('public', 403, { visibility: 'public' })
    },
  },
  {
    id: 'image-112',
    title: 'More than 128 tags or properties are a 413, which the client knows for a quota',
    needs: ['image'],
    run: async (context) => {
      const { cloud, name, golden } = context
      const tags = Array.from({ length: 129 }, (_, index) => `t${index}`)
      const tagged = await queuedImage(context, { tags })
      expect(tagged.status).toBe(413)
      golden('tags', tagged)
      const many = Object.fromEntries(tags.map((tag) => [tag, 'x']))
      const described = await queuedImage(context, many)
      expect(described.status).toBe(413)
      golden('properties', described)
      const refused = cloud.image.images.create({ name: name(), tags })
      await expect(refused).rejects.toMatchObject({ code: 'E_QUOTA', details: { status: 413 } })
    },
  },
  {
    id: 'image-72',
    title: 'A protected image can not be deleted; a deleted one is unknown, in two wordings',
    needs: ['image'],
    run: async (context) => {
      const { cloud, undo, golden } = context
      const id = await queuedId(context, { protected: true })
      undo(() => cloud.image.images.update(id, { protected: false }))
      const refused = await glance(cloud, 'DELETE', `/images/${id}`)
      expect(refused.status).toBe(403)
      golden('protected', refused)
      const freed = await cloud.image.images.update(id, { protected: false })
      expect(freed.protected).toBe(false)
      expect((await glance(cloud, 'DELETE', `/images/${id}`)).status).toBe(204)
      const again = await glance(cloud, 'DELETE', `/images/${id}`)
      expect(again.status).toBe(404)
      golden('deleted', again)
      const shown = await glance(cloud, 'GET', `/images/${id}`)
      expect(shown.status).toBe(404)
      golden('shown', shown)
      await cloud.image.images.delete(id)
    },
  },
  {
    id: 'image-73',
    title: 'Errors are JSON only for whoever asks for JSON, else HTML, or plain text for who asks for nothing',
    needs: ['image'],
    run: async ({ cloud, golden }) => {
      const path = `/images/${randomUUID()}`
      const kinds = { json: 'application/json', html: '*/*', text: '' }
      for (const [label, accept] of Object.entries(kinds)) {
        const answer = await glance(cloud, 'GET', path, { headers: { accept } })
        expect(answer.status).toBe(404)
        golden(label, answer)
      }
      const stranger = await glance(cloud, 'GET', path, { token: 'no-token' })
      expect(stranger.status).toBe(401)
      golden('stranger', stranger)
      await expect(cloud.image.images.get(path.slice(8))).rejects.toMatchObject({
        details: { status: 404, message: `No image found with ID ${path.slice(8)}` },
      })
    },
  },
]
