import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../testing/scripted-cloud.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

const LB = 'd0e1f2a3-0000-4000-8000-000000000001'
const OTHER = 'd0e1f2a3-0000-4000-8000-000000000002'
const BASE = '/load-balancer/v2.0/lbaas'

let under: SessionUnderTest

beforeEach(async () => {
  under = await startSession()
})

afterEach(() => under.close())

const immutable = { faultcode: 'Client', faultstring: `Load Balancer ${LB} is immutable and cannot be updated.` }

const states = (values: string[]) =>
  under.cloud.on(`GET /load-balancer/v2.0/lbaas/loadbalancers/${LB}`, (_, response) => {
    const state = values.length > 1 ? values.shift() : values[0]
    json(response, 200, { loadbalancer: { id: LB, provisioning_status: state } })
  })

test('A change waits while its load balancer is pending, and is then sent again', async () => {
  const { cloud, session, clock, lines } = under
  const path = '/load-balancer/v2.0/lbaas/listeners'
  let asked = 0
  states(['PENDING_UPDATE', 'PENDING_UPDATE', 'ACTIVE'])
  cloud.on(`POST ${path}`, (_, response) =>
    ++asked === 1 ? json(response, 409, immutable) : json(response, 201, { listener: { id: 'l1' } }),
  )
  const before = clock.now()
  expect((await session.loadBalancer.listeners.create({ name: 'l' })).id).toBe('l1')
  expect(clock.now() - before).toBeGreaterThanOrEqual(1000)
  expect(lines).toHaveLength(2)
})

test('A change of a load balancer in ERROR fails at once, although the words are the same', async () => {
  const { cloud, session } = under
  states(['ERROR'])
  cloud.on('POST /load-balancer/v2.0/lbaas/pools', (_, response) => json(response, 409, immutable))
  await expect(session.loadBalancer.pools.create({ name: 'p' })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { status: 409, loadBalancer: 'ERROR' },
  })
})

test('Other conflicts of Octavia are errors', async () => {
  const { cloud, session } = under
  const duplicate = {
    faultcode: 'Client',
    faultstring: 'Another Listener on this Load Balancer is already using port 80',
  }
  cloud.on('POST /load-balancer/v2.0/lbaas/listeners', (_, response) => json(response, 409, duplicate))
  await expect(session.loadBalancer.listeners.create({ name: 'l' })).rejects.toThrow('already using port 80')
})

test('Members live below their pool', async () => {
  const { cloud, session, lines } = under
  cloud.on('POST /load-balancer/v2.0/lbaas/pools/p1/members', (_, response) =>
    json(response, 201, { member: { id: 'm1' } }),
  )
  expect((await session.loadBalancer.members('p1').create({ address: '10.0.0.1' })).id).toBe('m1')
  expect(lines[0]).toMatchObject({ kind: 'member', via: 'POST /load-balancer/v2.0/lbaas/pools/p1/members' })
})

const fault = (faultstring: string) => ({ faultcode: 'Client', faultstring })

test('The other words of the same refusal are understood as well', async () => {
  const { cloud, session } = under
  let asked = 0
  states(['PENDING_UPDATE', 'ACTIVE'])
  const words = fault(`Invalid state PENDING_UPDATE of loadbalancer resource ${LB}`)
  cloud.on(`PUT ${BASE}/loadbalancers/${LB}`, (_, response) =>
    ++asked === 1 ? json(response, 409, words) : json(response, 200, { loadbalancer: { id: LB } }),
  )
  await session.loadBalancer.loadBalancers.update(LB, { name: 'a' })
  expect(asked).toBe(2)
})

test('A load balancer that ends in ERROR while its deletion waits is deleted all the same', async () => {
  const { cloud, session } = under
  let asked = 0
  states(['PENDING_UPDATE', 'ERROR'])
  cloud.on(`DELETE ${BASE}/loadbalancers/${LB}`, (_, response) =>
    ++asked === 1 ? json(response, 409, immutable) : void response.writeHead(204).end(),
  )
  await session.loadBalancer.loadBalancers.delete(LB, { cascade: true })
  expect(asked).toBe(2)
})

test('A project that is busy is asked again', async () => {
  const { cloud, session } = under
  let asked = 0
  cloud.on(`POST ${BASE}/loadbalancers`, (_, response) =>
    ++asked === 1
      ? json(response, 503, fault('Project busy. Unable to lock the project.'))
      : json(response, 201, { loadbalancer: { id: LB } }),
  )
  expect((await session.loadBalancer.loadBalancers.create({ name: 'a' })).id).toBe(LB)
})

/** What children answer to a GET: each belongs to a pool or listener of the load balancer. */
const serveFamily = () => {
  const { cloud } = under
  const balancers = { loadbalancers: [{ id: LB }] }
  cloud.on(`GET ${BASE}/pools/p1`, (_, response) => json(response, 200, { pool: { id: 'p1', ...balancers } }))
  cloud.on(`GET ${BASE}/listeners/l1`, (_, response) => json(response, 200, { listener: { id: 'l1', ...balancers } }))
  cloud.on(`GET ${BASE}/healthmonitors/h1`, (_, response) =>
    json(response, 200, { healthmonitor: { id: 'h1', pools: [{ id: 'p1' }] } }),
  )
  cloud.on(`GET ${BASE}/l7policies/y1`, (_, response) =>
    json(response, 200, { l7policy: { id: 'y1', listener_id: 'l1' } }),
  )
}

test('Changes of one load balancer never overlap, whichever of its children they name', async () => {
  const { cloud, session } = under
  serveFamily()
  let [running, most] = [0, 0]
  const busy = async (answer: () => void) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 10))
    running -= 1
    answer()
  }
  const route = (name: string, status: number, body: object) =>
    cloud.on(name, (_, response) => busy(() => json(response, status, body)))
  route(`POST ${BASE}/pools/p1/members`, 201, { member: { id: 'm' } })
  route(`PUT ${BASE}/pools/p1/members`, 202, {})
  route(`POST ${BASE}/healthmonitors`, 201, { healthmonitor: { id: 'h1' } })
  route(`PUT ${BASE}/healthmonitors/h1`, 200, { healthmonitor: { id: 'h1' } })
  route(`POST ${BASE}/l7policies`, 201, { l7policy: { id: 'y1' } })
  route(`POST ${BASE}/l7policies/y1/rules`, 201, { rule: { id: 'r1' } })
  route(`DELETE ${BASE}/listeners/l1`, 204, {})
  const { loadBalancer: octavia } = session
  await Promise.all([
    octavia.members('p1').create({ address: '10.0.0.1', protocol_port: 80 }),
    octavia.members('p1').replace([]),
    octavia.healthMonitors.create({ pool_id: 'p1', type: 'TCP' }),
    octavia.healthMonitors.update('h1', { delay: 5 }),
    octavia.l7Policies.create({ listener_id: 'l1', action: 'REJECT' }),
    octavia.l7Rules('y1').create({ type: 'PATH', value: '/' }),
    octavia.listeners.delete('l1'),
  ])
  expect(most).toBe(1)
  expect(cloud.asked(`GET ${BASE}/pools/p1`).length).toBeLessThanOrEqual(4)
})

test('A change that is called off while it waits for its turn is never sent, and those of others pass it', async () => {
  const { cloud, session } = under
  serveFamily()
  let release = () => {}
  cloud.on(`PUT ${BASE}/pools/p1`, async (_, response) => {
    await new Promise<void>((resolve) => {
      release = resolve
    })
    json(response, 200, { pool: { id: 'p1' } })
  })
  const first = session.loadBalancer.pools.update('p1', { name: 'a' })
  while (cloud.asked(`PUT ${BASE}/pools/p1`).length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
  const controller = new AbortController()
  const second = session.loadBalancer.pools.update('p1', { name: 'b' }, { signal: controller.signal })
  controller.abort(new Error('called off'))
  await expect(second).rejects.toThrow('called off')
  cloud.on(`PUT ${BASE}/loadbalancers/${OTHER}`, (_, response) => json(response, 200, { loadbalancer: { id: OTHER } }))
  await session.loadBalancer.loadBalancers.update(OTHER, { name: 'o' })
  release()
  await first
  expect(cloud.asked(`PUT ${BASE}/pools/p1`)).toHaveLength(1)
})

test('A child of what is not there is deleted already', async () => {
  await under.session.loadBalancer.listeners.delete('none')
})

test('Members are added without removing others only where Octavia knows how', async () => {
  const { cloud, session } = under
  serveFamily()
  const newest = { id: 'v2.26' }
  cloud.on('GET /load-balancer/', (_, response) =>
    json(response, 200, {
      versions: [
        { id: 'v2.0', status: 'SUPPORTED' },
        { ...newest, status: 'CURRENT' },
      ],
    }),
  )
  cloud.on(`PUT ${BASE}/pools/p1/members`, (_, response) => void response.writeHead(202).end())
  await session.loadBalancer.members('p1').replace([{ address: '10.0.0.1' }], { additive: true })
  const { query, body } = cloud.seen.at(-1)!
  expect([query.get('additive_only'), body]).toEqual(['true', { members: [{ address: '10.0.0.1' }] }])
})

test('An Octavia that would remove the others is not asked', async () => {
  const { cloud, session } = under
  cloud.on('GET /load-balancer/', (_, response) =>
    json(response, 200, { versions: [{ id: 'v2.9', status: 'CURRENT' }] }),
  )
  await expect(session.loadBalancer.members('p1').replace([], { additive: true })).rejects.toThrow(
    'expected Octavia 2.11 or later to add members to a pool without removing others',
  )
})

test('A failover that was not answered is done when the load balancer is busy with it', async () => {
  const { cloud, session } = under
  states(['PENDING_UPDATE'])
  cloud.on(`PUT ${BASE}/loadbalancers/${LB}/failover`, (_, response) => void response.destroy())
  await session.loadBalancer.loadBalancers.failover(LB)
  expect(cloud.asked(`PUT ${BASE}/loadbalancers/${LB}/failover`)).toHaveLength(1)
})

test('A graph of children goes out in one request as it is', async () => {
  const { cloud, session } = under
  cloud.on(`POST ${BASE}/loadbalancers`, ({ body }, response) =>
    json(response, 201, { loadbalancer: { id: LB, ...body.loadbalancer } }),
  )
  const listeners = [{ protocol: 'TCP', protocol_port: 80, default_pool: { protocol: 'TCP', members: [] } }]
  const made = await session.loadBalancer.loadBalancers.create({ name: 'a', vip_subnet_id: 's', listeners })
  expect(made.listeners).toEqual(listeners)
})
