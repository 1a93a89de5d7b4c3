import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { activeId, glance, patch, queuedId } from './queued.ts'

/** Cases about changes of images. */
export const CHANGES: readonly ContractCase[] = [
  {
    id: 'image-116',
    title: 'A patch in Glance’s dialect: what is there may be added again, what is not can’t be replaced',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context, { contract_property: 'a' })
      const added = await patch(cloud, id, [{ op: 'add', path: '/contract_property', value: 'b' }])
      expect([added.status, added.body.contract_property]).toEqual([200, 'b'])
      golden('added', added)
      const refused = async (label: string, status: number, operation: object) => {
        const answer = await patch(cloud, id, [operation])
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await refused('replace unknown', 409, { op: 'replace', path: '/unknown', value: 'x' })
      await refused('remove unknown', 409, { op: 'remove', path: '/unknown' })
      await refused('remove name', 403, { op: 'remove', path: '/name' })
      await refused('status', 403, { op: 'replace', path: '/status', value: 'active' })
      const plain = await glance(cloud, 'PATCH', `/images/${id}`, { body: [] })
      expect(plain.status).toBe(415)
      golden('plain', plain)
    },
  },
  {
    id: 'image-117',
    title: 'Tags of an image are put and deleted one by one, and one that isn’t there is a 404',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context)
      const tag = `/images/${id}/tags/contract`
      for (const label of ['put', 'put again']) {
        const answer = await glance(cloud, 'PUT', tag)
        expect([answer.status, answer.text]).toEqual([204, ''])
        golden(label, answer)
      }
      await cloud.image.addTag(id, 'second')
      expect([...(await cloud.image.images.get(id)).tags].sort()).toEqual(['contract', 'second'])
      golden('deleted', await glance(cloud, 'DELETE', tag))
      const gone = await glance(cloud, 'DELETE', tag)
      expect(gone.status).toBe(404)
      golden('gone', gone)
      await cloud.image.removeTag(id, 'second')
      expect((await cloud.image.images.get(id)).tags).toEqual([])
    },
  },
  {
    id: 'image-118',
    title: 'A deactivated image keeps its data from everyone until it is reactivated',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await activeId(context)
      await cloud.image.deactivate(id)
      await cloud.image.deactivate(id)
      const shown = await glance(cloud, 'GET', `/images/${id}`)
      expect(shown.body.status).toBe('deactivated')
      golden('deactivated', shown)
      const refused = await glance(cloud, 'GET', `/images/${id}/file`)
      expect(refused.status).toBe(403)
      golden('file', refused)
      await cloud.image.reactivate(id)
      expect((await cloud.image.images.get(id)).status).toBe('active')
    },
  },
]
