import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { readClouds } from './read.ts'
import { searchPath } from './search.ts'
import { selectCloud } from './select.ts'

let root: string

beforeEach(() => {
  root = temporaryFolder()
})

const write = (path: string, text: string): string => {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const places = (env = {}) => ({
  cwd: join(root, 'cwd'),
  home: join(root, 'home'),
  env: { XDG_CONFIG_DIRS: root, ...env },
})
const thrown = (options: Parameters<typeof readClouds>[0]) => readClouds(options).catch((error) => error)

test('The working directory comes before the user and the site, yaml before yml before json', async () => {
  write('openstack/clouds.yaml', 'clouds: {site: {}}')
  expect(Object.keys((await readClouds(places())).clouds)).toEqual(['site'])
  write('home/.config/openstack/clouds.json', '{"clouds": {"user": {}}}')
  expect(Object.keys((await readClouds(places())).clouds)).toEqual(['user'])
  write('cwd/clouds.yml', 'clouds: {here: {}}')
  expect(Object.keys((await readClouds(places())).clouds)).toEqual(['here'])
})

test('Only the first file that exists counts', async () => {
  write('home/.config/openstack/clouds.yaml', 'clouds: {user: {}}')
  const file = write('cwd/clouds.yaml', 'clouds: {here: {}}')
  expect((await readClouds(places())).file).toBe(file)
  expect(Object.keys((await readClouds(places())).clouds)).toEqual(['here'])
})

test('XDG folders are honoured', () => {
  const env = { XDG_CONFIG_HOME: '/x', XDG_CONFIG_DIRS: '/a:/b' }
  expect(searchPath({ env, cwd: '/cwd', home: '/home/u' })).toEqual([
    '/cwd',
    '/x/openstack',
    '/home/u/.config/openstack',
    '/a/openstack',
    '/b/openstack',
    '/etc/openstack',
  ])
})

test('OS_CLIENT_CONFIG_FILE comes first, and must exist when it is set', async () => {
  write('cwd/clouds.yaml', 'clouds: {here: {}}')
  const file = write('other.yaml', 'clouds: {other: {}}')
  expect((await readClouds(places({ OS_CLIENT_CONFIG_FILE: file }))).file).toBe(file)
  const missing = await thrown(places({ OS_CLIENT_CONFIG_FILE: '/no/such/file' }))
  expect(missing).toMatchObject({ code: 'E_CONFIG', message: expect.stringContaining('OS_CLIENT_CONFIG_FILE') })
})

test('secure.yaml is merged into maps and replaces everything else', async () => {
  write('cwd/clouds.yaml', 'clouds: {demo: {auth: {username: u, password: old}, regions: [a, b]}}')
  const secure = write(
    'home/.config/openstack/secure.yaml',
    'clouds:\n  demo:\n    auth:\n      password: new\n    regions: [c]\n',
  )
  const { demo } = (await readClouds(places())).clouds
  expect(demo!.config).toEqual({ auth: { username: 'u', password: 'new' }, regions: ['c'] })
  expect(demo!.places['auth.password']).toBe(`${secure}:4`)
})

test('A given file is read with the secrets beside it only', async () => {
  write('home/.config/openstack/secure.yaml', 'clouds: {demo: {auth: {password: of the user}}}')
  const file = write('run/clouds.yaml', 'clouds: {demo: {auth: {password: of the run}}}')
  expect((await readClouds({ ...places(), file })).clouds.demo!.config).toEqual({ auth: { password: 'of the run' } })
  write('run/secure.yaml', 'clouds: {demo: {auth: {password: beside}}}')
  expect((await readClouds({ ...places(), file })).clouds.demo!.config).toEqual({ auth: { password: 'beside' } })
})

test('What a search has found can be read again as it was: two files of two folders', async () => {
  write('cwd/clouds.yaml', 'clouds: {demo: {auth: {username: u}}}')
  write('home/.config/openstack/secure.yaml', 'clouds: {demo: {auth: {password: of the user}}}')
  const found = await readClouds(places())
  const again = await readClouds({ file: found.file!, secure: found.secure! })
  expect(again.clouds.demo!.config).toEqual({ auth: { username: 'u', password: 'of the user' } })
  expect(again.clouds).toEqual(found.clouds)
})

test('Files are YAML 1.1 as PyYAML reads it', async () => {
  const text = `
base: &base
  region-name: RegionOne
clouds:
  my-cloud:
    <<: *base
    verify: no
    auth: {project-id: 610275}
`
  const { clouds } = await readClouds({ ...places(), file: write('clouds.yaml', text) })
  expect(clouds['my-cloud']!.config).toEqual({
    region_name: 'RegionOne',
    verify: false,
    auth: { project_id: '610275' },
  })
})

test('A syntax error names file, line and column, but never quotes the text', async () => {
  const file = write('clouds.yaml', 'clouds:\n  demo:\n    auth: {password: "canary-5ecret\n')
  const error = await thrown({ ...places(), file })
  expect(error).toMatchObject({
    code: 'E_CONFIG',
    message: expect.stringMatching(/clouds\.yaml:\d+:\d+: expected YAML, got/),
  })
  expect(JSON.stringify(error.details) + error.message).not.toContain('canary')
})

test('No file at all names the places that were looked at', async () => {
  const error = await thrown(places())
  expect(error).toMatchObject({ code: 'E_CONFIG', hint: expect.stringContaining('OS_CLIENT_CONFIG_FILE') })
  expect(error.message).toContain(join(root, 'cwd'))
  await expect(readClouds({ ...places(), file: write('list.yaml', '- a') })).rejects.toMatchObject({ code: 'E_CONFIG' })
})

test('A cloud is chosen by name, by OS_CLOUD, or because it is the only one', async () => {
  const two = await readClouds({ ...places(), file: write('two.yaml', 'clouds: {first: {}, second: {}}') })
  const one = await readClouds({ ...places(), file: write('one.yaml', 'clouds: {only: {}}') })
  expect(selectCloud(two, 'second', {}).name).toBe('second')
  expect(selectCloud(two, undefined, { OS_CLOUD: 'first' }).name).toBe('first')
  expect(selectCloud(one, undefined, {}).name).toBe('only')
  expect(() => selectCloud(two, undefined, {})).toThrow(/one of the clouds of .*two\.yaml \(first, second\), got none/)
})

test('A misspelt cloud gets the nearest name', async () => {
  const two = await readClouds({ ...places(), file: write('two.yaml', 'clouds: {first: {}, second: {}}') })
  const error = (() => {
    try {
      return selectCloud(two, 'secnd', {})
    } catch (caught) {
      return caught
    }
  })()
  expect(error).toMatchObject({ code: 'E_CONFIG', hint: 'Did you mean second?', details: { found: 'secnd' } })
})
