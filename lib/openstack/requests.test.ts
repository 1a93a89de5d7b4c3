import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { connectOpenStack } from './connect.ts'
import { json, PROJECT, type ScriptedCloud, startCloud } from './testing/scripted-cloud.ts'
import { scriptedSession } from './testing/scripted-session.ts'
import type { OpenStack } from './types.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const NETWORKS = 'GET /networking/v2.0/networks'

let cloud: ScriptedCloud
let open: OpenStack[]

beforeEach(async () => {
  cloud = await startCloud({ clock })
  cloud.on(NETWORKS, (_, response) => json(response, 200, { networks: [{ id: 'n1', name: 'one' }] }))
  open = []
})

afterEach(async () => {
  await Promise.all(open.map((session) => session.close()))
  await cloud.close()
})

const connect = async (options: Partial<Parameters<typeof connectOpenStack>[0]> = {}) => {
  const session = await connectOpenStack({ cloud: cloud.entry(), clock, ...options })
  open.push(session)
  return session
}

test('A busy service is asked again when it said so', async () => {
  const session = await connect()
  let asked = 0
  cloud.on(NETWORKS, (_, response) => {
    if (++asked < 3) return json(response, 503, {}, { 'retry-after': '4' })
    json(response, 200, { networks: [] })
  })
  const before = clock.now()
  await session.network.networks.list()
  expect(clock.now() - before).toBeGreaterThanOrEqual(8000)
})

test('A read whose connection breaks is sent again, a create never', async () => {
  const session = await scriptedSession(cloud, { clock })
  let asked = 0
  cloud.on(NETWORKS, (_, response) => {
    if (++asked === 1) response.socket?.resetAndDestroy()
    else json(response, 200, { networks: [] })
  })
  cloud.on('POST /networking/v2.0/networks', (_, response) => void response.socket?.resetAndDestroy())
  const call = { service: 'network', path: '/networks' } as const
  expect((await session.call({ ...call, method: 'GET' })).body).toEqual({ networks: [] })
  await expect(session.call({ ...call, method: 'POST', body: { network: {} } })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { ambiguous: true, service: 'network', method: 'POST' },
  })
  expect(cloud.asked('POST /networking/v2.0/networks')).toHaveLength(1)
  await session.close()
})

test('Changes have a connection each, reads share theirs', async () => {
  cloud.on('POST /networking/v2.0/networks', (_, response) => json(response, 201, { network: { id: 'a' } }))
  const session = await connect()
  for (let i = 0; i < 10; i++) await session.network.networks.list()
  for (let i = 0; i < 3; i++) await session.network.networks.create({ name: 'a' })
  const portsOf = (route: string) => new Set(cloud.asked(route).map(({ port }) => port)).size
  expect(portsOf(NETWORKS)).toBeLessThanOrEqual(2)
  expect(portsOf('POST /networking/v2.0/networks')).toBe(3)
})

test.each([
  ['network', 409, { NeutronError: { type: 'OverQuota', message: 'Quota exceeded for resources' } }],
  ['compute', 403, { forbidden: { code: 403, message: 'Quota exceeded for cores' } }],
  ['volume', 413, { overLimit: { code: 413, message: 'VolumeLimitExceeded', retryAfter: '0' } }],
  ['load balancer', 403, { faultcode: 'Client', faultstring: 'Quota has been met for resources: Load Balancer' }],
])('A create of a %s beyond the quota is an E_QUOTA at once', async (what, status, body) => {
  const session = await connect()
  const [path, collection] = {
    network: ['/networking/v2.0/networks', session.network.networks],
    compute: ['/compute/v2.1/servers', session.compute.servers],
    volume: [`/volume/v3/${PROJECT}/volumes`, session.blockStorage.volumes],
    'load balancer': ['/load-balancer/v2.0/lbaas/loadbalancers', session.loadBalancer.loadBalancers],
  }[what] as [string, typeof session.network.networks]
  cloud.on(`POST ${path}`, (_, response) => json(response, status, body, { 'retry-after': '0' }))
  await expect(collection.create({ name: 'a' })).rejects.toMatchObject({ code: 'E_QUOTA', details: { status } })
  expect(cloud.asked(`POST ${path}`)).toHaveLength(1)
})

test('An error carries service, status, code, message, request id, method and path', async () => {
  const session = await connect()
  cloud.on('DELETE /networking/v2.0/networks/n1', (_, response) =>
    json(
      response,
      409,
      { NeutronError: { type: 'NetworkInUse', message: 'ports: p1' } },
      { 'x-openstack-request-id': 'req-7' },
    ),
  )
  const error = await session.network.networks.delete('n1').catch((thrown) => thrown)
  expect(error).toMatchObject({
    code: 'E_OPENSTACK',
    message:
      'expected DELETE /networking/v2.0/networks/n1 of network to succeed, got 409 NetworkInUse: ports: p1 (req-7)',
    details: {
      service: 'network',
      status: 409,
      code: 'NetworkInUse',
      message: 'ports: p1',
      requestId: 'req-7',
      method: 'DELETE',
      path: '/networking/v2.0/networks/n1',
    },
  })
})

test("An error that repeats a secret doesn't show it", async () => {
  const session = await connect()
  cloud.on(NETWORKS, ({ headers }, response) => json(response, 400, { message: `bad ${headers['x-auth-token']}` }))
  await expect(session.network.networks.list()).rejects.toThrow('got 400: bad •••')
})
