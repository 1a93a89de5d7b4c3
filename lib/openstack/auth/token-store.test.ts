import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceleratedClock } from '../../core/clock.ts'
import { createRedactor } from '../../core/redact.ts'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import type { AuthSettings } from '../config/auth.ts'
import { resolveCloud } from '../config/resolve.ts'
import { openSession } from '../session.ts'
import { json, type ScriptedCloud, startCloud } from '../testing/scripted-cloud.ts'
import { openTokenStore, tokenFolder } from './token-store.ts'

const clock = acceleratedClock({ epochMs: Date.parse('2026-01-01T00:00:00Z'), wallMs: Date.now(), scale: 1000 })
const TOKENS = 'POST /identity/v3/auth/tokens'

let cloud: ScriptedCloud
let folder: string

beforeEach(async () => {
  cloud = await startCloud({ clock })
  cloud.on('GET /networking/v2.0/networks', (_, response) => json(response, 200, { networks: [] }))
  cloud.on('GET /compute/', (_, response) => json(response, 200, { versions: [{ id: 'v2.1', version: '2.93' }] }))
  cloud.on('GET /compute/v2.1/servers', (_, response) => json(response, 200, { servers: [] }))
  folder = join(temporaryFolder(), 'cache', 'tokens')
})

afterEach(() => cloud.close())

/** A process of its own, as far as the cloud can see. */
const listOnce = async (service: 'network' | 'compute' = 'network', cache: object = { auth: true }) => {
  const redactor = createRedactor()
  const session = await openSession({
    cloud: resolveCloud({ ...cloud.entry(), cache: { ...cache } }),
    clock,
    redactor,
    tokenFolder: folder,
  })
  const path = service === 'network' ? '/networks' : '/servers'
  await session.call({ service, method: 'GET', path })
  await session.close()
  return redactor
}

const file = () => join(folder, readdirSync(folder)[0]!)

test('A token outlives its process where clouds.yaml says so, for its user alone', async () => {
  await listOnce()
  const redactor = await listOnce()
  expect(cloud.asked(TOKENS)).toHaveLength(1)
  expect(redactor.text('token-1')).toBe('•••')
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)])
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(readFileSync(file(), 'utf8')).not.toContain('canary-5ecret-password')
})

test('Without that word nothing is written', async () => {
  await listOnce('network', {})
  await listOnce('network', { auth: false })
  expect(existsSync(folder)).toBe(false)
  expect(cloud.asked(TOKENS)).toHaveLength(2)
})

test("What was learnt of a service's versions is kept with it", async () => {
  await listOnce('compute')
  await listOnce('compute')
  expect(cloud.asked('GET /compute/')).toHaveLength(1)
  expect(cloud.seen.at(-1)!.headers['openstack-api-version']).toBe('compute 2.79')
})

test('A kept token that is refused is forgotten, and another one kept', async () => {
  await listOnce()
  cloud.refused.add('token-1')
  await listOnce()
  await listOnce()
  expect(cloud.asked(TOKENS)).toHaveLength(2)
  expect(readFileSync(file(), 'utf8')).toContain('token-2')
})

test('A kept token with less than two minutes to live is not used', async () => {
  cloud.life.ms = 1_300_000
  await listOnce()
  await clock.sleep(1_190_000)
  await listOnce()
  expect(cloud.asked(TOKENS)).toHaveLength(2)
})

test.each([
  ['is broken', () => writeFileSync(file(), '{')],
  ['others could have written', () => chmodSync(file(), 0o666)],
])('A file that %s is as good as none', async (_, spoil) => {
  await listOnce()
  spoil()
  await listOnce()
  expect(cloud.asked(TOKENS)).toHaveLength(2)
})

test('A link in the place of the file is not followed', async () => {
  await listOnce()
  const [name] = readdirSync(folder)
  const elsewhere = join(temporaryFolder(), 'theirs.json')
  writeFileSync(elsewhere, readFileSync(file()), { mode: 0o600 })
  const { rmSync } = await import('node:fs')
  rmSync(join(folder, name!))
  symlinkSync(elsewhere, join(folder, name!))
  await listOnce()
  expect(cloud.asked(TOKENS)).toHaveLength(2)
})

test('Each credential, scope and cloud has a file of its own, and a secret alone is none of its name', () => {
  const password = (changes: object) =>
    ({
      kind: 'password',
      url: 'https://cloud:5000',
      user: { id: 'u' },
      password: 'p',
      scope: { project: { id: 'a' } },
      ...changes,
    }) as AuthSettings
  const token = (id: string) => ({ kind: 'token', url: 'https://cloud', token: id, scope: 'unscoped' }) as AuthSettings
  const variants = [
    password({}),
    password({ url: 'https://other:5000' }),
    password({ user: { id: 'v' } }),
    password({ scope: { project: { id: 'b' } } }),
    token('a'),
    token('b'),
  ]
  const stored = { id: 't', projectId: '', userId: 'u', roles: [], catalog: [] }
  const one = { ...stored, applicationCredentialId: undefined, renewAt: 1, expiresAt: 2 }
  for (const auth of variants) openTokenStore(auth, folder).save({ token: one, versions: {} })
  openTokenStore(password({ password: 'another' }), folder).save({ token: one, versions: {} })
  expect(readdirSync(folder)).toHaveLength(variants.length)
})

test("The folder is in the user's cache", () => {
  expect(tokenFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/stackproof/tokens')
  expect(tokenFolder({})).toMatch(/\/\.cache\/stackproof\/tokens$/)
})
