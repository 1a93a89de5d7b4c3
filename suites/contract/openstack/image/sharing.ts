import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { glance, patch, queuedId } from './queued.ts'

/** Cases about who else may use an image. */
export const SHARING: readonly ContractCase[] = [
  {
    id: 'image-75',
    title: 'Only a shared image has members; of them each accepts for itself',
    needs: ['image', 'other-project'],
    run: async (context) => {
      const { cloud, other, golden } = context
      const member = other().projectId
      const id = await queuedId(context)
      const path = `/images/${id}/members`
      const added = await glance(cloud, 'POST', path, { body: { member } })
      expect([added.status, added.body.status]).toEqual([200, 'pending'])
      golden('added', added)
      const twice = await glance(cloud, 'POST', path, { body: { member } })
      expect(twice.status).toBe(409)
      golden('twice', twice)
      const accept = { body: { status: 'accepted' } }
      const owner = await glance(cloud, 'PUT', `${path}/${member}`, accept)
      expect(owner.status).toBe(403)
      golden('owner accepts', owner)
      const odd = await glance(other(), 'PUT', `${path}/${member}`, { body: { status: 'odd' } })
      expect(odd.status).toBe(400)
      golden('odd', odd)
      golden('accepted', await glance(other(), 'PUT', `${path}/${member}`, accept))
      expect((await cloud.image.members(id).list()).map(({ status }) => status)).toEqual(['accepted'])
      await cloud.image.members(id).delete(member)
      const gone = await glance(cloud, 'DELETE', `${path}/${member}`)
      expect(gone.status).toBe(404)
      golden('gone', gone)
      await patch(cloud, id, [{ op: 'replace', path: '/visibility', value: 'private' }])
      for (const [label, method] of [
        ['private add', 'POST'],
        ['private list', 'GET'],
      ] as const) {
        const body = method === 'POST' ? { body: { member } } : {}
        const answer = await glance(cloud, method, path, body)
        expect(answer.status).toBe(403)
        golden(label, answer)
      }
    },
  },
  {
    id: 'image-121',
    title:
      'Another project sees an image when it was made a member, lists it when it has accepted, and may only use it',
    needs: ['image', 'other-project'],
    run: async (context) => {
      const { cloud, other, golden } = context
      const id = await queuedId(context)
      const stranger = await glance(other(), 'GET', `/images/${id}`)
      expect(stranger.status).toBe(404)
      golden('stranger', stranger)
      golden('stranger’s tag', await glance(other(), 'PUT', `/images/${id}/tags/mine`))
      await cloud.image.members(id).create({ member: other().projectId })
      const listed = async () => (await other().image.images.list()).some((image) => image.id === id)
      expect(await other().image.images.get(id)).toMatchObject({ id, owner: cloud.projectId })
      expect(await listed()).toBe(false)
      await other().image.members(id).update(other().projectId, { status: 'accepted' })
      expect(await listed()).toBe(true)
      const refused = await glance(other(), 'DELETE', `/images/${id}`)
      expect(refused.status).toBe(403)
      golden('member deletes', refused)
    },
  },
  {
    id: 'image-122',
    title: 'Publishing an image is the operator’s',
    needs: ['image'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await queuedId(context)
      const refused = await patch(cloud, id, [{ op: 'replace', path: '/visibility', value: 'public' }])
      expect(refused.status).toBe(403)
      golden('public', refused)
    },
  },
]
