import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chosenPins } from './chosen.ts'
import { tools } from './verb.ts'

let dir: string
let said: string[]

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tools-verb-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubEnv('PATH', `${join(dir, 'bin')}:/usr/bin:/bin`)
  mkdirSync(join(dir, 'bin'))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const program = (path: string, says: string) => {
  mkdirSync(join(dir, path, '..'), { recursive: true })
  writeFileSync(join(dir, path), `#!/bin/sh\necho ${says}\n`, { mode: 0o755 })
}
const output = () => JSON.parse(said.join('\n'))

test('The list tells where each tool stands, and its exit code whether a run could begin', async () => {
  program('bin/kind', 'kind v0.29.0 go1.24 linux/amd64')
  program('bin/helm', 'v2.17.0')
  program('tools/csctl/v0.0.5/csctl', 'csctl version: 0.0.5')
  const code = await tools('list', ['kind', 'helm', 'csctl', 'clusterctl'], { dir: join(dir, 'tools'), json: true })
  expect(output().tools.map(({ name, state, version }: Record<string, string>) => [name, state, version])).toEqual([
    ['kind', 'path', '0.29.0'],
    ['helm', 'unfit', '2.17.0'],
    ['csctl', 'installed', '0.0.5'],
    ['clusterctl', 'missing', undefined],
  ])
  expect(code).toBe(3)
  expect(await tools('list', ['kind', 'csctl'], { dir: join(dir, 'tools'), json: true })).toBe(0)
})

test('Installing leaves alone what fits, tries the rest, and says of each what could not be done', async () => {
  vi.stubEnv('GOPROXY', 'off')
  vi.stubEnv('GOFLAGS', '-modcacherw')
  vi.stubEnv('GOMODCACHE', join(dir, 'empty'))
  program('bin/kind', 'kind v0.29.0 go1.24 linux/amd64')
  const code = await tools('install', ['kind', 'csctl'], { dir: join(dir, 'tools'), offline: true, json: true })
  expect(output().tools).toMatchObject([
    { name: 'kind', how: 'on PATH', version: '0.29.0' },
    { name: 'csctl', how: 'failed', hint: expect.stringContaining(join(dir, 'tools/csctl/v0.0.5/csctl')) },
  ])
  expect(code).toBe(2)
})

test('Images are listed for each generation with the key that puts another in the place of each', async () => {
  const config = join(dir, 'stackproof.yaml')
  writeFileSync(config, 'management:\n  images:\n    ghcr.io/sovereigncloudstack/cso: mirror.example/cso\n')
  expect(await tools('images', [], { config, json: true })).toBe(0)
  const { generations } = output()
  expect(generations.map(({ generation }: { generation: string }) => generation)).toEqual([
    '2024-04',
    '2024',
    '2025',
    '2026',
  ])
  const recent = generations[2].references
  expect(recent).toContainEqual({
    kind: 'image',
    component: 'cso',
    where: 'management',
    reference: 'mirror.example/cso:v0.2.0-alpha.1',
    insteadOf: 'ghcr.io/sovereigncloudstack/cso:v0.2.0-alpha.1',
    key: 'management.images["ghcr.io/sovereigncloudstack/cso"]',
  })
  const kinds = new Set(recent.map(({ kind }: { kind: string }) => kind))
  expect(kinds).toEqual(new Set(['image', 'provider', 'chart', 'manifest']))
})

test('Wrong words are answered with the right ones', async () => {
  await expect(tools('instal', [], {})).rejects.toThrow('did you mean install?')
  await expect(tools('images', [], { generation: '2023' })).rejects.toThrow('got 2023')
  expect(() => chosenPins(['kindd'])).toThrow('got kindd')
  expect(() => chosenPins(['clusterctl@v9.9.9'])).toThrow('got clusterctl@v9.9.9')
  expect(chosenPins(['clusterctl@v1.11.11'])[0]!.version).toBe('v1.11.11')
})
