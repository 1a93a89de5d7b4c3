import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../testing/scripted-cloud.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

let under: SessionUnderTest

beforeEach(async () => {
  under = await startSession()
})

afterEach(() => under.close())

const PORTS = '/networking/v2.0/ports'

/** Ports p1 … pN by marker, with links that lose the filters and name a foreign host. */
const servePorts = (count: number) =>
  under.cloud.on(`GET ${PORTS}`, ({ query }, response) => {
    const limit = Number(query.get('limit'))
    const start = Number((query.get('marker') ?? 'p0').slice(1))
    const ports = Array.from({ length: Math.min(limit, count - start) }, (_, i) => ({ id: `p${start + i + 1}` }))
    const href = `http://internal.invalid/v2.0/ports?limit=${limit}&marker=${ports.at(-1)?.id}`
    const links = ports.length === limit ? [{ rel: 'next', href }] : []
    json(response, 200, { ports, ports_links: links })
  })

test('Pages of one cover everything exactly once, and keep the filters', async () => {
  servePorts(4)
  const ports = await under.session.network.ports.list({ limit: 1, network_id: 'n' })
  expect(ports.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4'])
  expect(under.cloud.asked(`GET ${PORTS}`).map(({ query }) => query.toString())).toEqual([
    'limit=1&network_id=n',
    'limit=1&network_id=n&marker=p1',
    'limit=1&network_id=n&marker=p2',
    'limit=1&network_id=n&marker=p3',
    'limit=1&network_id=n&marker=p4',
  ])
})

test('Whoever stops reading stops the asking', async () => {
  servePorts(100)
  const seen: string[] = []
  for await (const { id } of under.session.network.ports.items({ limit: 2 })) {
    seen.push(id)
    if (seen.length === 3) break
  }
  expect(seen).toEqual(['p1', 'p2', 'p3'])
  expect(under.cloud.asked(`GET ${PORTS}`)).toHaveLength(2)
})

test('No more is taken, nor asked for, than was wanted', async () => {
  servePorts(100)
  const pages = await Array.fromAsync(under.session.network.ports.pages({ limit: 2 }, { maxItems: 3 }))
  expect(pages.map((page) => page.length)).toEqual([2, 1])
  await under.session.network.ports.list({}, { maxItems: 3 })
  expect(under.cloud.seen.at(-1)!.query.get('limit')).toBe('3')
})

test('A resource that slips onto the next page comes once, and an empty page is the last', async () => {
  under.cloud.on(`GET ${PORTS}`, ({ query }, response) => {
    const links = [{ rel: 'next', href: `?marker=${query.get('marker') === 'b' ? 'c' : 'b'}` }]
    if (!query.has('marker')) return json(response, 200, { ports: [{ id: 'a' }, { id: 'b' }], ports_links: links })
    if (query.get('marker') === 'b')
      return json(response, 200, { ports: [{ id: 'b' }, { id: 'c' }], ports_links: links })
    json(response, 200, { ports: [], ports_links: [{ rel: 'next', href: '?marker=c' }] })
  })
  expect((await under.session.network.ports.list()).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('An abort between pages ends the list with its reason', async () => {
  servePorts(10)
  const controller = new AbortController()
  const read = async () => {
    for await (const _ of under.session.network.ports.pages({ limit: 1 }, { signal: controller.signal }))
      controller.abort(new Error('enough'))
  }
  await expect(read()).rejects.toThrow('enough')
})

test('Links of Keystone are followed without a limit, and a list that it has cut is an error', async () => {
  const { cloud, session } = under
  cloud.on('GET /identity/v3/projects', ({ query }, response) =>
    query.get('marker') === 'a'
      ? json(response, 200, { projects: [{ id: 'b' }], links: { next: null } })
      : json(response, 200, { projects: [{ id: 'a' }], links: { next: 'http://x.invalid/v3/projects?marker=a' } }),
  )
  cloud.on('GET /identity/v3/users', (_, response) => json(response, 200, { users: [{ id: 'a' }], truncated: true }))
  expect(await session.identity.projects.list()).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(cloud.seen.at(-1)!.query.has('limit')).toBe(false)
  await expect(session.identity.users.list()).rejects.toThrow('one that the service has cut')
})

test('Pages by offset are as long as was asked for', async () => {
  const groups = ['a', 'b', 'c'].map((id) => ({ id }))
  under.cloud.on('GET /compute/v2.1/os-server-groups', ({ query }, response) => {
    const offset = Number(query.get('offset') ?? 0)
    json(response, 200, { server_groups: groups.slice(offset, offset + Number(query.get('limit'))) })
  })
  expect(await under.session.compute.serverGroups.list({ limit: 2 })).toEqual(groups)
})

test('A filter that the service would overlook is an error that names the known ones', async () => {
  const { compute, image, blockStorage } = under.session
  await expect(compute.servers.list({ nmae: 'a' })).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringMatching(/got nmae; known are name, status, tags/),
    details: { unknown: ['nmae'] },
  })
  await expect(blockStorage.volumes.list({ description: 'a' })).rejects.toThrow('got description')
  await expect(image.images.list({ os_distro: 'debian' })).rejects.toThrow('got os_distro')
  under.cloud.on('GET /image/v2/images', ({ query }, response) =>
    json(response, 200, { images: [{ id: query.get('os_distro') }] }),
  )
  expect(await image.images.list({ os_distro: 'debian' }, { anyFilter: true })).toEqual([{ id: 'debian' }])
})
