import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { Query } from '../../../../lib/openstack/types.ts'
import { glance, queuedId } from './queued.ts'

/** Cases about lists of images. */
export const LISTS: readonly ContractCase[] = [
  {
    id: 'image-74',
    title:
      'The next link is a path that knows nothing of a prefix before Glance; the client’s pages are whole all the same',
    needs: ['image'],
    run: async (context) => {
      const { cloud, name, golden } = context
      const tag = name('page')
      const ids = [await queuedId(context, { tags: [tag] }), await queuedId(context, { tags: [tag] })]
      const page = async (query: Query) => (await glance(cloud, 'GET', '/images', { query })).body
      const first = await page({ limit: 1, tag })
      expect(first.next).toBe(`/v2/images?limit=1&tag=${tag}&marker=${first.images[0].id}`)
      expect(first.first).toBe(`/v2/images?limit=1&tag=${tag}`)
      const second = await page({ limit: 1, tag, marker: first.images[0].id })
      expect([first.images[0].id, second.images[0].id].sort()).toEqual([...ids].sort())
      expect(second.next).toContain(`marker=${second.images[0].id}`)
      const last = await glance(cloud, 'GET', '/images', { query: { limit: 1, tag, marker: second.images[0].id } })
      expect(last.body.images).toEqual([])
      golden('last', last)
      const all = await cloud.image.images.list({ tag, limit: 1 })
      expect(all.map(({ id }) => id).sort()).toEqual([...ids].sort())
    },
  },
  {
    id: 'image-76',
    title:
      'Lists are filtered by tags, all of which must be there, and by any property; the last value of a name counts',
    needs: ['image'],
    run: async (context) => {
      const { cloud, name } = context
      const tag = name('tag')
      const [one, two] = [
        await queuedId(context, { name: name('one'), tags: [tag, 'contract-a'], contract_kind: tag }),
        await queuedId(context, { name: name('two'), tags: [tag, 'contract-b'] }),
      ]
      const found = async (query: Query) => {
        const { status, body } = await glance(cloud, 'GET', '/images', { query })
        expect(status).toBe(200)
        return body.images.map(({ id }: { id: string }) => id).sort()
      }
      expect(await found({ tag })).toEqual([one, two].sort())
      expect(await found({ tag: [tag, 'contract-a'] })).toEqual([one])
      expect(await found({ tag: ['contract-none', tag] })).toEqual([])
      expect(await found({ contract_kind: tag })).toEqual([one])
      expect(await found({ contract_unknown: tag })).toEqual([])
      expect(await found({ name: `in:${name('one')},${name('two')}` })).toEqual([one, two].sort())
      expect(await found({ name: [name('one'), name('two')] })).toEqual([two])
      expect(await found({ tag, status: 'in:queued,active', created_at: 'gt:2020-01-01T00:00:00Z' })).toHaveLength(2)
      expect(await found({ tag, visibility: 'private' })).toEqual([])
      const oldestFirst = { query: { tag, sort: 'name:asc' } }
      const sorted = (await glance(cloud, 'GET', '/images', oldestFirst)).body.images
      expect(sorted.map(({ id }: { id: string }) => id)).toEqual([one, two])
    },
  },
  {
    id: 'image-119',
    title: 'Wrong limits, markers and filters are a 400; a limit of nothing is an empty list',
    needs: ['image'],
    run: async ({ cloud, golden }) => {
      const refused = async (label: string, query: Query) => {
        const answer = await glance(cloud, 'GET', '/images', { query })
        expect([label, answer.status]).toEqual([label, 400])
        golden(label, answer)
      }
      await refused('limit', { limit: 'many' })
      await refused('negative limit', { limit: -1 })
      await refused('marker', { marker: 'nobody' })
      await refused('visibility', { visibility: 'secret' })
      await refused('member status', { member_status: 'odd' })
      await refused('size', { size_min: 'big' })
      await refused('time', { created_at: 'yesterday' })
      const none = await glance(cloud, 'GET', '/images', { query: { limit: 0 } })
      expect(none.body.images).toEqual([])
      golden('limit of nothing', none)
    },
  },
  {
    id: 'image-120',
    title: 'Unknown paths and methods are a 404 and a 405 that says what there is',
    needs: ['image'],
    run: async ({ cloud, golden }) => {
      golden('path', await glance(cloud, 'GET', '/contract-nothing'))
      const method = await glance(cloud, 'DELETE', '/images')
      expect([method.status, method.headers.allow]).toEqual([405, 'GET, POST'])
      golden('method', method)
      const body = { body: '{', headers: { 'content-type': 'application/json' } }
      const malformed = await glance(cloud, 'POST', '/images', body)
      expect(malformed.status).toBe(400)
      golden('malformed', malformed)
    },
  },
]
