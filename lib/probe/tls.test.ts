import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAuthority, type TestAuthority } from '../kubernetes/testing/certificate.ts'
import { tlsProbe } from './tls.ts'

const open: net.Server[] = []
let authority: TestAuthority

beforeAll(async () => {
  authority = await createAuthority()
})

afterAll(() => {
  for (const server of open) server.close()
})

const listening = async (server: net.Server): Promise<number> => {
  open.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const serve = async (options?: Parameters<TestAuthority['issue']>[0]) =>
  await listening(tls.createServer(await authority.issue(options), (socket) => socket.on('error', () => {})))

const probe = (port: number, rest = {}) => ({
  target: { host: '127.0.0.1', port },
  ca: authority.ca,
  timeoutMs: 2000,
  ...rest,
})

test('A good certificate is authorized, with its names, chain and end', async () => {
  const port = await serve({ dns: ['kubernetes', 'kubernetes.default'], ip: ['127.0.0.1', '10.96.0.1'] })
  const result = await tlsProbe(probe(port))
  expect(result).toMatchObject({ authorized: true, error: null })
  expect(result.sans).toEqual(['kubernetes', 'kubernetes.default', '127.0.0.1', '10.96.0.1'])
  expect(result.chain[0]).toMatchObject({ subject: 'CN=server', issuer: 'CN=Test CA' })
  expect(Date.parse(result.notAfter!)).toBeGreaterThan(Date.now())
})

test('Any name can be asked for, and one that is missing is not authorized', async () => {
  const port = await serve({ dns: ['kubernetes'], ip: [] })
  expect((await tlsProbe(probe(port, { servername: 'kubernetes' }))).authorized).toBe(true)
  for (const servername of ['kubernetes.default', '10.96.0.1', undefined])
    expect(await tlsProbe(probe(port, servername === undefined ? {} : { servername }))).toMatchObject({
      authorized: false,
      error: 'ERR_TLS_CERT_ALTNAME_INVALID',
      sans: ['kubernetes'],
    })
})

test('Only the given authority is trusted, and what was found is told all the same', async () => {
  const other = await createAuthority('CN=Other')
  const result = await tlsProbe(probe(await serve(), { ca: other.ca }))
  expect(result).toMatchObject({ authorized: false, sans: ['localhost', '127.0.0.1'] })
  expect(result.error).toMatch(/UNABLE_TO_/)
})

test('An expired certificate is not authorized', async () => {
  const port = await serve({ notAfter: new Date(Date.now() - 60_000) })
  expect(await tlsProbe(probe(port))).toMatchObject({ authorized: false, error: 'CERT_HAS_EXPIRED' })
})

test('Nobody there, silence, and something else than TLS are results too', async () => {
  const gone = await listening(net.createServer())
  open.pop()!.close()
  const silent = await listening(net.createServer((socket) => void socket.on('error', () => {})))
  const plain = await listening(
    net.createServer((socket) => void socket.on('error', () => {}).end('HTTP/1.1 400\r\n\r\n')),
  )
  expect(await tlsProbe(probe(gone))).toMatchObject({ authorized: false, error: 'ECONNREFUSED', chain: [] })
  expect(await tlsProbe(probe(silent, { timeoutMs: 200 }))).toMatchObject({ error: 'ETIMEDOUT', notAfter: null })
  expect((await tlsProbe(probe(plain))).error).toMatch(/SSL|EPROTO|RESET/)
})

test('A signal ends it with its reason', async () => {
  const silent = await listening(net.createServer((socket) => void socket.on('error', () => {})))
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('enough')), 30)
  await expect(tlsProbe(probe(silent), controller.signal)).rejects.toThrow('enough')
})
