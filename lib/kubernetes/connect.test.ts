import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { createRedactor } from '../core/redact.ts'
import { connectKube } from './connect.ts'
import { json, listOf, pod, type ScriptedApiServer, startApiServer, status } from './testing/api-server.ts'
import { createAuthority } from './testing/certificate.ts'
import { temporaryFolder } from './testing/folder.ts'
import type { Kube } from './types.ts'

const clock = acceleratedClock({ epochMs: 0, wallMs: Date.now(), scale: 200 })
const POD = { apiVersion: 'v1', kind: 'Pod' }
const NODE = { apiVersion: 'v1', kind: 'Node' }
const PODS = '/api/v1/namespaces/demo/pods'

let server: ScriptedApiServer
let kube: Kube

beforeEach(async () => {
  server = await startApiServer()
  kube = await connectKube({ kubeconfig: server.kubeconfig, clock })
})

afterEach(async () => {
  await kube.close()
  await server.close()
})

const configWith = (change: (config: { users: { user: object }[]; clusters: { cluster: object }[] }) => void) => {
  const config = JSON.parse(server.kubeconfig)
  change(config)
  return JSON.stringify(config)
}

test('An object is read with the client certificate of the kubeconfig', async () => {
  server.on(`GET ${PODS}/echo`, (_, response) => json(response, 200, pod('echo', '5')))
  expect((await kube.get({ ...POD, namespace: 'demo', name: 'echo' }))?.metadata.resourceVersion).toBe('5')
  expect(server.seen.at(-1)?.client).toBe('admin')
})

test('A missing object is undefined, a missing type is an error', async () => {
  expect(await kube.get({ ...POD, namespace: 'demo', name: 'none' })).toBeUndefined()
  const unknown = { apiVersion: 'example.org/v1', kind: 'Thing', name: 'a' }
  await expect(kube.get(unknown)).rejects.toMatchObject({ code: 'E_KUBERNETES', details: { reason: 'NotServed' } })
})

test('Types are discovered once, and asked for again while they are missing', async () => {
  server.on('GET /apis/example.org/v1', (_, response) => json(response, 200, { resources: [] }))
  const thing = { apiVersion: 'example.org/v1', kind: 'Thing' }
  await expect(kube.list(thing)).rejects.toThrow('Thing of example.org/v1')
  const resources = [{ name: 'things', kind: 'Thing', namespaced: false }]
  server.on('GET /apis/example.org/v1', (_, response) => json(response, 200, { resources }))
  server.on('GET /apis/example.org/v1/things', (_, response) => json(response, 200, listOf([])))
  await kube.list(thing)
  await kube.list(thing)
  expect(server.seen.filter(({ path }) => path === '/apis/example.org/v1')).toHaveLength(2)
})

test('A list is read page by page and its items get their type', async () => {
  server.on(`GET ${PODS}`, ({ query }, response) =>
    query.get('continue') === 'more'
      ? json(response, 200, listOf([pod('b', '2')], '11'))
      : json(response, 200, listOf([pod('a', '1')], '10', 'more')),
  )
  const pods = await kube.list(POD, { namespace: 'demo', labelSelector: 'app=echo' })
  expect(pods.map(({ metadata, kind }) => `${kind}/${metadata.name}`)).toEqual(['Pod/a', 'Pod/b'])
  expect(server.seen.at(-1)?.query.get('labelSelector')).toBe('app=echo')
})

test('A continuation that expired starts the list over', async () => {
  let expired = false
  server.on(`GET ${PODS}`, ({ query }, response) => {
    if (!query.has('continue')) return json(response, 200, listOf([pod('a', '1')], '10', expired ? undefined : 'old'))
    expired = true
    json(response, 410, status(410, 'Expired'))
  })
  expect(await kube.list(POD, { namespace: 'demo' })).toHaveLength(1)
})

test('Objects are created, and applied and patched as field manager stackproof', async () => {
  const object = { ...POD, metadata: { name: 'echo', namespace: 'demo', managedFields: [{}] }, spec: {} }
  server.on(`POST ${PODS}`, ({ body }, response) => json(response, 201, JSON.parse(body)))
  server.on(`PATCH ${PODS}/echo`, ({ body }, response) => json(response, 200, JSON.parse(body)))
  await kube.create(object)
  const applied = await kube.apply(object)
  await kube.patch({ ...POD, namespace: 'demo', name: 'echo' }, { metadata: { labels: { a: 'b' } } })
  const [create, apply, patch] = server.seen.slice(-3)
  expect(create!.query.get('fieldManager')).toBe('stackproof')
  expect(apply!.headers['content-type']).toBe('application/apply-patch+yaml')
  expect(apply!.query.toString()).toBe('fieldManager=stackproof&force=true')
  expect(applied.metadata.managedFields).toBeUndefined()
  expect(patch!.headers['content-type']).toBe('application/merge-patch+json')
})

test('Deletion passes the propagation on and takes a missing object for done', async () => {
  server.on(`DELETE ${PODS}/echo`, (_, response) => json(response, 200, {}))
  await kube.delete({ ...POD, namespace: 'demo', name: 'echo' }, { propagation: 'Foreground' })
  expect(JSON.parse(server.seen.at(-1)!.body).propagationPolicy).toBe('Foreground')
  await kube.delete({ ...POD, namespace: 'demo', name: 'none' })
})

test('An error carries status, reason and message, without secrets', async () => {
  const redactor = createRedactor(['canary-5ecret'])
  const redacting = await connectKube({ kubeconfig: server.kubeconfig, clock, redactor })
  server.on(`GET ${PODS}`, (_, response) => json(response, 403, status(403, 'Forbidden', 'not with canary-5ecret')))
  const error = await redacting.list(POD, { namespace: 'demo' }).catch((thrown) => thrown)
  await redacting.close()
  expect(error).toMatchObject({ code: 'E_KUBERNETES', details: { status: 403, reason: 'Forbidden', path: PODS } })
  expect(error.message).toBe(`expected GET ${PODS} to succeed, got 403 Forbidden: not with •••`)
  expect(JSON.stringify(error.details)).not.toContain('canary')
})

test('A server that asks for patience is asked again, after as long as it said', async () => {
  let asked = 0
  server.on('GET /api/v1/nodes', (_, response) =>
    asked++ === 0
      ? json(response, 429, status(429, 'TooManyRequests'), { 'retry-after': '3' })
      : json(response, 200, listOf([])),
  )
  const before = clock.now()
  expect(await kube.list(NODE)).toEqual([])
  expect(clock.now() - before).toBeGreaterThanOrEqual(3000)
})

test('Reads share a connection while creations have their own', async () => {
  server.on('GET /api/v1/nodes', (_, response) => json(response, 200, listOf([])))
  server.on(`POST ${PODS}`, (_, response) => json(response, 201, pod('a', '1')))
  await kube.list(NODE)
  await kube.create({ ...POD, metadata: { name: 'a', namespace: 'demo' } })
  await kube.list(NODE)
  const ports = server.seen.map(({ port }) => port)
  expect(new Set(ports).size).toBe(2)
})

test('A read on a connection that the server has just closed is sent again', async () => {
  let asked = 0
  server.on('GET /api/v1/nodes', ({ port }, response) => {
    if (++asked !== 2) return json(response, 200, listOf([]))
    expect(port).toBe(server.seen.at(-2)?.port)
    response.socket?.destroy()
  })
  await kube.list(NODE)
  expect(await kube.list(NODE)).toEqual([])
  expect(asked).toBe(3)
})

test('Logs are text, and raw requests resolve for every status', async () => {
  server.on(`GET ${PODS}/echo/log`, ({ query }, response) => void response.end(`log of ${query.get('container')}`))
  expect(await kube.logs({ namespace: 'demo', name: 'echo', container: 'main' })).toBe('log of main')
  server.on('POST /any', ({ body }, response) => void response.writeHead(503, { 'x-a': 'b' }).end(body))
  const answer = await kube.raw('/any', { method: 'POST', body: 'hello' })
  expect(answer).toMatchObject({ status: 503, text: 'hello', headers: { 'x-a': 'b' } })
})

test('A certificate of a foreign authority is an E_TLS', async () => {
  const { ca } = await createAuthority('CN=Somebody else')
  const kubeconfig = configWith(({ clusters }) => {
    Object.assign(clusters[0]!.cluster, { 'certificate-authority-data': Buffer.from(ca).toString('base64') })
  })
  const other = await connectKube({ kubeconfig, clock })
  await expect(other.list(NODE)).rejects.toMatchObject({ code: 'E_TLS' })
  await other.close()
})

test('A server that nobody listens for is an E_KUBERNETES without status', async () => {
  await server.close()
  await expect(kube.list(NODE)).rejects.toMatchObject({ code: 'E_KUBERNETES', details: { code: 'ECONNREFUSED' } })
  server = await startApiServer()
})

test('Tokens, passwords and exec plugins authenticate', async () => {
  server.on('GET /api/v1/nodes', (_, response) => json(response, 200, listOf([])))
  const plugin = join(temporaryFolder(), 'plugin')
  writeFileSync(plugin, `#!/bin/sh\necho '{"status":{"token":"from-plugin"}}'\n`, { mode: 0o755 })
  const users = [{ token: 'abc-token' }, { username: 'u', password: 'p' }, { exec: { command: plugin } }]
  for (const user of users) {
    const kubeconfig = configWith((config) => Object.assign(config.users[0]!, { user }))
    const authenticated = await connectKube({ kubeconfig, clock })
    await authenticated.list(NODE)
    await authenticated.close()
  }
  const sent = server.seen.filter(({ path }) => path.endsWith('/nodes')).map(({ headers }) => headers.authorization)
  expect(sent).toEqual(['Bearer abc-token', 'Basic dTpw', 'Bearer from-plugin'])
})

test("A kubeconfig with a vendor's auth provider goes through the whole client", async () => {
  server.on('GET /api/v1/nodes', (_, response) => json(response, 200, listOf([])))
  const provider = { name: 'oidc-file', config: { tokenFile: join(temporaryFolder(), 't') } }
  writeFileSync(provider.config.tokenFile, 'from-file')
  const kubeconfig = configWith((config) => Object.assign(config.users[0]!, { user: { 'auth-provider': provider } }))
  const authenticated = await connectKube({ kubeconfig, clock })
  await authenticated.list(NODE)
  await authenticated.close()
  expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer from-file')
})

test('An unusable kubeconfig is an E_CONFIG that does not show it', async () => {
  const broken = server.kubeconfig.replace('"current-context":"admin@test"', '"current-context":"other"')
  await expect(connectKube({ kubeconfig: broken, clock })).rejects.toThrow('(admin@test), got "other"')
  const error = await connectKube({ kubeconfig: '{canary-5ecret: [', clock }).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_CONFIG' })
  expect(`${error.message}${error.cause}`).not.toContain('canary')
})

test('A signal ends a request with its reason, and closing ends all', async () => {
  server.on('GET /api/v1/nodes', () => {})
  const controller = new AbortController()
  const aborted = kube.list(NODE, {}, controller.signal)
  const closed = kube.list(NODE)
  const both = Promise.allSettled([aborted, closed])
  setTimeout(() => controller.abort(new Error('enough')), 50)
  await expect(aborted).rejects.toThrow('enough')
  await kube.close()
  await expect(closed).rejects.toThrow('closed')
  await both
})

test('Nothing of a closed session keeps the process alive, not even a wait', async () => {
  server.on(`GET ${PODS}`, ({ query }, response) => {
    if (query.has('watch')) response.writeHead(200).flushHeaders()
    else json(response, 200, listOf([]))
  })
  const module = new URL('./connect.ts', import.meta.url).href
  const script = `
    const { connectKube } = await import(${JSON.stringify(module)})
    const kube = await connectKube({ kubeconfig: ${JSON.stringify(server.kubeconfig)} })
    const interval = { timeoutMs: 600_000, everyMs: 60_000, warnAfterMs: 600_000 }
    const wait = { goal: 'never', interval, describe: () => 'waiting', until: () => false }
    const waiting = kube.waitFor({ apiVersion: 'v1', kind: 'Pod', namespace: 'demo', name: 'echo' }, wait)
    setTimeout(() => kube.close(), 300)
    console.log(await waiting.catch((error) => error.message))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    timeout: 15_000,
  })
  expect(stdout).toContain('closed')
})
