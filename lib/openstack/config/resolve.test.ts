import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { createAuthority } from '../../kubernetes/testing/certificate.ts'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import type { CloudEntry } from './read.ts'
import { resolveCloud } from './resolve.ts'

const auth = {
  auth_url: 'https://cloud:5000',
  username: 'demo',
  password: 'canary-5ecret',
  user_domain_name: 'Default',
  project_id: 'p1',
}
const entry = (config: Record<string, unknown>): CloudEntry => ({
  name: 'demo',
  file: '/clouds.yaml',
  config,
  places: { 'auth.auth_url': '/clouds.yaml:4', verify: '/clouds.yaml:9' },
})
const resolve = (config: Record<string, unknown>, env = {}) =>
  resolveCloud(entry({ auth, ...config }), { env, cwd: '/', home: '/' })
const problemsOf = (config: Record<string, unknown>, env = {}) => {
  try {
    resolve(config, env)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

let ca: string
let folder: string

beforeAll(async () => {
  folder = temporaryFolder()
  ca = join(folder, 'ca.pem')
  writeFileSync(ca, (await createAuthority()).ca)
  writeFileSync(join(folder, 'none.pem'), 'garbage')
  writeFileSync(join(folder, 'bad.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
})

test('A password is for a user in a project', () => {
  expect(resolve({}).auth).toEqual({
    kind: 'password',
    url: 'https://cloud:5000',
    user: { name: 'demo', domain: { name: 'Default' } },
    password: 'canary-5ecret',
    project: { id: 'p1' },
  })
})

test('A domain stands for that of user and project', () => {
  const { auth: resolved } = resolve({
    auth: { auth_url: 'https://cloud', username: 'u', password: 'p', project_name: 'p', domain_id: 'default' },
  })
  expect(resolved).toMatchObject({
    user: { domain: { id: 'default' } },
    project: { name: 'p', domain: { id: 'default' } },
  })
})

test('Keys of auth may stand beside it, and old names are understood', () => {
  const { auth: resolved } = resolve({ tenant_id: 'p2', auth: { ...auth, project_id: undefined } })
  expect(resolved).toMatchObject({ project: { id: 'p2' } })
})

test('Application credentials come by id or by name, and lose their scope', () => {
  const secret = { auth_url: 'https://cloud', application_credential_secret: 's', project_id: 'p1' }
  expect(resolve({ auth: { ...secret, application_credential_id: 'a' } }).auth).toEqual({
    kind: 'application_credential',
    url: 'https://cloud',
    credential: { id: 'a' },
    secret: 's',
  })
  const named = { ...secret, application_credential_name: 'n', user_id: 'u' }
  expect(resolve({ auth_type: 'v3applicationcredential', auth: named }).auth).toMatchObject({
    credential: { name: 'n', user: { id: 'u' } },
  })
})

test('A token needs a project only', () => {
  const token = { auth_url: 'https://cloud', token: 't', project_id: 'p1' }
  expect(resolve({ auth_type: 'token', auth: token }).auth).toMatchObject({ kind: 'token', token: 't' })
})

test('Everything that is wrong is told at once, with file, line and key, without secrets', () => {
  const problems = problemsOf({
    auth: { auth_url: 'cloud:5000', username: 'u', password: 'canary-5ecret', project_name: 'p' },
    verify: 'false',
    interface: 'publik',
  })
  expect(problems).toEqual([
    '/clouds.yaml:4: clouds.demo.auth.auth_url: expected an http or https URL, got "cloud:5000"',
    '/clouds.yaml: clouds.demo.auth.project_domain_name: expected a domain, such as `project_domain_name: Default`, got nothing',
    '/clouds.yaml: clouds.demo.auth.user_domain_name: expected a domain, such as `user_domain_name: Default`, got nothing',
    '/clouds.yaml:9: clouds.demo.verify: expected true or false, got "false"',
    expect.stringContaining('clouds.demo.interface: expected public, internal, admin, got "publik"'),
  ])
  expect(problems.join()).not.toContain('canary')
})

test('An unknown way to authenticate gets the nearest one', () => {
  expect(problemsOf({ auth_type: 'v3aplicationcredential' })[0]).toContain('did you mean v3applicationcredential?')
})

test('A CA file is read and checked, certificate by certificate', () => {
  expect(resolve({ cacert: ca }).tls).toEqual({ verify: true, ca: expect.stringContaining('BEGIN CERTIFICATE') })
  expect(problemsOf({ cacert: join(folder, 'none.pem') })[0]).toContain(
    'expected a PEM file with certificates, got a file without any',
  )
  expect(problemsOf({ cacert: join(folder, 'bad.pem') })[0]).toContain('got one that is not (number 1)')
  expect(problemsOf({ cacert: '/no/such.pem' })[0]).toContain('/no/such.pem: ENOENT')
})

test.each([
  [{ verify: false }, false],
  [{ insecure: true }, false],
  [{ insecure: 'True' }, false],
  [{ insecure: 'yes' }, true],
  [{}, true],
])('With %j verification is %s', (config, verify) => {
  expect(resolve(config).tls.verify).toBe(verify)
})

test('Without verification the CA is not even read', () => {
  expect(resolve({ verify: false, cacert: '/no/such.pem' }).tls).toEqual({ verify: false })
})

test('A client certificate without key is a combined file', () => {
  expect(resolve({ cert: ca }).tls).toMatchObject({ cert: expect.any(String), key: expect.any(String) })
})

test('Region and interface come per service, from the entry or the environment', () => {
  const { services } = resolve({ region_name: 'one', compute_region_name: 'two', interface: 'internalURL' })
  expect(services.compute).toMatchObject({ region: 'two', interfaces: ['internal'] })
  expect(services.network).toMatchObject({ region: 'one' })
  const over = resolve({ region_name: 'one' }, { OS_REGION_NAME: 'three', OS_INTERFACE: 'admin', OS_CACERT: ca })
  expect(over.services.network).toMatchObject({ region: 'three', interfaces: ['admin'] })
  expect(over.tls.ca).toContain('BEGIN CERTIFICATE')
})

test('Overrides are found under every alias of a service', () => {
  const { services } = resolve({ volume_endpoint_override: 'https://cinder/v3' })
  expect(services['block-storage'].override).toBe('https://cinder/v3')
  expect(services.image.override).toBeUndefined()
  expect(problemsOf({ image_endpoint_override: 'glance' })[0]).toContain(
    'image_endpoint_override: expected an http or https URL',
  )
})

test('Regions with values choose the first one unless asked, and no other than those', () => {
  const regions = ['one', { name: 'two', values: { interface: 'internal' } }]
  expect(resolve({ regions }).services.compute.region).toBe('one')
  expect(resolve({ regions, region_name: 'two' }).services.compute.interfaces).toEqual(['internal'])
  expect(problemsOf({ regions }, { OS_REGION_NAME: 'three' })[0]).toContain('expected one of one, two, got "three"')
})

test('Placeholders in the URL are filled from the entry', () => {
  const { auth: resolved } = resolve({
    region_name: 'one',
    auth: { ...auth, auth_url: 'https://{region_name}.corp/v3' },
  })
  expect(resolved.url).toBe('https://one.corp/v3')
})
