import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import { json, PROJECT, type ScriptedCloud, startCloud, unauthorised } from '../testing/scripted-cloud.ts'
import { scriptedSession } from '../testing/scripted-session.ts'

const TOKENS = 'POST /identity/v3/auth/tokens'
const user = { name: 'demo', domain: { name: 'Default' } }
const person = { username: 'demo', user_domain_name: 'Default' }

let cloud: ScriptedCloud

beforeEach(async () => {
  cloud = await startCloud()
})

afterEach(() => cloud.close())

/** What Keystone is asked with such an entry. */
const asked = async (type: string, auth: Record<string, unknown>, beside: Record<string, unknown> = {}) => {
  const config = { auth_type: type, auth: { auth_url: `${cloud.url}/identity`, ...auth }, ...beside }
  const session = await scriptedSession(cloud, { clock: systemClock, anyScope: true }, config)
  await session.close()
  return cloud.asked(TOKENS).at(-1)!.body.auth
}

test('A passcode is sent as the method totp', async () => {
  expect(await asked('v3totp', { ...person, passcode: '123456', project_id: PROJECT })).toEqual({
    identity: { methods: ['totp'], totp: { user: { ...user, passcode: '123456' } } },
    scope: { project: { id: PROJECT } },
  })
})

test('Password and passcode go together in one request', async () => {
  const auth = { ...person, password: 'pass-word', passcode: '123456', project_id: PROJECT }
  expect(await asked('v3multifactor', auth, { auth_methods: ['v3password', 'v3totp'] })).toEqual({
    identity: {
      methods: ['password', 'totp'],
      password: { user: { ...user, password: 'pass-word' } },
      totp: { user: { ...user, passcode: '123456' } },
    },
    scope: { project: { id: PROJECT } },
  })
})

test('An application credential by name goes with its user', async () => {
  const auth = { ...person, application_credential_name: 'mine', application_credential_secret: 'the-secret' }
  expect(await asked('v3applicationcredential', auth)).toEqual({
    identity: {
      methods: ['application_credential'],
      application_credential: { name: 'mine', user, secret: 'the-secret' },
    },
  })
})

test.each([
  [{ domain_name: 'Default' }, { domain: { name: 'Default' } }],
  [{ system_scope: 'all' }, { system: { all: true } }],
  [{ trust_id: 'trust-1' }, { 'OS-TRUST:trust': { id: 'trust-1' } }],
  [{ project_name: 'demo', project_domain_id: 'default' }, { project: { name: 'demo', domain: { id: 'default' } } }],
  [{}, 'unscoped'],
])('The scope %j is asked for as Keystone knows it', async (fields, scope) => {
  expect(await asked('token', { token: 'given-token', ...fields })).toEqual({
    identity: { methods: ['token'], token: { id: 'given-token' } },
    scope,
  })
})

test('What Keystone has not seen yet follows with the receipt for the rest', async () => {
  let count = 0
  cloud.on(TOKENS, ({ body }, response) => {
    if (++count > 1) return json(response, 201, tokenFor(), { 'x-subject-token': 'token-9' })
    expect(body.auth.identity.methods).toEqual(['password', 'totp'])
    const receipt = { methods: ['password'], expires_at: '2026-01-01T00:05:00.000000Z' }
    const answer = { receipt, required_auth_methods: [['password', 'totp']] }
    json(response, 401, answer, { 'openstack-auth-receipt': 'receipt-1' })
  })
  const auth = { ...person, password: 'pass-word', passcode: '123456', project_id: PROJECT }
  const second = await asked('v3multifactor', auth, { auth_methods: ['v3password', 'v3totp'] })
  expect(second.identity).toEqual({ methods: ['totp'], totp: { user: { ...user, passcode: '123456' } } })
  expect(cloud.seen.at(-1)!.headers['openstack-auth-receipt']).toBe('receipt-1')
})

test('A password that is not enough for a user is an E_AUTH that says what else is wanted', async () => {
  cloud.on(TOKENS, (_, response) => {
    const answer = { receipt: { methods: ['password'] }, required_auth_methods: [['password', 'totp']] }
    json(response, 401, answer, { 'openstack-auth-receipt': 'receipt-1' })
  })
  await expect(asked('v3password', { ...person, password: 'pass-word', project_id: PROJECT })).rejects.toMatchObject({
    code: 'E_AUTH',
    hint: 'This user has to prove more: password and totp. Use `auth_type: v3multifactor`.',
  })
})

test('A delegated token gives no other one, and the error says why', async () => {
  cloud.on(TOKENS, (_, response) =>
    json(response, 403, { error: { code: 403, title: 'Forbidden', message: 'You are not authorized' } }),
  )
  await expect(asked('token', { token: 'given-token', project_id: PROJECT })).rejects.toMatchObject({
    code: 'E_AUTH',
    details: { status: 403 },
    hint: expect.stringContaining('application credential or a trust is good for its own project only'),
  })
})

test('A passcode is not sent a second time', async () => {
  const config = {
    auth_type: 'v3totp',
    auth: { auth_url: `${cloud.url}/identity`, ...person, passcode: '123456', project_id: PROJECT },
  }
  const session = await scriptedSession(cloud, { clock: systemClock }, config)
  cloud.refused.add('token-1')
  const call = session.call({ service: 'network', method: 'GET', path: '/networks' })
  await expect(call).rejects.toMatchObject({ code: 'E_AUTH', hint: expect.stringContaining('new passcode') })
  expect(cloud.asked(TOKENS)).toHaveLength(1)
  await session.close()
})

test('Without Keystone every service is at the endpoint, and no token is sent', async () => {
  cloud.on('GET /emulator/networks', (_, response) => json(response, 200, { networks: [] }))
  const config = { auth_type: 'none', auth: { endpoint: `${cloud.url}/emulator/` } }
  const session = await scriptedSession(cloud, { clock: systemClock }, config)
  expect((await session.call({ service: 'network', method: 'GET', path: '/networks' })).body).toEqual({ networks: [] })
  expect(cloud.seen.at(-1)!.headers).not.toHaveProperty('x-auth-token')
  expect(cloud.asked(TOKENS)).toEqual([])
  expect(session.available()).toContain('compute')
  await session.revoke()
  await session.close()
})

test('Keystone is looked for where it says that it is, at our own host', async () => {
  cloud.on('GET /', (_, response) => {
    const links = [{ rel: 'self', href: 'http://internal.invalid:5000/identity/v3/' }]
    json(response, 300, { versions: { values: [{ id: 'v3.14', status: 'stable', links }] } }, { location: '/nowhere' })
  })
  const auth = { ...person, auth_url: cloud.url, password: 'pass-word', project_id: PROJECT }
  const session = await scriptedSession(cloud, { clock: systemClock }, { auth })
  expect(session.projectId).toBe(PROJECT)
  expect(cloud.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v3/auth/tokens', 'GET /', TOKENS])
  await session.close()
})

test('A user without project can list those that are there', async () => {
  cloud.on(TOKENS, (_, response) =>
    json(response, 201, tokenFor({ project: undefined, catalog: undefined }), { 'x-subject-token': 'unscoped' }),
  )
  cloud.on('GET /identity/v3/auth/projects', (_, response) => json(response, 200, { projects: [{ id: 'p1' }] }))
  const config = { auth: { ...person, auth_url: `${cloud.url}/identity`, password: 'pass-word' } }
  const session = await scriptedSession(cloud, { clock: systemClock, anyScope: true }, config)
  const { body } = await session.call({ service: 'identity', method: 'GET', path: '/auth/projects' })
  expect(body.projects).toEqual([{ id: 'p1' }])
  await expect(session.call({ service: 'network', method: 'GET', path: '/networks' })).rejects.toMatchObject({
    details: { problem: 'CatalogEmpty' },
  })
  await session.close()
})

test('A refused token is an E_AUTH that asks whether it is still good', async () => {
  cloud.on(TOKENS, (_, response) => json(response, 401, unauthorised))
  await expect(asked('token', { token: 'given-token', project_id: PROJECT })).rejects.toMatchObject({
    hint: expect.stringContaining('still valid'),
  })
})

const tokenFor = (more: Record<string, unknown> = {}) => ({
  token: {
    issued_at: '2026-01-01T00:00:00Z',
    expires_at: '2026-01-01T01:00:00Z',
    user: { id: 'u' },
    project: { id: PROJECT },
    catalog: [],
    ...more,
  },
})

test('A method that Keystone does not take is an E_AUTH that names those that it does', async () => {
  const error = { code: 401, message: 'Attempted to authenticate with an unsupported method.', title: 'Unauthorized' }
  cloud.on(TOKENS, (_, response) =>
    json(response, 401, { error: { ...error, identity: { methods: ['password', 'token'] } } }),
  )
  const totp = asked('v3totp', { ...person, passcode: '123456', project_id: PROJECT })
  await expect(totp).rejects.toMatchObject({ hint: expect.stringContaining('only the methods password, token') })
})
