import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { beforeAll, expect, test } from 'vitest'
import { createAuthority } from '../../kubernetes/testing/certificate.ts'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { problemsIn, resolved } from './testing/entry.ts'

const auth = { auth_url: 'https://cloud', token: 't', project_id: 'p' }
const paths: Record<string, string> = {}

beforeAll(async () => {
  const folder = temporaryFolder()
  const authority = await createAuthority()
  const client = await authority.issue()
  const other = await authority.issue()
  const old = await authority.issue({ name: 'CN=old', notAfter: new Date('2020-01-02T03:04:05Z') })
  const texts = {
    ca: authority.ca,
    cert: client.cert,
    key: client.key,
    otherKey: other.key,
    both: `${client.cert}\n${client.key}`,
    old: old.cert,
    oldAndGood: `${old.cert}\n${authority.ca}`,
    garbage: 'garbage',
    broken: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  }
  for (const [name, text] of Object.entries(texts)) {
    paths[name] = join(folder, `${name}.pem`)
    writeFileSync(paths[name], text)
  }
})

const config = (keys: Record<string, unknown>) => ({
  auth_type: 'token',
  auth,
  ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, paths[String(value)] ?? value])),
})
const tls = (keys: Record<string, unknown>, options = {}) => resolved(config(keys), options).tls
const problems = (keys: Record<string, unknown>) => problemsIn(config(keys))
const warnings = (keys: Record<string, unknown>) => resolved(config(keys)).warnings.join('\n')

test('A CA replaces the roots of the system, or joins them', () => {
  expect(tls({ cacert: 'ca' })).toMatchObject({ verify: true, files: { cacert: paths.ca } })
  expect(tls({ cacert: 'ca' }).ca).not.toContain(rootCertificates[0]!)
  expect(tls({ cacert_append: 'ca' }).ca).toContain(rootCertificates[0]!)
  expect(tls({ cacert_append: 'ca' }).ca).toContain(tls({ cacert: 'ca' }).ca!.trim())
})

test('Paths start at the home folder, or where the process runs', () => {
  const at = paths.ca!.lastIndexOf('/')
  const place = { cwd: paths.ca!.slice(0, at), home: paths.ca!.slice(0, at) }
  expect(tls({ cacert: 'ca.pem' }, place).files.cacert).toBe(paths.ca)
  expect(tls({ cacert: '~/ca.pem' }, { ...place, cwd: '/' }).files.cacert).toBe(paths.ca)
})

test.each([
  ['cacert', '/no/such.pem', 'TlsConfigCaMissing cacert'],
  ['cacert', 'garbage', 'TlsConfigCaInvalid cacert'],
  ['cacert', 'broken', 'TlsConfigCaInvalid cacert'],
  ['cacert', 'old', 'TlsConfigCaInvalid cacert'],
  ['cacert_append', 'garbage', 'TlsConfigCaInvalid cacert_append'],
  ['cert', '/no/such.pem', 'TlsConfigCertMissing cert'],
  ['cert', 'garbage', 'TlsConfigCertInvalid cert'],
  ['cert', 'cert', 'TlsConfigCertWithoutKey key'],
])('A %s of %s is a problem of its own', (key, value, problem) => {
  expect(problems({ [key]: value })[0]).toBe(problem)
})

test('An expired authority is named with its date, unless another one is good', () => {
  expect(() => tls({ cacert: 'old' })).toThrow(/CN=old, which expired on 2020-01-02T03:04:05\.000Z/)
  expect(warnings({ cacert: 'oldAndGood' })).toContain('CN=old, which expired on 2020-01-02')
})

test('A certificate that is no authority is trusted with a warning', () => {
  expect(warnings({ cacert: 'cert' })).toContain('no authority (CA:FALSE)')
})

test('A client has a certificate with its key, in one file or in two', () => {
  expect(tls({ cert: 'cert', key: 'key' })).toMatchObject({ cert: expect.any(String), key: expect.any(String) })
  const { cert, key } = tls({ cert: 'both' })
  expect(key).toBe(cert)
  expect(problems({ cert: 'cert', key: 'otherKey' })).toEqual(['TlsConfigCertInvalid key'])
  expect(problems({ cert: 'cert', key: 'garbage' })).toEqual(['TlsConfigCertInvalid key'])
  expect(warnings({ key: 'key' })).toContain('has no effect without cert')
})

test.each([
  [{ verify: false }, false],
  [{ insecure: true }, false],
  [{ insecure: 'True' }, false],
  [{ insecure: 'yes' }, true],
  [{ insecure: false }, true],
  [{ verify: false, insecure: false }, false],
  [{}, true],
])('With %j verification is %s', (keys, verify) => {
  expect(tls(keys).verify).toBe(verify)
})

test('What is neither true nor false is refused for verify and told for insecure', () => {
  expect(problems({ verify: 'false' })).toEqual(['TlsConfigVerifyNotBoolean verify'])
  expect(warnings({ insecure: 'yes' })).toContain('neither true nor false')
})

test('Without verification the CA is not even read, and that is told', () => {
  expect(tls({ verify: false, cacert: '/no/such.pem' })).toEqual({ verify: false, files: {} })
  expect(warnings({ verify: false, cacert: '/no/such.pem' })).toContain('has no effect: verification is off')
})
