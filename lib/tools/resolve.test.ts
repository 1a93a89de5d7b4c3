import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createRedactor } from '../core/redact.ts'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { locateTool } from './locate.ts'
import { installedDir } from './pin-place.ts'
import { pinsOf, TOOL_PINS } from './pins.ts'
import { resolveTools } from './resolve.ts'
import { runTool } from './run-tool.ts'

let toolsDir: string
let bin: string

beforeEach(() => {
  toolsDir = temporaryFolder()
  bin = temporaryFolder()
})

const [kind] = pinsOf(['kind'])
const program = (dir: string, name: string, says: string, mode = 0o755) => {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, name), `#!/bin/sh\n${says}\n`, { mode })
}
const options = () => ({ toolsDir, place: { env: { PATH: `${bin}:/usr/bin:/bin` }, cleanEnv: true } })

test('What is on PATH in a fitting version is used', async () => {
  program(bin, 'kind', 'echo kind v0.29.0 go1.24 linux/amd64')
  program(installedDir(toolsDir, kind!), 'kind', 'echo kind v0.30.0')
  expect(await locateTool(kind!, options())).toMatchObject({
    state: 'path',
    version: '0.29.0',
    file: join(bin, 'kind'),
  })
  expect(await resolveTools([kind!], options())).toEqual({ versions: { kind: '0.29.0' }, path: null })
})

test('Ours is put before a version on PATH that does not fit', async () => {
  program(bin, 'kind', 'echo kind v0.20.0 go1.20 linux/amd64')
  program(installedDir(toolsDir, kind!), 'kind', 'echo kind v0.30.0')
  const { versions, path } = await resolveTools([kind!], options())
  expect(versions).toEqual({ kind: '0.30.0' })
  const run = { ...options().place, path: path!, tool: 'kind', args: [], redactor: createRedactor(), timeoutMs: 5000 }
  expect((await runTool(run)).stdout).toBe('kind v0.30.0')
})

test('A program that can not say its version is taken for one that fits', async () => {
  program(bin, 'csctl', 'echo csctl version: dev')
  expect(await locateTool(pinsOf(['csctl'])[0]!, options())).toMatchObject({
    state: 'path',
    version: 'csctl version: dev',
  })
})

test('Everything that is missing or does not fit is told at once, with the command that mends it', async () => {
  program(bin, 'kind', 'echo kind v0.20.0')
  program(bin, 'helm', 'exit 1')
  const error = await resolveTools(pinsOf(['kind', 'helm', 'csctl']), options()).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_TOOL_MISSING', hint: 'stackproof tools install kind helm csctl' })
  expect(error.message).toContain(`kind >=0.27.0 <1.0.0`)
  expect(error.message).toContain(`kind 0.20.0 at ${join(bin, 'kind')}`)
  expect(error.message).toContain('no csctl')
})

test('A file that is not executable is not there', async () => {
  program(bin, 'kind', 'echo kind v0.30.0', 0o644)
  expect((await locateTool(kind!, options())).state).toBe('missing')
})

test('Every pin fits its own range, and no two pins of a name are one', () => {
  const names = TOOL_PINS.map(({ name, version }) => `${name} ${version}`)
  expect(new Set(names).size).toBe(names.length)
  expect(pinsOf(['clusterctl'], { clusterctl: 'v1.11.11' })[0]!.fits).toBe('>=1.11.0 <1.12.0')
})
