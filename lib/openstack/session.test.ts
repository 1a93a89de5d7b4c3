import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import type { Session, SessionOptions } from './session.ts'
import { json, PROJECT, type ScriptedCloud, startCloud, unauthorised } from './testing/scripted-cloud.ts'
import { scriptedSession } from './testing/scripted-session.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const NETWORKS = 'GET /networking/v2.0/networks'
const SERVERS = 'GET /compute/v2.1/servers'

let cloud: ScriptedCloud
let open: Session[]

beforeEach(async () => {
  cloud = await startCloud({ clock })
  cloud.on(NETWORKS, (_, response) => json(response, 200, { networks: [] }))
  cloud.on(SERVERS, (_, response) => json(response, 200, { servers: [] }))
  cloud.on('GET /compute/', (_, response) => json(response, 200, nova))
  open = []
})

afterEach(async () => {
  await Promise.all(open.map((session) => session.close()))
  await cloud.close()
})

const connect = async (config: Record<string, unknown> = {}, options: Partial<SessionOptions> = {}) => {
  const session = await scriptedSession(cloud, { clock, ...options }, config)
  open.push(session)
  return session
}

const internal = [{ rel: 'self', href: 'http://internal.invalid/compute/v2.1/' }]
const nova = {
  versions: [
    { id: 'v2.0', version: '', min_version: '', links: internal },
    { id: 'v2.1', version: '2.93', min_version: '2.1', links: internal },
  ],
}
const listNetworks = { service: 'network', method: 'GET', path: '/networks' } as const
const listServers = { service: 'compute', method: 'GET', path: '/servers' } as const

test('However many ask a service at once, its versions are read once', async () => {
  const session = await connect()
  await Promise.all(Array.from({ length: 10 }, () => session.call(listServers)))
  expect(cloud.asked('GET /compute/')).toHaveLength(1)
})

test('Who gives up while versions are read does not take the others along', async () => {
  const session = await connect()
  cloud.on('GET /compute/', async (_, response) => {
    await wait(40)
    json(response, 200, nova)
  })
  const given = AbortSignal.abort(new Error('enough'))
  const [first, second] = await Promise.allSettled([
    session.call({ ...listServers, signal: given }),
    session.call(listServers),
  ])
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
})

test('Links in version documents lead nowhere', async () => {
  const session = await connect()
  await session.call(listServers)
  expect(await session.version('compute')).toEqual({
    service: 'compute',
    url: `${cloud.url}/compute/v2.1`,
    min: '2.1',
    max: '2.93',
    used: '2.79',
  })
})

test('A microversion of one operation goes with that alone, or is an error before anything is sent', async () => {
  const session = await connect()
  await session.call({ ...listServers, microversion: '2.87' })
  await session.call(listServers)
  const sent = cloud.asked(SERVERS).map(({ headers }) => headers['openstack-api-version'])
  expect(sent).toEqual(['compute 2.87', 'compute 2.79'])
  await expect(session.call({ ...listServers, microversion: '2.96' })).rejects.toMatchObject({
    details: { problem: 'MicroversionUnsupported', wanted: '2.96', max: '2.93' },
  })
  expect(cloud.asked(SERVERS)).toHaveLength(2)
})

test('A microversion in clouds.yaml stands for the pin', async () => {
  const session = await connect({ compute_default_microversion: '2.90' })
  await session.call(listServers)
  expect(cloud.asked(SERVERS)[0]!.headers['x-openstack-nova-api-version']).toBe('2.90')
})

test('A success in another microversion than asked for is an error, an error in another is the error', async () => {
  const session = await connect()
  const echo = { 'openstack-api-version': 'compute 2.1' }
  cloud.on(SERVERS, (_, response) => json(response, 200, { servers: [] }, echo))
  await expect(session.call(listServers)).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { problem: 'MicroversionEcho', wanted: '2.79', echoed: 'compute 2.1' },
  })
  cloud.on(SERVERS, (_, response) => json(response, 404, { itemNotFound: { message: 'no' } }, echo))
  await expect(session.call(listServers)).rejects.toMatchObject({ details: { status: 404, code: 'itemNotFound' } })
})

test('Headers of a call are laid over ours, and an empty one removes', async () => {
  const session = await connect()
  await session.call({ ...listNetworks, headers: { 'If-Match': 'revision_number=3', Accept: '' } })
  const [asked] = cloud.asked(NETWORKS)
  expect(asked!.headers['if-match']).toBe('revision_number=3')
  expect(asked!.headers).not.toHaveProperty('accept')
})

test('A query may have a name several times', async () => {
  const session = await connect()
  await session.call({ ...listNetworks, query: { fields: ['id', 'name'], limit: 2, marker: undefined } })
  expect(cloud.asked(NETWORKS)[0]!.query.toString()).toBe('fields=id&fields=name&limit=2')
})

test('Redirects of reads are followed within the same origin, three at most', async () => {
  const session = await connect()
  const to = (location: string) => (_: unknown, response: import('node:http').ServerResponse) =>
    void response.writeHead(302, { location }).end()
  cloud.on(NETWORKS, to('/networking/v2.0/networks/'))
  cloud.on(`${NETWORKS}/`, (_, response) => json(response, 200, { networks: [{ id: 'n1' }] }))
  expect((await session.call(listNetworks)).body.networks).toEqual([{ id: 'n1' }])
  cloud.on(`${NETWORKS}/`, to('/networking/v2.0/networks'))
  await expect(session.call(listNetworks)).rejects.toMatchObject({ details: { status: 302 } })
  expect(cloud.seen.filter(({ path }) => path.startsWith('/networking'))).toHaveLength(2 + 4)
})

test('A redirect to another origin is an error, and no token goes there', async () => {
  const other = await startCloud({ clock })
  const session = await connect()
  cloud.on(NETWORKS, (_, response) => void response.writeHead(301, { location: `${other.url}/networks` }).end())
  await expect(session.call(listNetworks)).rejects.toMatchObject({
    details: { status: 301 },
    hint: expect.stringContaining(`redirects to ${other.url}`),
  })
  expect(other.seen).toEqual([])
  await other.close()
})

test('Creates follow no redirect', async () => {
  const session = await connect()
  cloud.on('POST /networking/v2.0/networks', (_, response) => void response.writeHead(307, { location: '/x' }).end())
  const create = session.call({ ...listNetworks, method: 'POST', body: { network: {} } })
  await expect(create).rejects.toMatchObject({ details: { status: 307 } })
})

test('What api_timeout allows is the end of a call, with all of its attempts', async () => {
  const session = await connect({ api_timeout: '0.1' })
  cloud.on(NETWORKS, () => {})
  await expect(session.call(listNetworks)).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { problem: 'Deadline', service: 'network', ambiguous: false },
    hint: expect.stringContaining('api_timeout'),
  })
})

test('No more requests of a service are under way than clouds.yaml allows, eight without a word', async () => {
  let now = 0
  let most = 0
  cloud.on(NETWORKS, async (_, response) => {
    most = Math.max(most, ++now)
    await wait(5)
    now--
    json(response, 200, { networks: [] })
  })
  const all = async (session: Session) => {
    most = 0
    await Promise.all(Array.from({ length: 24 }, () => session.call(listNetworks)))
    return most
  }
  expect(await all(await connect())).toBe(8)
  expect(await all(await connect({ concurrency: { network: '3' } }))).toBe(3)
})

test('Of 50 requests that meet a revoked token one asks for another', async () => {
  const session = await connect({ concurrency: { network: '50' } })
  cloud.refused.add('token-1')
  await Promise.all(Array.from({ length: 50 }, () => session.call(listNetworks)))
  expect(cloud.asked('POST /identity/v3/auth/tokens')).toHaveLength(2)
})

test('Tokens of a deleted application credential are refused by Keystone with 404, which is an E_AUTH', async () => {
  const id = 'd'.repeat(32)
  cloud.on('POST /identity/v3/auth/tokens', (_, response) => {
    const token = { ...times(), user: { id: 'u' }, project: { id: PROJECT }, application_credential: { id } }
    json(response, 201, { token: { ...token, catalog: [] } }, { 'x-subject-token': 'token-1' })
  })
  const gone = { error: { code: 404, title: 'Not Found', message: `Could not find Application Credential: ${id}.` } }
  cloud.on('GET /identity/v3/auth/projects', (_, response) => json(response, 404, gone))
  cloud.on(`GET /identity/v3/users/u/application_credentials/${id}`, (_, response) => json(response, 404, gone))
  const session = await connect()
  const get = (path: string) => session.call({ service: 'identity', method: 'GET', path })
  await expect(get('/auth/projects')).rejects.toMatchObject({ code: 'E_AUTH', details: { status: 404 } })
  await expect(get(`/users/u/application_credentials/${id}`)).rejects.toMatchObject({ code: 'E_OPENSTACK' })
})

test('A HEAD has a status and headers', async () => {
  const session = await connect()
  cloud.on('HEAD /networking/v2.0/networks', (_, response) => void response.writeHead(204, { 'x-count': '3' }).end())
  const answer = await session.call({ ...listNetworks, method: 'HEAD' })
  expect(answer).toMatchObject({ status: 204, body: undefined, headers: { 'x-count': '3' } })
})

test('Ids go out and come back, and stand in errors', async () => {
  const session = await connect()
  cloud.on(NETWORKS, (_, response) =>
    json(response, 503, {}, { 'x-openstack-request-id': 'req-7', 'retry-after': '1' }),
  )
  const error = await session.call(listNetworks).catch((thrown) => thrown)
  const [first, ...more] = cloud.asked(NETWORKS).map(({ headers }) => headers['x-openstack-request-id'])
  expect(first).toMatch(/^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(new Set([first, ...more]).size).toBe(1)
  expect(error.details).toMatchObject({ requestId: 'req-7', globalRequestId: first, retryAfter: '1', ambiguous: false })
})

const times = () => ({
  issued_at: new Date(clock.now()).toISOString(),
  expires_at: new Date(clock.now() + 3_600_000).toISOString(),
})

test('An unauthorised answer twice is an E_AUTH', async () => {
  const session = await connect()
  cloud.on(NETWORKS, (_, response) => json(response, 401, unauthorised))
  await expect(session.call(listNetworks)).rejects.toMatchObject({ code: 'E_AUTH', details: { service: 'network' } })
  expect(cloud.asked(NETWORKS)).toHaveLength(2)
})
