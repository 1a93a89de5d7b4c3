import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { Query, Resource } from '../../../../lib/openstack/types.ts'
import { activeBalancer, addListener, BALANCERS, LIMIT_MS, LISTENERS, octavia, POOLS } from './balancers.ts'

/** Cases about lists of Octavia's. */
export const LISTS: readonly ContractCase[] = [
  {
    id: 'balancer-94',
    title:
      'The next link of a filtered list has lost the filter, and a full last page has one too; the client keeps it',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, name } = context
      const id = await activeBalancer(context)
      const same = name('page')
      const ids = [
        await addListener(context, id, 80, { name: same }),
        await addListener(context, id, 81, { name: same }),
      ]
      await addListener(context, id, 82, { name: name('other') })
      const page = async (query: Query) => (await octavia(cloud, 'GET', LISTENERS, { query })).body
      const first = await page({ name: same, limit: 1 })
      const next = linkOf(first.listeners_links, 'next')
      expect(Object.fromEntries(next.searchParams)).toEqual({ limit: '1', marker: first.listeners[0].id })
      const second = await page({ name: same, limit: 1, marker: first.listeners[0].id })
      expect([first.listeners[0].id, second.listeners[0].id].sort()).toEqual([...ids].sort())
      expect(linkOf(second.listeners_links, 'next').searchParams.get('marker')).toBe(second.listeners[0].id)
      const previous = linkOf(second.listeners_links, 'previous')
      expect(previous.searchParams.get('page_reverse')).toBe('True')
      const last = await page({ name: same, limit: 1, marker: second.listeners[0].id })
      expect([last.listeners, last.listeners_links]).toEqual([[], []])
      const all = await cloud.loadBalancer.listeners.list({ name: same, limit: 1 })
      expect(all.map((listener) => listener.id).sort()).toEqual([...ids].sort())
    },
  },
  {
    id: 'balancer-95',
    title: 'A limit that is none is refused by a hook, in another shape than every other error; zero means all',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async ({ cloud, golden }) => {
      const refused = await octavia(cloud, 'GET', BALANCERS, { query: { limit: 'None' } })
      expect(refused.status).toBe(400)
      expect(refused.body).toEqual({
        code: 400,
        title: 'Bad Request',
        description: "Supplied pagination limit 'None' is not valid.",
      })
      golden('none', refused)
      for (const limit of ['infinite', '0', '-1']) {
        const { status } = await octavia(cloud, 'GET', BALANCERS, { query: { limit, name: 'contract-nothing' } })
        expect([limit, status]).toEqual([limit, 200])
      }
      const marker = await octavia(cloud, 'GET', BALANCERS, { query: { marker: 'nobody' } })
      expect(marker.status).toBe(400)
      golden('marker', marker)
      const nowhere = randomUUID()
      await expect(cloud.loadBalancer.members(nowhere).list()).rejects.toMatchObject({
        code: 'E_OPENSTACK',
        details: { status: 404, message: `Pool ${nowhere} not found.` },
      })
    },
  },
  {
    id: 'balancer-98',
    title: 'Lists are filtered by tags in four ways, by names and by balancer',
    needs: ['load-balancer'],
    timeoutMs: LIMIT_MS,
    run: async (context) => {
      const { cloud, name } = context
      const id = await activeBalancer(context)
      const tag = name('tag')
      const [one, two, three] = [
        await addListener(context, id, 80, { tags: [tag, 'contract-a'] }),
        await addListener(context, id, 81, { tags: [tag, 'contract-b'] }),
        await addListener(context, id, 82),
      ]
      const found = async (query: Query) => {
        const { status, body } = await octavia(cloud, 'GET', LISTENERS, { query: { loadbalancer_id: id, ...query } })
        expect(status).toBe(200)
        return body.listeners.map((listener: Resource) => listener.id).sort()
      }
      expect(await found({})).toEqual([one, two, three].sort())
      expect(await found({ tags: tag })).toEqual([one, two].sort())
      expect(await found({ tags: `${tag},contract-a` })).toEqual([one])
      expect(await found({ tags: [tag, 'contract-b'] })).toEqual([two])
      expect(await found({ 'tags-any': 'contract-a,contract-b' })).toEqual([one, two].sort())
      expect(await found({ 'not-tags': `${tag},contract-a` })).toEqual([two, three].sort())
      expect(await found({ 'not-tags-any': 'contract-a,contract-b' })).toEqual([three])
      expect(await found({ provisioning_status: 'ACTIVE', protocol_port: 82 })).toEqual([three])
      const fields = { query: { tags: tag, fields: ['id', 'name'] } }
      const { body } = await octavia(cloud, 'GET', LISTENERS, fields)
      expect(body.listeners.every((listener: object) => Object.keys(listener).sort().join() === 'id,name')).toBe(true)
      const pools = await octavia(cloud, 'GET', POOLS, { query: { listener_id: one! } })
      expect(pools.status).toBe(400)
    },
  },
]

const linkOf = (links: readonly { rel: string; href: string }[], rel: string): URL =>
  new URL(links.find((link) => link.rel === rel)!.href)
