import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { type ReadOptions, readClouds } from './read.ts'
import { resolveCloud } from './resolve.ts'
import { selectCloud } from './select.ts'

const OPENRC = {
  OS_AUTH_URL: 'https://env/v3',
  OS_USERNAME: 'u',
  OS_PASSWORD: 'canary-5ecret',
  OS_USER_DOMAIN_NAME: 'Default',
  OS_PROJECT_ID: 'p1',
  OS_REGION_NAME: 'two',
}
const FILE = `clouds:
  only:
    region_name: one
    auth: {auth_url: https://file/v3, user_id: u, password: p, project_id: q}
`
let folder: string

beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'clouds.yaml'), FILE)
})

const read = (env: Record<string, string>, options: ReadOptions = {}) =>
  readClouds({ cwd: folder, home: folder, env: { XDG_CONFIG_DIRS: folder, ...env }, ...options })
const resolved = async (env: Record<string, string>, options: ReadOptions & { strictEnv?: boolean } = {}) =>
  resolveCloud(selectCloud(await read(env, options), undefined, env), { env, ...options })
const problemOf = (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    (error) => error.details.problem,
  )

test('An openrc makes a cloud, which comes before those of the file', async () => {
  const cloud = await resolved(OPENRC)
  expect(cloud).toMatchObject({
    name: 'envvars',
    region: 'two',
    auth: { url: 'https://env/v3', password: 'canary-5ecret' },
  })
  expect(cloud.provenance['auth.auth_url']).toEqual({ source: 'env', place: 'OS_AUTH_URL' })
  expect(JSON.stringify(cloud.provenance)).not.toContain('canary')
})

test('An openrc is enough where there is no file', async () => {
  const clouds = await read(OPENRC, { cwd: join(folder, 'empty'), home: join(folder, 'empty') })
  expect(clouds.file).toBeUndefined()
  expect(selectCloud(clouds, undefined, {}).name).toBe('envvars')
})

test('The cloud of the environment goes by OS_CLOUD_NAME, and must not be called as one of the file', async () => {
  expect(Object.keys((await read({ ...OPENRC, OS_CLOUD_NAME: 'mine' })).clouds)).toEqual(['only', 'mine'])
  expect(await problemOf(read({ ...OPENRC, OS_CLOUD_NAME: 'only' }))).toBe('EnvCloudNameClash')
  expect(await problemOf(read({ OS_CLOUD_NAME: 'only' }))).toBeUndefined()
})

test('A variable without OS_AUTH_URL makes no cloud, and is warned of', async () => {
  const cloud = await resolved({ OS_IDENTITY_API_VERSION: '3', OS_TEST_PATH: 'x' })
  expect(cloud.name).toBe('only')
  expect(cloud.warnings.join()).toMatch(/OS_IDENTITY_API_VERSION of the environment has no effect/)
  expect(cloud.warnings.join()).not.toContain('OS_TEST_PATH')
})

test('No Keystone at all can be had by variables', async () => {
  const cloud = await resolved({ OS_AUTH_TYPE: 'none', OS_ENDPOINT: 'http://127.0.0.1:1' })
  expect(cloud.auth).toEqual({ kind: 'none', endpoint: 'http://127.0.0.1:1' })
})

test('Asking for the cloud of variables that make none says what is missing', async () => {
  const env = { OS_USERNAME: 'u', OS_CLOUD: 'envvars' }
  const error = await resolved(env).catch((caught) => caught)
  expect(error).toMatchObject({
    details: { problem: 'EnvCloudIncomplete' },
    message: expect.stringContaining('OS_AUTH_URL'),
  })
  const nowhere = { cwd: join(folder, 'empty'), home: join(folder, 'empty') }
  expect(await problemOf(read({ OS_USERNAME: 'u' }, nowhere))).toBe('EnvCloudIncomplete')
})

test('Region, interface and CA of the environment win over the file, and say so', async () => {
  const cloud = await resolved({ OS_REGION_NAME: 'two', OS_INTERFACE: 'internal' })
  expect(cloud.services.compute).toMatchObject({ region: 'two', interfaces: ['internal'] })
  expect(cloud.provenance.region_name).toEqual({ source: 'env', place: 'OS_REGION_NAME' })
  expect(cloud.warnings).toEqual([])
})

test('strictEnv is the way of openstacksdk', async () => {
  const strict = await resolved({ OS_REGION_NAME: 'two', OS_CLOUD: 'only' }, { strictEnv: true })
  expect(strict.region).toBe('one')
  expect(Object.keys((await read({ OS_CACERT: '/ca' }, { strictEnv: true })).clouds)).toContain('envvars')
})

test('A given file is read without the environment', async () => {
  const clouds = await read(OPENRC, { file: join(folder, 'clouds.yaml') })
  expect(Object.keys(clouds.clouds)).toEqual(['only'])
})

test('A file that is named but missing is passed over only where that is asked for', async () => {
  const env = { OS_CLIENT_CONFIG_FILE: '/no/such/file' }
  expect(await problemOf(read(env))).toBe('ConfigFileNotFound')
  expect((await read(env, { allowMissingFile: true })).file).toBe(join(folder, 'clouds.yaml'))
})
