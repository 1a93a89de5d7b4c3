import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import type { Session } from './session.ts'
import { json, type ScriptedCloud, startCloud, unauthorised } from './testing/scripted-cloud.ts'
import { scriptedSession } from './testing/scripted-session.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const NETWORKS = '/networking/v2.0/networks'

let cloud: ScriptedCloud
let session: Session

beforeEach(async () => {
  cloud = await startCloud({ clock })
  cloud.on('GET /compute/', (_, response) => json(response, 200, { versions: [{ id: 'v2.1', version: '2.93' }] }))
  cloud.on('GET /compute/v2.1/servers', (_, response) => json(response, 200, { servers: [] }))
  session = await scriptedSession(cloud, { clock })
})

afterEach(async () => {
  await session.close()
  await cloud.close()
})

test.each([401, 404, 409, 413, 429, 500, 503, 302])(
  'An answer of %i comes as it is, after one request',
  async (status) => {
    cloud.on(`GET ${NETWORKS}`, (_, response) =>
      json(response, status, unauthorised, { 'x-openstack-request-id': 'req-1', location: '/elsewhere' }),
    )
    const answer = await session.request({ service: 'network', method: 'GET', path: '/networks' })
    expect(answer).toMatchObject({ status, body: unauthorised, requestId: 'req-1' })
    expect(answer.headers['content-type']).toBe('application/json')
    expect(cloud.asked(`GET ${NETWORKS}`)).toHaveLength(1)
    expect(cloud.asked('POST /identity/v3/auth/tokens')).toHaveLength(1)
  },
)

test('A body that is no JSON is there as text', async () => {
  cloud.on(`GET ${NETWORKS}`, (_, response) => void response.writeHead(404).end('<html>no</html>'))
  const answer = await session.request({ service: 'network', method: 'GET', path: '/networks' })
  expect(answer).toMatchObject({ status: 404, text: '<html>no</html>', body: undefined })
})

test("The session's token goes along unless another or none is wanted", async () => {
  cloud.on(`GET ${NETWORKS}`, (_, response) => json(response, 200, {}))
  const ask = (token?: string | false) =>
    session.request({ service: 'network', method: 'GET', path: '/networks', ...(token !== undefined && { token }) })
  await ask()
  await ask('mine')
  await ask(false)
  const sent = cloud.asked(`GET ${NETWORKS}`).map(({ headers }) => headers['x-auth-token'])
  expect(sent).toEqual(['token-1', 'mine', undefined])
})

test('The pinned microversion goes along unless another or none is wanted', async () => {
  const ask = (microversion?: string | false) =>
    session.request({
      service: 'compute',
      method: 'GET',
      path: '/servers',
      ...(microversion !== undefined && { microversion }),
    })
  await ask('2.999')
  await ask(false)
  expect(cloud.asked('GET /compute/')).toEqual([])
  await ask()
  const sent = cloud.asked('GET /compute/v2.1/servers').map(({ headers }) => headers['openstack-api-version'])
  expect(sent).toEqual(['compute 2.999', undefined, 'compute 2.79'])
})

test('The root of a service can be asked, without version and project', async () => {
  cloud.on('GET /volume/', (_, response) => json(response, 300, { versions: [] }))
  const call = { service: 'block-storage', method: 'GET', path: '/', from: 'root', token: false } as const
  expect((await session.request(call)).status).toBe(300)
  expect(cloud.seen.at(-1)!.headers).not.toHaveProperty('openstack-api-version')
})

test('Headers go as they are, and an empty one removes ours', async () => {
  cloud.on(`POST ${NETWORKS}`, (_, response) => json(response, 201, {}))
  await session.request({
    service: 'network',
    method: 'POST',
    path: '/networks',
    body: { network: {} },
    headers: { 'Content-Type': 'text/plain', accept: '', 'X-OpenStack-Request-ID': 'req-mine' },
  })
  const { headers, body } = cloud.seen.at(-1)!
  expect(headers).toMatchObject({ 'content-type': 'text/plain', 'x-openstack-request-id': 'req-mine' })
  expect(headers).not.toHaveProperty('accept')
  expect(body).toEqual({ network: {} })
})

test('Text and bytes go as they are', async () => {
  cloud.on(`PUT ${NETWORKS}`, (_, response) => json(response, 200, {}))
  const put = (body: unknown) => session.request({ service: 'network', method: 'PUT', path: '/networks', body })
  await put('{broken')
  await put(Buffer.from([104, 105]))
  expect(cloud.asked(`PUT ${NETWORKS}`).map(({ body }) => body)).toEqual(['{broken', 'hi'])
})

test('A query with a list has its name several times', async () => {
  cloud.on(`GET ${NETWORKS}`, (_, response) => json(response, 200, {}))
  const query = { tags: ['a', 'b'], limit: 1 }
  await session.request({ service: 'network', method: 'GET', path: '/networks', query })
  expect(cloud.seen.at(-1)!.query.toString()).toBe('tags=a&tags=b&limit=1')
})

test('Only where no answer came it rejects', async () => {
  cloud.on(`GET ${NETWORKS}`, (_, response) => void response.socket?.resetAndDestroy())
  await expect(session.request({ service: 'network', method: 'GET', path: '/networks' })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
  })
  expect(cloud.asked(`GET ${NETWORKS}`)).toHaveLength(1)
  const signal = AbortSignal.abort(new Error('enough'))
  const aborted = session.request({ service: 'network', method: 'GET', path: '/networks', signal })
  await expect(aborted).rejects.toThrow('enough')
})
