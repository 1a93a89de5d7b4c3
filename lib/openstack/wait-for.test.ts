import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WaitError } from '../core/poll.ts'
import { type SessionUnderTest, startSession } from './services/testing/session.ts'
import { json, PROJECT } from './testing/scripted-cloud.ts'
import type { Resource } from './types.ts'
import {
  type StateWait,
  waitForDeletion,
  waitForImage,
  waitForLoadBalancer,
  waitForPort,
  waitForServer,
  waitForVolume,
} from './wait-for.ts'

let under: SessionUnderTest
let wait: StateWait

beforeEach(async () => {
  under = await startSession()
  wait = { interval: { timeoutMs: 3_600_000, everyMs: 15_000, warnAfterMs: 3_600_000 }, clock: under.clock }
})

afterEach(() => under.close())

/** A resource that goes through these states, one a look; the last stays, and undefined is 404. */
const passing = (path: string, kind: string | undefined, ...states: (Partial<Resource> | undefined)[]) =>
  under.cloud.on(`GET ${path}`, (_, response) => {
    const state = states.length > 1 ? states.shift() : states[0]
    if (state === undefined) return json(response, 404, { itemNotFound: { code: 404, message: 'gone' } })
    const resource = { id: 'x', ...state }
    json(response, 200, kind === undefined ? resource : { [kind]: resource }, { 'x-openstack-request-id': 'req-look' })
  })

const SERVER = '/compute/v2.1/servers/x'
const VOLUME = `/volume/v3/${PROJECT}/volumes/x`
const BALANCER = '/load-balancer/v2.0/lbaas/loadbalancers/x'

const errorOf = async (promise: Promise<unknown>): Promise<WaitError> =>
  await promise.then(
    () => expect.fail('it should have failed'),
    (error) => error,
  )

test('A server is waited for through its states, with what Nova is at', async () => {
  passing(SERVER, 'server', { status: 'BUILD', 'OS-EXT-STS:task_state': 'spawning' }, { status: 'ACTIVE' })
  const seen: string[] = []
  const observer = { observed: (_: string, { state }: { state: string }) => void seen.push(state) }
  expect((await waitForServer(under.session, 'x', { ...wait, observer })).status).toBe('ACTIVE')
  expect(seen).toEqual(['BUILD spawning', 'ACTIVE'])
})

test('Other states than the usual can be wanted', async () => {
  passing(SERVER, 'server', { status: 'ACTIVE' }, { status: 'SHUTOFF' })
  expect((await waitForServer(under.session, 'x', { ...wait, states: ['SHUTOFF'] })).status).toBe('SHUTOFF')
})

test('A word that nobody knows is waited out, and told as such', async () => {
  passing(SERVER, 'server', { status: 'DREAMING' }, { status: 'ACTIVE' })
  const seen: string[] = []
  await waitForServer(under.session, 'x', { ...wait, observer: { observed: (_, { state }) => void seen.push(state) } })
  expect(seen).toEqual(['DREAMING (unknown)', 'ACTIVE'])
})

describe('A wait that fails says why', () => {
  test('for a server by its fault, its actions and the request that saw it', async () => {
    passing(SERVER, 'server', {
      status: 'ERROR',
      name: 'sp-abc',
      fault: { code: 500, message: 'No valid host was found.' },
    })
    under.cloud.on(`GET ${SERVER}/os-instance-actions`, (_, response) =>
      json(response, 200, { instanceActions: [{ action: 'create', request_id: 'req-create', message: 'Error' }] }),
    )
    const error = await errorOf(waitForServer(under.session, 'x', wait))
    expect(error).toMatchObject({
      code: 'E_TERMINAL_STATE',
      message: expect.stringContaining('ERROR: No valid host was found.'),
      details: {
        kind: 'server',
        id: 'x',
        last: { name: 'sp-abc', status: 'ERROR', requestId: 'req-look' },
        actions: [{ action: 'create', request_id: 'req-create' }],
      },
    })
    expect(error.timeline).toMatchObject([{ state: 'ERROR' }])
  })

  test('for a volume by the words of Cinder', async () => {
    passing(VOLUME, 'volume', { status: 'creating' }, { status: 'error' })
    under.cloud.on(`GET /volume/v3/${PROJECT}/messages`, ({ query }, response) =>
      json(response, 200, {
        messages: query.get('resource_uuid') === 'x' ? [{ user_message: 'schedule allocate volume:No backend' }] : [],
      }),
    )
    const error = await errorOf(waitForVolume(under.session, 'x', wait))
    expect(error.message).toMatch(/error .*; schedule allocate volume:No backend$/)
  })

  test('for a load balancer by its children', async () => {
    passing(BALANCER, 'loadbalancer', { provisioning_status: 'PENDING_UPDATE' }, { provisioning_status: 'ERROR' })
    const member = { id: 'm1', name: '', provisioning_status: 'PENDING_CREATE' }
    const pool = { id: 'p1', name: 'web', provisioning_status: 'ERROR', members: [member], health_monitor: {} }
    const listener = { id: 'l1', name: 'http', provisioning_status: 'ACTIVE', pools: [pool] }
    const loadbalancer = { id: 'x', provisioning_status: 'ERROR', listeners: [listener], pools: [pool] }
    under.cloud.on(`GET ${BALANCER}/status`, (_, response) => json(response, 200, { statuses: { loadbalancer } }))
    const error = await errorOf(waitForLoadBalancer(under.session, 'x', wait))
    expect(error.message).toMatch(/; pool web is ERROR, member m1 is PENDING_CREATE$/)
    expect(error.details.children).toHaveLength(2)
  })

  test('for an image by its failed import, which one look alone does not prove', async () => {
    const path = '/image/v2/images/x'
    passing(path, undefined, { status: 'queued', os_glance_failed_import: 'file' }, { status: 'active' })
    expect((await waitForImage(under.session, 'x', wait)).status).toBe('active')
    passing(path, undefined, { status: 'importing' }, { status: 'queued', os_glance_failed_import: 'file' })
    under.cloud.on(`GET ${path}/tasks`, (_, response) =>
      json(response, 200, { tasks: [{ type: 'api_image_import', status: 'failure', message: 'Task failed' }] }),
    )
    const error = await errorOf(waitForImage(under.session, 'x', wait))
    expect(error).toMatchObject({
      code: 'E_TERMINAL_STATE',
      message: expect.stringMatching(/its import failed in file .*; Task failed$/),
    })
  })

  test('for a port by its binding', async () => {
    const port = { status: 'DOWN', 'binding:vif_type': 'binding_failed', 'binding:host_id': 'host-7' }
    passing('/networking/v2.0/ports/x', 'port', port)
    const error = await errorOf(waitForPort(under.session, 'x', wait))
    expect(error.message).toContain('its binding failed on host-7')
    expect(error.details).toMatchObject({ vif: 'binding_failed', host: 'host-7' })
  })

  test('also when the time is up, with every state that it saw', async () => {
    passing(BALANCER, 'loadbalancer', { provisioning_status: 'PENDING_CREATE', operating_status: 'OFFLINE' })
    const interval = { ...wait.interval, timeoutMs: 60_000 }
    const error = await errorOf(waitForLoadBalancer(under.session, 'x', { ...wait, interval }))
    expect(error).toMatchObject({
      code: 'E_WAIT_TIMEOUT',
      details: {
        last: { provisioning_status: 'PENDING_CREATE', operating_status: 'OFFLINE', requestId: 'req-look' },
        evidence: expect.stringContaining('404'),
      },
    })
    expect(error.timeline.map(({ state }) => state)).toEqual(['PENDING_CREATE'])
  })

  test('when it is gone', async () => {
    passing(SERVER, 'server', undefined)
    await expect(waitForServer(under.session, 'x', wait)).rejects.toThrow('it is gone')
  })
})

describe('A deletion', () => {
  test('is done when the service answers 404, also by way of ERROR', async () => {
    passing(SERVER, 'server', { status: 'ERROR' }, { status: 'ACTIVE' }, undefined)
    await waitForDeletion(under.session, 'server', 'x', wait)
  })

  test('is done when the service still shows what it has deleted', async () => {
    passing(BALANCER, 'loadbalancer', { provisioning_status: 'PENDING_DELETE' }, { provisioning_status: 'DELETED' })
    await waitForDeletion(under.session, 'loadbalancer', 'x', wait)
  })

  test('ends where Cinder gives up', async () => {
    passing(VOLUME, 'volume', { status: 'deleting' }, { status: 'error_deleting' })
    under.cloud.on(`GET /volume/v3/${PROJECT}/messages`, (_, response) => json(response, 200, { messages: [] }))
    await expect(waitForDeletion(under.session, 'volume', 'x', wait)).rejects.toThrow(
      "volume x gone can't be reached: error_deleting",
    )
  })
})

test('A wait is called off with the reason of its signal', async () => {
  passing(SERVER, 'server', { status: 'BUILD' })
  const signal = AbortSignal.timeout(20)
  await expect(waitForServer(under.session, 'x', { ...wait, signal })).rejects.toMatchObject({ name: 'TimeoutError' })
})
