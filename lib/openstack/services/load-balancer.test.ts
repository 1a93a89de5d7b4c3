import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../../core/clock.ts'
import { createRedactor } from '../../core/redact.ts'
import { connectOpenStack } from '../connect.ts'
import type { Recorder } from '../recorder.ts'
import { json, type ScriptedCloud, startCloud } from '../testing/scripted-cloud.ts'
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

const immutable = { faultcode: 'Client', faultstring: `Load Balancer ${LB} is immutable and cannot be updated.` }

const states = (values: string[]) =>
  cloud.on(`GET /load-balancer/v2.0/lbaas/loadbalancers/${LB}`, (_, response) => {
    const state = values.length > 1 ? values.shift() : values[0]
    json(response, 200, { loadbalancer: { id: LB, provisioning_status: state } })
  })

test('A change waits while its load balancer is pending, and is then sent again', async () => {
  const path = '/load-balancer/v2.0/lbaas/listeners'
  let asked = 0
  states(['PENDING_UPDATE', 'PENDING_UPDATE', 'ACTIVE'])
  cloud.on(`POST ${path}`, (_, response) =>
    ++asked === 1 ? json(response, 409, immutable) : json(response, 201, { listener: { id: 'l1' } }),
  )
  const before = clock.now()
  expect((await session.loadBalancer.listeners.create({ name: 'l' })).id).toBe('l1')
  expect(clock.now() - before).toBeGreaterThanOrEqual(6000)
  expect(lines).toHaveLength(2)
})

test('A change of a load balancer in ERROR fails at once, although the words are the same', async () => {
  states(['ERROR'])
  cloud.on('POST /load-balancer/v2.0/lbaas/pools', (_, response) => json(response, 409, immutable))
  await expect(session.loadBalancer.pools.create({ name: 'p' })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { status: 409, loadBalancer: 'ERROR' },
  })
})

test('Other conflicts of Octavia are errors', async () => {
  const duplicate = {
    faultcode: 'Client',
    faultstring: 'Another Listener on this Load Balancer is already using port 80',
  }
  cloud.on('POST /load-balancer/v2.0/lbaas/listeners', (_, response) => json(response, 409, duplicate))
  await expect(session.loadBalancer.listeners.create({ name: 'l' })).rejects.toThrow('already using port 80')
})

test('Members live below their pool', async () => {
  cloud.on('POST /load-balancer/v2.0/lbaas/pools/p1/members', (_, response) =>
    json(response, 201, { member: { id: 'm1' } }),
  )
  expect((await session.loadBalancer.members('p1').create({ address: '10.0.0.1' })).id).toBe('m1')
  expect(lines[0]).toMatchObject({ kind: 'member', via: 'POST /load-balancer/v2.0/lbaas/pools/p1/members' })
})
