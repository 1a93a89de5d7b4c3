import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { describeError, errorRecord } from '../core/errors.ts'
import { createRedactor } from '../core/redact.ts'
import type { ExchangeTrace } from './http/trace.ts'
import type { Session } from './session.ts'
import { json, type ScriptedCloud, startCloud } from './testing/scripted-cloud.ts'
import { scriptedSession } from './testing/scripted-session.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const CANARY = 'canary-5ecret'

let cloud: ScriptedCloud
let session: Session
let traces: ExchangeTrace[]

beforeEach(async () => {
  cloud = await startCloud({ clock })
  traces = []
  session = await scriptedSession(cloud, { clock, onExchange: (trace) => void traces.push(trace) })
})

afterEach(async () => {
  await session.close()
  await cloud.close()
})

const bodies: [string, object][] = [
  ['a user', { user: { password: `${CANARY}-1`, original_password: `${CANARY}-2` } }],
  ['a server', { server: { adminPass: `${CANARY}-1`, user_data: `${CANARY}-2`, personality: [{ contents: CANARY }] } }],
  ['an application credential', { application_credential: { secret: `${CANARY}-1` } }],
  ['a key', { keypair: { private_key: `${CANARY}-1` } }],
  ['an attachment', { attachment: { connection_info: { data: { auth_password: `${CANARY}-1` } } } }],
  ['a token', { auth: { identity: { token: { id: `${CANARY}-1` }, totp: { user: { passcode: `${CANARY}-2` } } } } }],
]

test.each(bodies)('What a service repeats of %s does not show its secret', async (_, body) => {
  cloud.on('POST /networking/v2.0/things', ({ body: sent, headers }, response) =>
    json(response, 400, { badRequest: { message: `${JSON.stringify(sent)} ${headers['x-auth-token']}` } }),
  )
  const call = { service: 'network', method: 'POST', path: '/things', body } as const
  const error = await session.call(call).catch((thrown) => thrown)
  expect(error.code).toBe('E_OPENSTACK')
  const shown = [
    inspect(error, { depth: 20, showHidden: true }),
    describeError(error),
    JSON.stringify(errorRecord(error)),
  ]
  for (const text of shown) {
    expect(text).not.toContain(CANARY)
    expect(text).not.toContain('token-1')
  }
  expect(JSON.stringify(traces)).not.toContain(CANARY)
})

test('A failure without answer shows nothing of what was sent, down to its causes', async () => {
  cloud.on('POST /networking/v2.0/things', (_, response) => void response.socket?.destroy())
  const body = { password: `${CANARY}-1` }
  const call = {
    service: 'network',
    method: 'POST',
    path: '/things',
    body,
    headers: { authorization: CANARY },
  } as const
  const error = await session.call(call).catch((thrown) => thrown)
  expect(error.cause).toBeDefined()
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(CANARY)
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('token-1')
})

test('Each exchange is told with what it was, and how it went', async () => {
  const id = '0123456789abcdef0123456789abcdef'
  let count = 0
  cloud.on(`GET /networking/v2.0/networks/${id}`, (_, response) => {
    if (++count === 1) return json(response, 503, {})
    json(response, 200, { network: {} }, { 'x-openstack-request-id': 'req-5' })
  })
  await session.call({ service: 'network', method: 'GET', path: `/networks/${id}`, query: { name: CANARY } })
  const [login, read] = traces
  expect(login).toMatchObject({ service: 'identity', method: 'POST', path: '/identity/v3/auth/tokens', status: 201 })
  expect(read).toEqual({
    service: 'network',
    method: 'GET',
    path: '/networking/v2.0/networks/{id}',
    status: 200,
    failure: undefined,
    ms: expect.any(Number),
    requestId: 'req-5',
    globalRequestId: cloud.seen.at(-1)!.headers['x-openstack-request-id'],
    retries: 1,
    bytes: '{"network":{}}'.length,
  })
})

test('An exchange without answer is told too', async () => {
  cloud.on('POST /networking/v2.0/networks', (_, response) => void response.socket?.destroy())
  await session.call({ service: 'network', method: 'POST', path: '/networks', body: {} }).catch(() => {})
  expect(traces.at(-1)).toMatchObject({ status: undefined, failure: 'E_OPENSTACK', method: 'POST' })
})

test('Secrets in headers and bodies are masked at any depth', () => {
  const redactor = createRedactor()
  const value = {
    headers: {
      'X-Auth-Token': CANARY,
      'OpenStack-Auth-Receipt': CANARY,
      'X-Service-Token': CANARY,
      'Set-Cookie': CANARY,
    },
    body: { auth: { identity: { token: { id: CANARY } } }, servers: [{ adminPass: CANARY, personality: [CANARY] }] },
    url: `https://me:${CANARY}@cloud.example/v3`,
    volume: { connection_info: { data: { auth: CANARY } } },
    project: { id: 'kept', token: { expires_at: 'kept' } },
  }
  const text = JSON.stringify(redactor.value(value))
  expect(text).not.toContain(CANARY)
  expect(text).toContain('"project":{"id":"kept","token":{"expires_at":"kept"}}')
  expect(text).toContain('https://•••@cloud.example/v3')
})
