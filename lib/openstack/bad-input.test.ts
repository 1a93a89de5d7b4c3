import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import type { StackproofError } from '../core/errors.ts'
import { createAuthority } from '../kubernetes/testing/certificate.ts'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { json, type ScriptedCloud, startCloud, unauthorised } from './testing/scripted-cloud.ts'
import { scriptedSession } from './testing/scripted-session.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const TOKENS = 'POST /identity/v3/auth/tokens'
const CANARY = 'canary-5ecret'
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const start = async (options: Parameters<typeof startCloud>[0] = {}) => {
  const cloud = await startCloud({ clock, ...options })
  closing.push(cloud.close)
  return cloud
}

/** The error of opening a session, after a look at whether it shows a secret anywhere. */
const failure = async (cloud: ScriptedCloud, config: Record<string, unknown> = {}): Promise<StackproofError> => {
  const error = await scriptedSession(cloud, { clock }, config).then(
    () => undefined,
    (thrown: StackproofError) => thrown,
  )
  expect(error).toBeDefined()
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(CANARY)
  return error!
}

const withUrl = (cloud: ScriptedCloud, auth_url: string) => ({
  auth: { ...(cloud.entry().config.auth as object), auth_url },
})

test('A wrong secret', async () => {
  const cloud = await start()
  cloud.on(TOKENS, (_, response) => json(response, 401, unauthorised))
  expect(await failure(cloud)).toMatchObject({
    code: 'E_AUTH',
    message:
      'expected POST /identity/v3/auth/tokens of identity to be authorised, got 401: The request you have made requires authentication.',
    hint: expect.stringContaining('Keystone tells not which is wrong'),
  })
})

test.each([200, 404, 405])('A web page instead of Keystone that answers %i', async (status) => {
  const cloud = await start()
  const page = `<!DOCTYPE html><html><head><title>Welcome</title></head><body>Hi ${CANARY}-password</body></html>`
  cloud.on(TOKENS, (_, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(page))
  cloud.on('GET /identity', (_, response) => void response.writeHead(200).end(page))
  const error = await failure(cloud)
  expect(error).toMatchObject({ code: 'E_OPENSTACK', hint: expect.stringContaining('auth_url') })
  if (status === 200) expect(error.message).toContain('got a web page ("Welcome")')
})

test('A redirect from http to https', async () => {
  const cloud = await start()
  cloud.on(TOKENS, (_, response) => void response.writeHead(301, { location: 'https://cloud.example/v3' }).end())
  expect(await failure(cloud)).toMatchObject({ hint: expect.stringContaining('redirects to https://cloud.example') })
})

test('An endpoint of a service that is a web page', async () => {
  const cloud = await start()
  cloud.on('GET /networking/v2.0/networks', (_, response) => void response.writeHead(200).end('<html>Horizon</html>'))
  const session = await scriptedSession(cloud, { clock })
  closing.push(session.close)
  await expect(session.call({ service: 'network', method: 'GET', path: '/networks' })).rejects.toMatchObject({
    code: 'E_OPENSTACK',
    details: { problem: 'WebPage', service: 'network' },
    hint: expect.stringContaining('endpoint_override'),
  })
})

test.each([
  ['an expired certificate', { notAfter: new Date(Date.now() - 60_000) }, 'a certificate that has expired', 'renew it'],
  ['a certificate for another name', { ip: ['192.0.2.1'], dns: ['cloud.example'] }, 'for another name', 'SAN'],
])('%s', async (_, options, words, hint) => {
  const authority = await createAuthority()
  const cloud = await start({ tls: await authority.issue(options) })
  const file = join(temporaryFolder(), 'ca.pem')
  writeFileSync(file, authority.ca)
  const error = await failure(cloud, { cacert: file })
  expect(error).toMatchObject({ code: 'E_TLS', hint: expect.stringContaining(hint) })
  expect(error.message).toContain(words)
})

test('A certificate of a CA that is not known', async () => {
  const cloud = await start({ tls: await (await createAuthority()).issue() })
  expect(await failure(cloud)).toMatchObject({ code: 'E_TLS', hint: "Name the cloud's CA by `cacert` in clouds.yaml." })
})

test('A CA that can not be read', async () => {
  const cloud = await start()
  const file = join(temporaryFolder(), 'ca.pem')
  await expect(failure(cloud, { cacert: file })).rejects.toMatchObject({ details: { problem: 'TlsConfigCaMissing' } })
  writeFileSync(file, 'garbage')
  await expect(failure(cloud, { cacert: file })).rejects.toMatchObject({ details: { problem: 'TlsConfigCaInvalid' } })
})

test('TLS to a port without it, and none to a port with it', async () => {
  const plain = await start()
  expect(await failure(plain, withUrl(plain, plain.url.replace('http:', 'https:')))).toMatchObject({
    code: 'E_TLS',
    hint: expect.stringContaining('should the URL begin with http:?'),
  })
  const secured = await start({ tls: await (await createAuthority()).issue() })
  expect(await failure(secured, withUrl(secured, secured.url.replace('https:', 'http:')))).toMatchObject({
    code: 'E_OPENSTACK',
    hint: expect.stringContaining('must begin with https:'),
  })
})

test('The words of nginx for plain HTTP on its port for TLS', async () => {
  const cloud = await start()
  const page = '<html><body>400 The plain HTTP request was sent to HTTPS port</body></html>'
  cloud.on(TOKENS, (_, response) => void response.writeHead(400).end(page))
  expect(await failure(cloud)).toMatchObject({ hint: expect.stringContaining('should begin with https:') })
})

const serveRaw = async (onData: (socket: Socket) => void): Promise<string> => {
  const server: Server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => onData(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test.each([
  ['before its answer', (socket: Socket) => void socket.destroy()],
  [
    'in the middle of its answer',
    (socket: Socket) => void socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"token"'),
  ],
])('A proxy that cuts %s', async (_, cut) => {
  const cloud = await start()
  const error = await failure(cloud, withUrl(cloud, await serveRaw(cut)))
  expect(error).toMatchObject({ code: 'E_OPENSTACK', hint: expect.stringContaining('cut the connection') })
  expect(error.message).toContain('a connection that was cut')
})

test('Something that speaks no HTTP, and repeats what it hears', async () => {
  const cloud = await start()
  const url = await serveRaw((socket) => void socket.end(`SSH-2.0-OpenSSH ${CANARY}-password\r\n`))
  expect(await failure(cloud, withUrl(cloud, url))).toMatchObject({
    code: 'E_OPENSTACK',
    message: expect.stringContaining('something that is no HTTP'),
    hint: expect.stringContaining('https:'),
  })
})

test('A proxy without a service behind it', async () => {
  const cloud = await start()
  cloud.on(TOKENS, (_, response) => void response.writeHead(502).end('<html><h1>502 Bad Gateway</h1></html>'))
  const error = await failure(cloud)
  expect(error).toMatchObject({ code: 'E_OPENSTACK', hint: expect.stringContaining('got no answer from the service') })
  expect(error.message).toContain('502: 502 Bad Gateway')
})

test('A port where nobody listens, and a name that nobody knows', async () => {
  const cloud = await start()
  expect(await failure(cloud, withUrl(cloud, 'http://127.0.0.1:1/'))).toMatchObject({
    hint: expect.stringContaining('reachable from here'),
    details: { code: 'ECONNREFUSED' },
  })
  expect(await failure(cloud, withUrl(cloud, 'http://no-such-host.invalid/'))).toMatchObject({
    hint: expect.stringContaining('no-such-host.invalid'),
  })
})

test('A client certificate that is wanted and given', async () => {
  const authority = await createAuthority()
  const tls = { ...(await authority.issue()), ca: authority.ca, requestCert: true, rejectUnauthorized: true }
  const cloud = await start({ tls })
  const folder = temporaryFolder()
  const mine = await authority.issue({ name: 'CN=client' })
  for (const [name, pem] of Object.entries({ ca: authority.ca, ...mine })) writeFileSync(join(folder, name), pem)
  const files = { cacert: join(folder, 'ca'), cert: join(folder, 'cert'), key: join(folder, 'key') }
  const session = await scriptedSession(cloud, { clock }, files)
  await session.close()
  expect((await failure(cloud, { cacert: files.cacert })).hint).toContain('client certificate')
})
