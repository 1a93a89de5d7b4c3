import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { type ReadOptions, readClouds } from './read.ts'
import { resolveCloud } from './resolve.ts'

let folder: string

beforeEach(() => {
  folder = temporaryFolder()
})

const AUTH = 'auth: {user_id: u, password: p, project_id: q}'
const resolved = async (entry: string, profile: string, options: ReadOptions = {}) => {
  writeFileSync(join(folder, 'clouds.yaml'), `clouds:\n  demo:\n    ${entry}\n    ${AUTH}\n`)
  writeFileSync(join(folder, 'clouds-public.yaml'), `public-clouds:\n  acme:\n    ${profile}\n`)
  const { clouds } = await readClouds({ file: join(folder, 'clouds.yaml'), ...options })
  return resolveCloud(clouds.demo!, { env: {} })
}
const VENDOR = 'auth: {auth_url: https://acme/v3, project_id: of-vendor}\n    interface: internal'

test.each(['profile', 'cloud'])('An entry lies over the profile that it names by %s', async (key) => {
  const cloud = await resolved(`${key}: acme`, VENDOR)
  expect(cloud.auth).toMatchObject({ url: 'https://acme/v3', scope: { project: { id: 'q' } } })
  expect(cloud.services.compute.interfaces).toEqual(['internal'])
  expect(cloud.provenance['auth.auth_url']).toEqual({
    source: 'profile',
    place: `${join(folder, 'clouds-public.yaml')}:3`,
  })
  expect(cloud.provenance['auth.project_id']?.source).toBe('file')
})

test('The regions of an entry replace those of its profile', async () => {
  const both = await resolved('profile: acme\n    region_name: mine', `${VENDOR}\n    regions: [theirs]`)
  expect(both.region).toBe('mine')
  expect((await resolved('profile: acme', `${VENDOR}\n    regions: [theirs]`)).region).toBe('theirs')
})

test('A vendor that is gone is an error, one that is leaving a warning, an unknown one too', async () => {
  const gone = await resolved('profile: acme', `${VENDOR}\n    status: shutdown\n    message: since 2020`).catch(
    (error) => error,
  )
  expect(gone).toMatchObject({ details: { problem: 'ProfileShutDown', place: `${join(folder, 'clouds.yaml')}:3` } })
  expect(gone.message).toContain('since 2020')
  const leaving = await resolved('profile: acme', `${VENDOR}\n    status: deprecated`)
  expect(leaving.warnings.join()).toContain('acme is deprecated')
  const unknown = await resolved('profile: nobody\n    auth_url: https://c/v3', VENDOR)
  expect(unknown.warnings.join()).toMatch(/clouds\.yaml:3: clouds\.demo\.profile: nobody is not in any/)
})

test('A URL is fetched only where the caller brings what fetches', async () => {
  const asked: string[] = []
  const fetchProfile = async (url: string) => {
    asked.push(url)
    return { name: 'acme', profile: { auth: { auth_url: 'https://fetched/v3' } } }
  }
  const entry = 'profile: https://acme.example/path'
  const plain = await resolved(`${entry}\n    auth_url: https://c/v3`, VENDOR)
  expect(plain.warnings.join()).toContain('is not fetched unless allowed')
  expect((await resolved(entry, VENDOR, { fetchProfile })).auth).toMatchObject({ url: 'https://fetched/v3' })
  expect(asked).toEqual(['https://acme.example/.well-known/openstack/api'])
  const fails = resolved(entry, VENDOR, { fetchProfile: async () => 'a web page' })
  await expect(fails).rejects.toMatchObject({ details: { problem: 'ProfileNotFound' } })
})
