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
    scope: { project: { id: 'p1' } },
  })
})

test('A domain stands for that of user and project', () => {
  const { auth: resolved } = resolve({
    auth: { auth_url: 'https://cloud', username: 'u', password: 'p', project_name: 'p', domain_id: 'default' },
  })
  expect(resolved).toMatchObject({
    user: { domain: { id: 'default' } },
    scope: { project: { name: 'p', domain: { id: 'default' } } },
  })
})

test('Keys of auth may stand beside it, and old names are understood', () => {
  const { auth: resolved } = resolve({ tenant_id: 'p2', auth: { ...auth, project_id: undefined } })
  expect(resolved).toMatchObject({ scope: { project: { id: 'p2' } } })
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
  expect(resolve({ cacert: ca }).tls).toEqual({
    verify: true,
    ca: expect.stringContaining('BEGIN CERTIFICATE'),
    files: { cacert: ca },
  })
  expect(problemsOf({ cacert: join(folder, 'none.pem') })[0]).toContain(
    'expected a PEM file with certificates, got a file without any',
  )
  expect(problemsOf({ cacert: join(folder, 'bad.pem') })[0]).toContain('got one that is not (number 1)')
  expect(problemsOf({ cacert: '/no/such.pem' })[0]).toContain('/no/such.pem: ENOENT')
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
  expect(resolved).toMatchObject({ url: 'https://one.corp/v3' })
})

test('Each value tells where it comes from', () => {
  const regions = [{ name: 'one', values: { interface: 'internal' } }]
  const { provenance } = resolveCloud(
    {
      ...entry({ auth, regions }),
      places: { 'auth.auth_url': '/clouds.yaml:4', 'regions.0.values.interface': '/clouds.yaml:9' },
    },
    { env: { OS_CACERT: ca } },
  )
  expect(provenance).toMatchObject({
    'auth.auth_url': { source: 'file', place: '/clouds.yaml:4' },
    interface: { source: 'region', place: '/clouds.yaml:9' },
    cacert: { source: 'env', place: 'OS_CACERT' },
    verify: { source: 'default', place: '' },
  })
})

test('A region that is asked for must be one of those written', () => {
  const asking = (config: Record<string, unknown>, region: string) => () =>
    resolveCloud(entry({ auth, ...config }), { env: {}, region })
  expect(asking({ region_name: 'one' }, 'two')).toThrow('region_name: expected one of one, got "two"')
  expect(asking({ regions: ['one', 'two'] }, 'two')().region).toBe('two')
  expect(asking({}, 'two')().region).toBe('two')
  expect(problemsOf({ regions: [{ name: 'one', other: 'x' }] })[0]).toContain('regions.0: expected a name, or a map')
  expect(problemsOf({ regions: 'one' })[0]).toContain('regions: expected a list')
})

test('Several regions in one text are the first of them, with a warning', () => {
  const cloud = resolve({ region_name: 'one,two' })
  expect(cloud.region).toBe('one')
  expect(cloud.warnings).toEqual([expect.stringContaining('names several regions')])
})

test('The timeout of any old client is that of all', () => {
  expect(resolve({ nova_timeout: '12', api_timeout: '60' }).timeoutMs).toBe(12_000)
  expect(resolve({ api_timeout: '2.5' }).timeoutMs).toBe(2500)
  expect(resolve({}).timeoutMs).toBeUndefined()
})

test('Tokens are kept on disk only where the file says so', () => {
  const cached = (cache: Record<string, unknown>) =>
    resolveCloud({ ...entry({ auth }), cache }, { env: {}, home: '/h' }).cache
  expect(cached({ auth: true })).toEqual({ auth: true, path: '/h/.cache/openstack' })
  expect(cached({ path: '~/c' })).toEqual({ auth: false, path: '/h/c' })
})

test('Braces that name no key stay, and are told', () => {
  const cloud = resolve({ region_name: 'one', comment: '{region_name} {{x}} {y} {' })
  expect(cloud.config.comment).toBe('one {x} {y} {')
  expect(cloud.warnings).toHaveLength(2)
})

test('A problem is told with its name, file, cloud, key and origin', () => {
  const error = (() => {
    try {
      return resolve({ verify: 'false' })
    } catch (caught) {
      return caught
    }
  })()
  expect(error).toMatchObject({
    code: 'E_CONFIG',
    details: {
      problem: 'TlsConfigVerifyNotBoolean',
      file: '/clouds.yaml',
      cloud: 'demo',
      key: 'clouds.demo.verify',
      place: '/clouds.yaml:9',
      provenance: { source: 'file', place: '/clouds.yaml:9' },
    },
  })
})
