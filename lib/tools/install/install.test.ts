import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import type { ToolPin } from '../pin-types.ts'
import { type ReleaseServer, sha256, startReleaseServer } from '../testing/release-server.ts'
import { installTool } from './install.ts'

let server: ReleaseServer
let toolsDir: string

beforeAll(async () => {
  server = await startReleaseServer()
})
afterAll(() => server.close())
// Go is to ask no proxy of a test.
vi.stubEnv('GOPROXY', 'off')
beforeEach(() => {
  toolsDir = join(temporaryFolder(), 'tools')
  server.asked.length = 0
})

const PROGRAM = '#!/bin/sh\necho "sample v1.2.3"\n'

const pin = (release: Partial<ToolPin['release']> = {}): ToolPin => ({
  name: 'sample',
  use: 'tests',
  home: 'https://example.org/sample',
  version: 'v1.2.3',
  fits: '>=1.2.0 <2.0.0',
  release: {
    url: `${server.url}/{version}/sample-{os}`,
    checksum: { from: 'file', url: `${server.url}/{version}/sums` },
    ...release,
  },
  // A module that no proxy has: what is not downloaded can't be built either.
  go: { module: 'stackproof.invalid/sample', package: 'stackproof.invalid/sample', stamp: {} },
})

const options = (rest: { offline?: boolean } = {}) => ({ toolsDir, offline: false, say: () => {}, ...rest })
const path = `/v1.2.3/sample-${process.platform}`
const sums = (content: string | Buffer) =>
  server.serve('/v1.2.3/sums', `${sha256(content)}  sample-${process.platform}\n`)
const leftBehind = () => readdirSync(toolsDir)

test('A release is downloaded, held against its checksum, made executable and put in place in one step', async () => {
  server.serve(path, PROGRAM)
  sums(PROGRAM)
  const installed = await installTool(pin(), options())
  expect(installed).toEqual({ file: join(toolsDir, 'sample/v1.2.3/sample'), version: '1.2.3', how: 'downloaded' })
  expect(readFileSync(installed.file, 'utf8')).toBe(PROGRAM)
  expect(statSync(installed.file).mode & 0o777).toBe(0o755)
  expect(leftBehind()).toEqual(['sample'])
  expect((await installTool(pin(), options())).how).toBe('there already')
})

test('A checksum alone in its file counts, whatever the file is called', async () => {
  server.serve(path, PROGRAM)
  server.serve('/v1.2.3/sums', `${sha256(PROGRAM).toUpperCase()}\n`)
  expect((await installTool(pin(), options())).how).toBe('downloaded')
})

test('A file with another checksum is thrown away, and nothing else is tried instead', async () => {
  server.serve(path, PROGRAM.replace('sample', 'evil'))
  sums(PROGRAM)
  await expect(installTool(pin(), options())).rejects.toMatchObject({
    code: 'E_PROCESS',
    message: expect.stringContaining(`to have the SHA-256 ${sha256(PROGRAM)}`),
  })
  expect(leftBehind()).toEqual([])
})

test('A connection that breaks off is tried again from the start', async () => {
  let times = 0
  server.serve(path, (_, response) => {
    times++
    response.writeHead(200, { 'content-length': Buffer.byteLength(PROGRAM) })
    if (times === 1) response.write(PROGRAM.slice(0, 10), () => response.destroy())
    else response.end(PROGRAM)
  })
  sums(PROGRAM)
  expect((await installTool(pin(), options())).how).toBe('downloaded')
  expect(times).toBe(2)
})

test('A connection that always breaks off ends in an error that says so', async () => {
  server.serve(path, (_, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('#!', () => response.destroy())
  })
  sums(PROGRAM)
  const error = await installTool(pin(), options()).catch((thrown) => thrown)
  expect(error).toMatchObject({
    code: 'E_TOOL_MISSING',
    hint: expect.stringContaining(join(toolsDir, 'sample/v1.2.3/sample')),
  })
  expect(error.message).toMatch(/not downloaded: .* a connection that broke off/)
  expect(leftBehind()).toEqual([])
})

test('A release that does not exist is said with its status, and asked for once', async () => {
  server.serve('/v1.2.3/sums', `${sha256(PROGRAM)}  none\n`)
  const error = await installTool(pin({ url: `${server.url}/none` }), options()).catch((thrown) => thrown)
  expect(error.message).toContain(`expected ${server.url}/none to be served, got 404`)
  expect(error.message).toContain('not built with Go: expected ')
  expect(server.asked.filter((asked) => asked === '/none')).toHaveLength(1)
})

test('Without a checksum nothing is downloaded', async () => {
  server.serve('/v1.2.3/sums', 'none of these\n')
  const error = await installTool(pin(), options()).catch((thrown) => thrown)
  expect(error.message).toContain('expected the SHA-256 of sample-')
  expect(server.asked).not.toContain(path)
})

test('A program is taken out of an archive after the archive was checked', async () => {
  const dir = temporaryFolder()
  mkdirSync(join(dir, 'linux-any'))
  writeFileSync(join(dir, 'linux-any/sample'), PROGRAM, { mode: 0o755 })
  execFileSync('tar', ['-czf', join(dir, 'a.tgz'), '-C', dir, 'linux-any'])
  const archive = readFileSync(join(dir, 'a.tgz'))
  server.serve('/sample.tar.gz', archive)
  server.serve('/v1.2.3/sums', `${'0'.repeat(64)}  other.tar.gz\n${sha256(archive)} *sample.tar.gz\n`)
  const packed = pin({ url: `${server.url}/sample.tar.gz`, member: 'linux-any/sample' })
  expect((await installTool(packed, options())).version).toBe('1.2.3')
})

test('A program of another version than its release says is not put in place', async () => {
  const other = PROGRAM.replace('1.2.3', '2.0.0')
  server.serve(path, other)
  sums(other)
  await expect(installTool(pin(), options())).rejects.toThrow('expected sample v1.2.3 to say its version, got 2.0.0')
  expect(leftBehind()).toEqual([])
})

test('Offline nothing is asked of any server, and the error says what to put where', async () => {
  const error = await installTool(pin(), options({ offline: true })).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_TOOL_MISSING' })
  expect(error.message).toContain('not downloaded: --offline')
  expect(error.hint).toContain(`at ${join(toolsDir, 'sample/v1.2.3/sample')} and make it executable`)
  expect(error.hint).toContain('sample >=1.2.0 <2.0.0 on PATH')
  expect(server.asked).toEqual([])
})
