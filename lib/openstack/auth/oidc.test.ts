import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import { createRedactor } from '../../core/redact.ts'
import { json, PROJECT, type ScriptedCloud, startCloud } from '../testing/scripted-cloud.ts'
import { scriptedSession } from '../testing/scripted-session.ts'

const FEDERATION = 'POST /identity/v3/OS-FEDERATION/identity_providers/corp/protocols/openid/auth'
const provider = { identity_provider: 'corp', protocol: 'openid', client_id: 'stackproof', project_id: PROJECT }

let cloud: ScriptedCloud

beforeEach(async () => {
  cloud = await startCloud()
  cloud.on('POST /idp/token', (_, response) => json(response, 200, { access_token: 'idp-access', id_token: 'idp-id' }))
  cloud.on(FEDERATION, (_, response) => json(response, 201, { token: {} }, { 'x-subject-token': 'unscoped-1' }))
})

afterEach(() => cloud.close())

const open = async (type: string, fields: Record<string, unknown>, redactor = createRedactor()) => {
  const auth = { auth_url: `${cloud.url}/identity`, ...provider, ...fields }
  const session = await scriptedSession(cloud, { clock: systemClock, redactor }, { auth_type: type, auth })
  await session.close()
  return session
}

const endpoint = () => ({ access_token_endpoint: `${cloud.url}/idp/token` })
const form = (route: string) => Object.fromEntries(new URLSearchParams(String(cloud.asked(route)[0]!.body)))

test("A user's password gives the provider's token, that an unscoped one, and that the one for the project", async () => {
  const redactor = createRedactor()
  const fields = { ...endpoint(), client_secret: 'client-secret', username: 'demo', password: 'pass-word' }
  expect((await open('v3oidcpassword', fields, redactor)).projectId).toBe(PROJECT)
  expect(form('POST /idp/token')).toMatchObject({ grant_type: 'password', username: 'demo', password: 'pass-word' })
  const basic = Buffer.from('stackproof:client-secret').toString('base64')
  expect(cloud.asked('POST /idp/token')[0]!.headers.authorization).toBe(`Basic ${basic}`)
  expect(cloud.asked(FEDERATION)[0]!.headers.authorization).toBe('Bearer idp-access')
  expect(cloud.seen.at(-1)!.body.auth).toEqual({
    identity: { methods: ['token'], token: { id: 'unscoped-1' } },
    scope: { project: { id: PROJECT } },
  })
  expect(redactor.text('pass-word client-secret idp-access unscoped-1')).toBe('••• ••• ••• •••')
})

test('A client without secret only says its name', async () => {
  await open('v3oidcpassword', { ...endpoint(), username: 'demo', password: 'pass-word' })
  expect(cloud.asked('POST /idp/token')[0]!.headers).not.toHaveProperty('authorization')
  expect(form('POST /idp/token')).toMatchObject({ client_id: 'stackproof' })
})

test('A client may stand for itself, and the provider say where its tokens are', async () => {
  cloud.on('GET /idp/discovery', (_, response) => json(response, 200, { token_endpoint: `${cloud.url}/idp/token` }))
  const fields = { client_secret: 'client-secret', discovery_endpoint: `${cloud.url}/idp/discovery` }
  await open('v3oidcclientcredentials', { ...fields, access_token_type: 'id_token' })
  expect(form('POST /idp/token')).toMatchObject({ grant_type: 'client_credentials' })
  expect(cloud.asked(FEDERATION)[0]!.headers.authorization).toBe('Bearer idp-id')
})

test("The provider's token may be given as it is", async () => {
  await open('v3oidcaccesstoken', { access_token: 'given-access' })
  expect(cloud.asked('POST /idp/token')).toEqual([])
  expect(cloud.asked(FEDERATION)[0]!.headers.authorization).toBe('Bearer given-access')
})

test('A refusal of the provider is an E_AUTH in its words, without the secret', async () => {
  cloud.on('POST /idp/token', (_, response) =>
    json(response, 400, { error: 'invalid_grant', error_description: 'wrong: pass-word' }),
  )
  const error = await open('v3oidcpassword', { ...endpoint(), username: 'demo', password: 'pass-word' }).catch(
    (thrown) => thrown,
  )
  expect(error).toMatchObject({ code: 'E_AUTH', hint: expect.stringContaining('client_id') })
  expect(error.message).toContain('invalid_grant: wrong: •••')
})

test('A provider that Keystone does not know is an E_AUTH with a hint', async () => {
  cloud.on(FEDERATION, (_, response) => json(response, 404, { error: { code: 404, message: 'no such provider' } }))
  await expect(open('v3oidcaccesstoken', { access_token: 'given-access' })).rejects.toMatchObject({
    code: 'E_AUTH',
    hint: expect.stringContaining('identity_provider'),
  })
})

test('An answer without a token names what it lacks', async () => {
  cloud.on('POST /idp/token', (_, response) => json(response, 200, {}))
  const fields = { ...endpoint(), username: 'demo', password: 'pass-word' }
  await expect(open('v3oidcpassword', fields)).rejects.toThrow('expected access_token from')
})
