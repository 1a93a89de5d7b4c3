import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { Query } from '../../../../lib/openstack/types.ts'
import { expectNovaError, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Tags, names and pages of servers. */
export const TAGS: readonly ContractCase[] = [
  {
    id: 'compute-55',
    title: 'Tags are set at the creation, filtered by, added with 201 and 204, and removed once',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      // Until it is built its tags cannot be changed (409).
      const { id } = await nova.active({ tags: ['one', 'two', context.name()] })
      expect((await nova.show(id)).tags.sort()).toEqual([context.name(), 'one', 'two'].sort())
      const found = async (query: Query) => {
        const answer = await nova.ask('GET', '/servers/detail', undefined, { query })
        return answer.body.servers.map((server: { id: string }) => server.id)
      }
      expect(await found({ tags: `one,${context.name()}` })).toEqual([id])
      expect(await found({ tags: `three,${context.name()}` })).toEqual([])
      expect(await found({ tags: context.name(), 'not-tags-any': 'two' })).toEqual([])
      const tags = `/servers/${id}/tags`
      const put = (tag: string) => nova.ask('PUT', `${tags}/${tag}`)
      expect([(await put('three')).status, (await put('three')).status]).toEqual([201, 204])
      expect((await nova.ask('GET', `${tags}/three`)).status).toBe(204)
      expectNovaError(await nova.ask('GET', `${tags}/four`), 404, 'itemNotFound', `Server ${id} has no tag 'four'`)
      const comma =
        "Tag 'a,b' is invalid. It must be a non empty string without characters '/' and ','. Validation error message: 'a,b' does not match '^[^,/]*$'"
      expectNovaError(await put('a,b'), 400, 'badRequest', comma)
      const set = await nova.ask('PUT', tags, { tags: ['red'] })
      expect([set.status, set.body]).toEqual([200, { tags: ['red'] }])
      expect((await nova.ask('DELETE', `${tags}/red`)).status).toBe(204)
      const again = await nova.ask('DELETE', `${tags}/red`)
      expectNovaError(again, 404, 'itemNotFound', `Instance ${id} has no tag 'red'`)
    },
  },
  {
    id: 'compute-56',
    title: 'The filter of names is a regular expression that may match anywhere',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      await nova.create({ name: context.name('axb') })
      const names = async (name: string) => {
        const { body } = await nova.ask('GET', '/servers', undefined, { query: { name } })
        return body.servers.map((server: { name: string }) => server.name)
      }
      const whole = context.name('axb')
      expect(await names(context.name('a.b'))).toEqual([whole])
      expect(await names(context.name('a'))).toEqual([whole])
      expect(await names(`^${whole}$`)).toEqual([whole])
      expect(await names(`^${context.name('a')}$`)).toEqual([])
      // Nova takes a bar for itself, as some databases stumble over it.
      expect(await names(`${context.name()}-(axb|ayb)$`)).toEqual([])
    },
  },
  {
    id: 'compute-64',
    title: 'Pages of one with tags cover what has them exactly once, and the next link keeps the filter',
    needs: ['compute'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const tags = [context.name(), 'page']
      // While it is scheduled a server moves from one database to another, and a page may have it twice. Those made in the same
      // second are in no order.
      const { id: first } = await nova.active({ tags })
      const { id: second } = await nova.active({ tags })
      const seen: string[] = []
      let marker: string | undefined
      for (let page = 0; page < 4; page += 1) {
        const query = { tags: tags.join(','), limit: 1, marker }
        const { body } = await nova.ask('GET', '/servers/detail', undefined, { query })
        seen.push(...body.servers.map((server: { id: string }) => server.id))
        const [next] = body.servers_links ?? []
        if (next === undefined) break
        const params = new URL(next.href).searchParams
        expect([next.rel, params.get('tags'), params.get('limit')]).toEqual(['next', tags.join(','), '1'])
        marker = params.get('marker')!
      }
      expect(seen).toEqual([second, first])
      const typed = await context.cloud.compute.servers.list({ tags: tags.join(','), limit: 1 })
      expect(typed.map(({ id }) => id)).toEqual([second, first])
    },
  },
  {
    id: 'compute-131',
    title: 'Name, description and metadata can be changed',
    needs: ['compute'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { id } = await nova.active({ metadata: { one: '1' } })
      const changed = await nova.ask('PUT', `/servers/${id}`, {
        server: { name: context.name('new'), description: 'new' },
      })
      expect([changed.status, changed.body.server.name]).toEqual([200, context.name('new')])
      const path = `/servers/${id}/metadata`
      const added = await nova.ask('POST', path, { metadata: { two: '2' } })
      expect([added.status, added.body]).toEqual([200, { metadata: { one: '1', two: '2' } }])
      const replaced = await nova.ask('PUT', path, { metadata: { three: '3' } })
      expect(replaced.body).toEqual({ metadata: { three: '3' } })
      expect((await nova.ask('DELETE', `${path}/three`)).status).toBe(204)
      expectNovaError(await nova.ask('DELETE', `${path}/three`), 404, 'itemNotFound')
      expect(await nova.show(id)).toMatchObject({ metadata: {}, description: 'new' })
    },
  },
]
