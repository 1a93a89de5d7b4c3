import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../../core/clock.ts'
import { createRedactor } from '../../core/redact.ts'
import { connectOpenStack } from '../connect.ts'
import type { Recorder } from '../recorder.ts'
import { json, PROJECT, type ScriptedCloud, startCloud } from '../testing/scripted-cloud.ts'
import type { OpenStack } from '../types.ts'

const clock = acceleratedClock({ epochMs: Date.now(), wallMs: Date.now(), scale: 1000 })
const redactor = createRedactor()
const LB = 'd0e1f2a3-0000-4000-8000-000000000001'

let cloud: ScriptedCloud
let session: OpenStack
let lines: unknown[]

const recorder: Recorder = {
  intent: (intent) => `t${lines.push(intent)}`,
  created: (token, id, requestId) => void lines.push({ token, id, requestId }),
  failed: (token, reason) => void lines.push({ token, reason }),
}

beforeEach(async () => {
  lines = []
  cloud = await startCloud({ clock })
  session = await connectOpenStack({ cloud: cloud.entry(), clock, recorder, redactor })
})

afterEach(async () => {
  await session.close()
  await cloud.close()
})

test('The ledger has its line before the request is sent, and the id after', async () => {
  cloud.on('POST /networking/v2.0/networks', (_, response) => {
    expect(lines).toHaveLength(1)
    json(response, 201, { network: { id: 'n1' } }, { 'x-openstack-request-id': 'req-1' })
  })
  await session.network.networks.create({ name: 'sp-abc' })
  expect(lines).toEqual([
    { kind: 'network', name: 'sp-abc', scope: PROJECT, via: 'POST /networking/v2.0/networks' },
    { token: 't1', id: 'n1', requestId: 'req-1' },
  ])
})

test('A create that certainly made nothing is closed in the ledger, one that may have is left open', async () => {
  cloud.on('POST /networking/v2.0/floatingips', (_, response) =>
    json(response, 404, { NeutronError: { type: 'X', message: 'no path' } }),
  )
  cloud.on('POST /networking/v2.0/ports', (_, response) => void response.writeHead(504).end())
  await expect(session.network.floatingIps.create({ description: 'sp-abc' })).rejects.toThrow('no path')
  await expect(session.network.ports.create({ name: 'p' })).rejects.toThrow('504')
  expect(lines).toMatchObject([
    { kind: 'floatingip', name: 'sp-abc' },
    { reason: expect.stringContaining('no path') },
    { kind: 'port' },
  ])
})

test('Pages are followed by marker alone, on our own path and with our own query', async () => {
  const path = '/load-balancer/v2.0/lbaas/loadbalancers'
  cloud.on(`GET ${path}`, ({ query }, response) => {
    const links = [{ rel: 'next', href: 'http://internal.invalid/v2.0/lbaas/loadbalancers?limit=2&marker=b' }]
    if (!query.has('marker'))
      return json(response, 200, { loadbalancers: [{ id: 'a' }, { id: 'b' }], loadbalancers_links: links })
    json(response, 200, { loadbalancers: [] })
  })
  expect(await session.loadBalancer.loadBalancers.list({ tags: 'sp-abc' })).toEqual([{ id: 'a' }, { id: 'b' }])
  expect(cloud.asked(`GET ${path}`).map(({ query }) => query.toString())).toEqual([
    'limit=500&tags=sp-abc',
    'limit=500&tags=sp-abc&marker=b',
  ])
})

test("Glance's own links and relative paths are followed too", async () => {
  cloud.on('GET /image/v2/images', ({ query }, response) =>
    query.get('marker') === 'i1'
      ? json(response, 200, { images: [{ id: 'i2' }, { id: 'i1' }] })
      : json(response, 200, { images: [{ id: 'i1' }], next: '/v2/images?marker=i1' }),
  )
  expect((await session.image.images.list()).map(({ id }) => id)).toEqual(['i1', 'i2'])
})

test('Pages that come round again are an error instead of a loop', async () => {
  const links = [{ rel: 'next', href: '?marker=a' }]
  cloud.on('GET /networking/v2.0/ports', (_, response) =>
    json(response, 200, { ports: [{ id: 'a' }], ports_links: links }),
  )
  await expect(session.network.ports.list()).rejects.toThrow('got the same one twice')
})

test('Server groups are paged by offset', async () => {
  const groups = Array.from({ length: 501 }, (_, i) => ({ id: `g${i}` }))
  cloud.on('GET /compute/v2.1/os-server-groups', ({ query }, response) => {
    const offset = Number(query.get('offset') ?? 0)
    json(response, 200, { server_groups: groups.slice(offset, offset + 500) })
  })
  expect(await session.compute.serverGroups.list()).toHaveLength(501)
})

test('A missing resource is an error with its status', async () => {
  await expect(session.network.ports.get('none')).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { status: 404 },
  })
})

test('A deletion of what is not there is done, and cascades when told to', async () => {
  cloud.on(`DELETE /load-balancer/v2.0/lbaas/loadbalancers/${LB}`, (_, response) => void response.writeHead(204).end())
  await session.loadBalancer.loadBalancers.delete(LB, { cascade: true })
  expect(cloud.seen.at(-1)!.query.get('cascade')).toBe('true')
  await session.network.ports.delete('none')
})

test.each(['', '.', '..'])('What is no id is refused before it is sent: %j', async (id) => {
  await expect(session.network.ports.delete(id)).rejects.toMatchObject({ code: 'E_USAGE' })
  await expect(session.network.ports.get(id)).rejects.toMatchObject({ code: 'E_USAGE' })
})

test('An answer without the resource is an error that says so', async () => {
  cloud.on('GET /networking/v2.0/ports/p', (_, response) => json(response, 200, { hello: 'world' }))
  await expect(session.network.ports.get('p')).rejects.toThrow('expected a port in the answer to GET /ports of network')
})
