import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { createRedactor } from '../core/redact.ts'
import { createAuthority } from '../kubernetes/testing/certificate.ts'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { connectOpenStack } from './connect.ts'
import { json, PROJECT, type ScriptedCloud, startCloud, USER, unauthorised } from './testing/scripted-cloud.ts'
import type { OpenStack } from './types.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const TOKENS = 'POST /identity/v3/auth/tokens'
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

test('A session knows its project and user, and asks with its token', async () => {
  const session = await connect()
  expect(session).toMatchObject({ cloud: 'demo', projectId: PROJECT, userId: USER })
  expect(await session.network.networks.list()).toEqual([{ id: 'n1', name: 'one' }])
  const [asked] = cloud.asked(NETWORKS)
  expect(asked!.headers).toMatchObject({ 'x-auth-token': 'token-1', accept: 'application/json' })
  expect(asked!.headers['x-openstack-request-id']).toMatch(/^req-[0-9a-f-]{36}$/)
})

test('A password is sent with its user and project', async () => {
  await connect()
  expect(cloud.asked(TOKENS)[0]!.body.auth).toEqual({
    identity: {
      methods: ['password'],
      password: { user: { name: 'demo', domain: { name: 'Default' }, password: 'canary-5ecret-password' } },
    },
    scope: { project: { id: PROJECT } },
  })
})

test('An application credential is sent without scope', async () => {
  const auth = {
    auth_url: `${cloud.url}/identity/v3/`,
    application_credential_id: 'a',
    application_credential_secret: 's3cret',
  }
  await connect({ cloud: cloud.entry({ auth }) })
  expect(cloud.asked(TOKENS)[0]!.body.auth).toEqual({
    identity: { methods: ['application_credential'], application_credential: { id: 'a', secret: 's3cret' } },
  })
})

test('A cloud is found by name in a file', async () => {
  const file = join(temporaryFolder(), 'clouds.yaml')
  writeFileSync(file, JSON.stringify({ clouds: { other: {}, mine: cloud.entry().config } }))
  expect((await connect({ cloud: 'mine', file })).cloud).toBe('mine')
})

test('A token is renewed before it ends, by the clock of the run', async () => {
  cloud.life.ms = 500_000
  const session = await connect()
  await clock.sleep(380_000)
  await session.network.networks.list()
  expect(cloud.asked(TOKENS)).toHaveLength(1)
  await clock.sleep(80_000)
  await session.network.networks.list()
  expect(cloud.asked(NETWORKS).map(({ headers }) => headers['x-auth-token'])).toEqual(['token-1', 'token-2'])
})

test('However many requests a revoked token meets, a new one is asked for once', async () => {
  const session = await connect()
  await session.network.networks.list()
  cloud.refused.add('token-1')
  const lists = await Promise.all(Array.from({ length: 12 }, () => session.network.networks.list()))
  expect(lists.flat()).toHaveLength(12)
  expect(cloud.asked(TOKENS)).toHaveLength(2)
})

test('A second refusal is an E_AUTH with the ids of both requests', async () => {
  const session = await connect()
  let asked = 0
  cloud.on(NETWORKS, (_, response) => json(response, 401, unauthorised, { 'x-openstack-request-id': `req-${++asked}` }))
  await expect(session.network.networks.list()).rejects.toMatchObject({
    code: 'E_AUTH',
    details: { status: 401, requestIds: ['req-1', 'req-2'] },
  })
})

test.each([401, 403, 404])(
  'Credentials that Keystone answers with %i are an E_AUTH without any secret',
  async (status) => {
    cloud.on(TOKENS, ({ body }, response) =>
      json(response, status, { error: { code: status, title: 'No', message: `not ${JSON.stringify(body)}` } }),
    )
    const error = await connect().catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'E_AUTH', details: { status } })
    expect(JSON.stringify({ message: error.message, stack: error.stack, ...error })).not.toContain('canary-5ecret')
  },
)

test('A token without a project is refused', async () => {
  cloud.on(TOKENS, (_, response) => {
    const token = { issued_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-01T01:00:00Z', user: { id: USER } }
    json(response, 201, { token }, { 'x-subject-token': 'unscoped' })
  })
  await expect(connect()).rejects.toMatchObject({ code: 'E_AUTH', hint: expect.stringContaining('project_id') })
})

test('Secrets and tokens are learnt by the redactor', async () => {
  const redactor = createRedactor()
  await connect({ redactor })
  expect(redactor.text('canary-5ecret-password and token-1')).toBe('••• and •••')
})

test('Microversions are negotiated once, and in the names that services know', async () => {
  cloud.on('GET /compute/', (_, response) => json(response, 200, { versions: [{ id: 'v2.1', version: '2.93' }] }))
  cloud.on('GET /volume/', (_, response) => json(response, 300, { versions: [{ id: 'v3.0', version: '3.59' }] }))
  cloud.on('GET /compute/v2.1/servers/detail', (_, response) => json(response, 200, { servers: [] }))
  cloud.on(`GET /volume/v3/${PROJECT}/volumes/detail`, (_, response) => json(response, 200, { volumes: [] }))
  const session = await connect()
  await session.compute.servers.list()
  await session.compute.servers.list()
  await session.blockStorage.volumes.list()
  expect(cloud.asked('GET /compute/')).toHaveLength(1)
  expect(cloud.asked('GET /compute/')[0]!.headers).not.toHaveProperty('x-auth-token')
  expect(cloud.asked('GET /compute/v2.1/servers/detail')[0]!.headers).toMatchObject({
    'openstack-api-version': 'compute 2.79',
    'x-openstack-nova-api-version': '2.79',
  })
  expect(cloud.seen.at(-1)!.headers['openstack-api-version']).toBe('volume 3.59')
})

test('An endpoint override goes past the catalog', async () => {
  cloud.on('GET /other/networks', (_, response) => json(response, 200, { networks: [] }))
  const session = await connect({ cloud: cloud.entry({ network_endpoint_override: `${cloud.url}/other/` }) })
  expect(await session.network.networks.list()).toEqual([])
})

test('A service that the catalog lacks in that region is an error that says what there is', async () => {
  const session = await connect({ cloud: cloud.entry({ network_region_name: 'RegionTwo' }) })
  await expect(session.network.networks.list()).rejects.toThrow('endpoint of network in region RegionTwo')
})

test('The skew of clocks is known from the last answer', async () => {
  const session = await connect()
  cloud.on(NETWORKS, (_, response) => {
    json(response, 200, { networks: [] }, { date: new Date(clock.now() + 600_000).toUTCString() })
  })
  await session.network.networks.list()
  expect(session.clockSkewMs()).toBeGreaterThan(540_000)
  expect(session.clockSkewMs()).toBeLessThan(660_000)
})

test('A token is revoked with itself, and gone is as good as revoked', async () => {
  const session = await connect()
  let status = 204
  cloud.on('DELETE /identity/v3/auth/tokens', (_, response) => void response.writeHead(status).end())
  await session.identity.revoke()
  expect(cloud.seen.at(-1)!.headers).toMatchObject({ 'x-subject-token': 'token-1', 'x-auth-token': 'token-1' })
  await session.network.networks.list()
  status = 404
  await session.identity.revoke()
  expect(cloud.asked('DELETE /identity/v3/auth/tokens')).toHaveLength(2)
})

test('A signal ends a request, and the wait before the next attempt, with its reason', async () => {
  const session = await connect()
  cloud.on(NETWORKS, () => {})
  const hanging = session.network.networks.list({}, { signal: abortIn(40) })
  await expect(hanging).rejects.toThrow('enough')
  cloud.on(NETWORKS, (_, response) => json(response, 503, {}, { 'retry-after': '3600' }))
  await expect(session.network.networks.list({}, { signal: abortIn(40) })).rejects.toThrow('enough')
})

test('Closing ends what is under way', async () => {
  const session = await connect()
  cloud.on(NETWORKS, () => {})
  const hanging = session.network.networks.list()
  const ended = expect(hanging).rejects.toThrow('closed')
  await clock.sleep(20_000)
  await session.close()
  await ended
})

test('TLS is verified against the given CA, and a foreign one is an E_TLS with a hint', async () => {
  const [authority, foreign] = await Promise.all([createAuthority(), createAuthority('CN=Other')])
  const secured = await startCloud({ clock, tls: await authority.issue() })
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'ca.pem'), authority.ca)
  writeFileSync(join(folder, 'foreign.pem'), foreign.ca)
  expect((await connect({ cloud: secured.entry({ cacert: join(folder, 'ca.pem') }) })).projectId).toBe(PROJECT)
  expect((await connect({ cloud: secured.entry({ verify: false }) })).projectId).toBe(PROJECT)
  for (const config of [{ cacert: join(folder, 'foreign.pem') }, {}])
    await expect(connect({ cloud: secured.entry(config) })).rejects.toMatchObject({
      code: 'E_TLS',
      hint: expect.stringContaining('cacert'),
    })
  await secured.close()
})

test('A cloud that is not there is an E_OPENSTACK after some patience', async () => {
  const auth = { ...(cloud.entry().config.auth as object), auth_url: 'http://127.0.0.1:1/identity' }
  await expect(connect({ cloud: cloud.entry({ auth }) })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { code: 'ECONNREFUSED', ambiguous: false },
  })
})

test('Nothing of a closed session keeps the process alive', async () => {
  const module = new URL('./connect.ts', import.meta.url).href
  const script = `
    const { connectOpenStack } = await import(${JSON.stringify(module)})
    const cloud = await connectOpenStack({ cloud: ${JSON.stringify(cloud.entry())} })
    await cloud.network.networks.list()
    await cloud.close()
    console.log('closed')`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    timeout: 15_000,
  })
  expect(stdout).toBe('closed\n')
})

const abortIn = (ms: number): AbortSignal => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('enough')), ms)
  return controller.signal
}
