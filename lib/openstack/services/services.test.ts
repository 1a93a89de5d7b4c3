import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../../core/clock.ts'
import { createRedactor } from '../../core/redact.ts'
import { connectOpenStack } from '../connect.ts'
import type { Recorder } from '../recorder.ts'
import { json, PROJECT, type ScriptedCloud, startCloud, USER } from '../testing/scripted-cloud.ts'
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

test('Scheduler hints stand beside the server, and its password is learnt', async () => {
  cloud.on('POST /compute/v2.1/servers', (_, response) =>
    json(response, 202, { server: { id: 's1', adminPass: 'canary-admin' } }),
  )
  await session.compute.servers.create({ name: 's', 'os:scheduler_hints': { group: 'g' } })
  expect(cloud.seen.at(-1)!.body).toEqual({ server: { name: 's' }, 'os:scheduler_hints': { group: 'g' } })
  expect(redactor.text('canary-admin')).toBe('•••')
})

test('Keypairs are known by name, wherever they stand', async () => {
  cloud.on('GET /compute/v2.1/os-keypairs', (_, response) =>
    json(response, 200, { keypairs: [{ keypair: { name: 'k' } }] }),
  )
  cloud.on('POST /compute/v2.1/os-keypairs', (_, response) =>
    json(response, 201, { keypair: { name: 'k', private_key: 'canary-private' } }),
  )
  expect(await session.compute.keypairs.list()).toEqual([{ id: 'k', name: 'k' }])
  expect((await session.compute.keypairs.create({ name: 'k' })).id).toBe('k')
  expect(redactor.text('canary-private')).toBe('•••')
})

test('Images have no envelope and are changed by JSON patch', async () => {
  cloud.on('POST /image/v2/images', ({ body }, response) => json(response, 201, { ...body, id: 'i1' }))
  cloud.on('PATCH /image/v2/images/i1', (_, response) => json(response, 200, { id: 'i1' }))
  expect(await session.image.images.create({ name: 'ubuntu' })).toEqual({ id: 'i1', name: 'ubuntu' })
  await session.image.images.update('i1', { 'a/b': 1 })
  const { body, headers } = cloud.seen.at(-1)!
  expect(headers['content-type']).toBe('application/openstack-images-v2.1-json-patch')
  expect(body).toEqual([{ op: 'add', path: '/a~1b', value: 1 }])
})

test('Router interfaces are added once', async () => {
  const path = '/networking/v2.0/routers/r1/add_router_interface'
  cloud.on(`PUT ${path}`, (_, response) => void response.writeHead(502).end())
  await expect(session.network.routers.addInterface('r1', { subnet_id: 's1' })).rejects.toThrow('502')
  expect(cloud.asked(`PUT ${path}`)).toHaveLength(1)
})

test('An application credential belongs to the user, and its secret is learnt', async () => {
  const path = `/identity/v3/users/${USER}/application_credentials`
  cloud.on(`POST ${path}`, (_, response) =>
    json(response, 201, { application_credential: { id: 'a', secret: 'canary-appcred' } }),
  )
  cloud.on(`GET ${path}`, (_, response) =>
    json(response, 200, { application_credentials: [{ id: 'a' }], links: { next: null } }),
  )
  await session.identity.applicationCredentials.create({ name: 'sp-abc' })
  expect(redactor.text('canary-appcred')).toBe('•••')
  expect(await session.identity.applicationCredentials.list()).toEqual([{ id: 'a' }])
  expect(cloud.seen.at(-1)!.query.toString()).toBe('')
})

test('Quotas are limit and use, whatever a service calls them', async () => {
  cloud.on(`GET /compute/v2.1/os-quota-sets/${PROJECT}/detail`, (_, response) =>
    json(response, 200, {
      quota_set: { cores: { limit: 20, in_use: 4, reserved: 0 }, instances: { limit: -1, in_use: 1 } },
    }),
  )
  cloud.on(`GET /networking/v2.0/quotas/${PROJECT}/details.json`, (_, response) =>
    json(response, 200, { quota: { port: { limit: 500, used: 3, reserved: 0 } } }),
  )
  cloud.on(`GET /volume/v3/${PROJECT}/os-quota-sets/${PROJECT}`, ({ query }, response) =>
    json(response, query.get('usage') === 'true' ? 200 : 400, { quota_set: { volumes: { limit: 10, in_use: 2 } } }),
  )
  cloud.on(`GET /load-balancer/v2.0/lbaas/quotas/${PROJECT}`, (_, response) =>
    json(response, 200, { quota: { loadbalancer: 7 } }),
  )
  expect((await session.compute.quota()).cores).toEqual({ limit: 20, used: 4 })
  expect((await session.network.quota()).port).toEqual({ limit: 500, used: 3 })
  expect((await session.blockStorage.quota()).volumes).toEqual({ limit: 10, used: 2 })
  expect(await session.loadBalancer.quota()).toEqual({ load_balancer: 7 })
})

test.each([
  [{ VCPU: 4, MEMORY_MB: 8192 }],
  [{ INSTANCE: { VCPU: 3, MEMORY_MB: 8192, consumer_count: 2 }, unknown: { VCPU: 1, consumer_count: 1 } }],
])('Usages of placement are summed over consumers: %j', async (usages) => {
  cloud.on('GET /placement/usages', (_, response) => json(response, 200, { usages }))
  expect(await session.placement.usages()).toEqual({ VCPU: 4, MEMORY_MB: 8192 })
})

test('Zones, providers, status tree and console are read', async () => {
  const zones = [
    { zoneName: 'nova', zoneState: { available: true } },
    { zoneName: 'down', zoneState: { available: false } },
  ]
  cloud.on('GET /compute/v2.1/os-availability-zone', (_, response) =>
    json(response, 200, { availabilityZoneInfo: zones }),
  )
  cloud.on('GET /load-balancer/v2.0/lbaas/providers', (_, response) =>
    json(response, 200, { providers: [{ name: 'ovn' }] }),
  )
  cloud.on(`GET /load-balancer/v2.0/lbaas/loadbalancers/${LB}/status`, (_, response) =>
    json(response, 200, { statuses: { loadbalancer: { id: LB } } }),
  )
  cloud.on('POST /compute/v2.1/servers/s1/action', (_, response) => json(response, 200, { output: 'login:' }))
  expect(await session.compute.availabilityZones()).toEqual(['nova'])
  expect(await session.loadBalancer.providers()).toEqual(['ovn'])
  expect(await session.loadBalancer.loadBalancers.statusTree(LB)).toEqual({ loadbalancer: { id: LB } })
  expect(await session.compute.consoleLog('s1')).toBe('login:')
})
