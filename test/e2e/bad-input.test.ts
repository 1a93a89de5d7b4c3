import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { createControlClient } from '../../fixtures/rehearsal/control-client.ts'
import { readInfo } from '../../fixtures/rehearsal/info.ts'
import { LEDGER_FILE, LEDGER_VERSION } from '../../lib/run/ledger.ts'
import { readRun } from '../../lib/run/read.ts'
import type { RunReport } from '../../reports/model/schema.ts'
import { exampleRun, writeExampleRun } from '../../reports/testing/example-run.ts'
import { janitorGone, until } from './killing.ts'
import { type SharedWorld, startSharedWorld } from './shared-world.ts'
import { onlyRun, runsFolder, stackproof, startStackproof } from './stackproof.ts'

const MINUTE = 60_000
const NOTHING = { projects: { service: {}, rehearsal: {} }, clusters: [] }
const ONE = [
  ...['--cell', '*demo2*octavia-ovn.cloud-default.cp1.rehearsal', '--parallel', '1', '--no-allure'],
  ...['api.readyz', 'lb.default-service', 'lifecycle.nothing-left'].flatMap((id) => ['--check', id]),
]

const worlds: SharedWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop()
})

const startWorld = async () => {
  const world = await startSharedWorld()
  worlds.push(world)
  return world
}

const reportOf = (dir: string): RunReport => JSON.parse(readFileSync(join(dir, 'reports/report.json'), 'utf8'))

describe('a ledger of another version', () => {
  test.for([['status'], ['report'], ['janitor', '--run']])('is refused by %s with both versions', async (verb) => {
    const dir = mkdtempSync(join(tmpdir(), 'stackproof-version-'))
    writeExampleRun(dir, exampleRun())
    mkdirSync(join(dir, 'private'))
    writeFileSync(join(dir, 'private', 'run.json'), '{}')
    const opened = { seq: '1.1', t: '2030-01-01T00:00:00Z', op: 'opened', version: 9, run: 'abcdef' }
    writeFileSync(join(dir, LEDGER_FILE), `${JSON.stringify(opened)}\n`)
    const { code, stderr, stdout } = await stackproof(...verb, dir)
    expect(stderr).toContain(
      `expected a ledger of version ${LEDGER_VERSION} in ${join(dir, LEDGER_FILE)}, got version 9`,
    )
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

/** Mounts of one's own need root, or user namespaces. */
const mayMount = spawnSync('unshare', ['-m', 'true']).status === 0
const why = mayMount ? '' : ' (skipped: this user may not mount)'

describe.skipIf(!mayMount)(`a disk that can't take it${why}`, () => {
  /** Runs the command line where `dir` is a file system of its own, that nobody else sees. */
  const onDisk = (dir: string, options: string, args: readonly string[]) =>
    startStackproof(args, {
      wrap: ['unshare', '-m', 'sh', '-c', `mount -t tmpfs -o ${options} stackproof "${dir}" && exec "$@"`, 'sh'],
    })

  test('a folder of runs that is read-only is told before anything is started', async () => {
    const runs = runsFolder()
    const { code, stderr } = await onDisk(runs, 'ro', ['rehearse', '--runs', runs, ...ONE]).ended
    expect(stderr).toContain(`expected a folder for runs that can be written, got EROFS for ${runs}`)
    expect(stderr).toContain('--runs')
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(2)
  })

  test('a disk that fills up ends the run with a clear word, and the janitor leaves nothing', {
    timeout: 4 * MINUTE,
  }, async () => {
    const runs = runsFolder()
    const { child, said, ended } = onDisk(runs, 'size=4m', ['rehearse', '--runs', runs, ...ONE])
    await said(': cluster done')
    const seenBy = (pid: number) => `/proc/${pid}/root${runs}`
    const [name] = readdirSync(seenBy(child.pid!))
    const world = readInfo(join(seenBy(child.pid!), name!, 'private/rehearsal'))!
    const control = createControlClient(world.control)
    await control.put('/hold', { forMs: 4 * MINUTE })
    const filler = join(seenBy(world.pid), 'filler')
    expect(() => writeFileSync(filler, Buffer.alloc(8 * 2 ** 20))).toThrow(/ENOSPC/)
    const { code, stderr } = await ended
    expect(stderr).toMatch(/the disk is full[:;] make room and go on with `stackproof resume`/i)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(3)
    const dir = join(seenBy(world.pid), name!)
    await janitorGone(dir)
    expect(await control.get('/leftovers')).toMatchObject(NOTHING)
    const leftovers = join(dir, 'leftovers.json')
    expect(() => JSON.parse(existsSync(leftovers) ? readFileSync(leftovers, 'utf8') : '{}')).not.toThrow()
    expect(readFileSync(join(dir, 'janitor.log'), 'utf8')).toContain("what is done can't be noted")
    // What was on the disk before is still there, to be gone on with.
    expect(readRun(dir).ledger.length).toBeGreaterThan(10)
    process.kill(world.pid, 'SIGTERM')
  })
})

describe('a cloud that changes its mind', () => {
  const joinIn = (world: SharedWorld) => {
    const runs = runsFolder()
    return { runs, ...startStackproof(['rehearse', '--join', world.joinDir, '--runs', runs, ...ONE]) }
  }

  test('credentials that are revoked during a run abort what needs them, and nobody says that nothing is left', {
    timeout: 4 * MINUTE,
  }, async () => {
    const world = await startWorld()
    const { runs, said, ended } = joinIn(world)
    await said(': cluster done')
    const title = 'The request you have made requires authentication.'
    const body = { error: { code: 401, title: 'Unauthorized', message: title } }
    world.proxy.rule({ fault: { kind: 'answer', answer: { status: 401, body } } })
    const { code, stderr } = await ended
    const dir = onlyRun(runs)
    const { verdict } = reportOf(dir)
    expect(verdict.checks, stderr).toMatchObject({ failed: 0, 'known-issue': 0 })
    expect(verdict.checks.aborted + verdict.checks.blocked).toBeGreaterThan(0)
    expect(stderr).toMatch(/janitor: cloud rehearsal could not be cleaned: .*(401|credential|authenticat)/i)
    expect(code).toBe(3)
    const leftovers = JSON.parse(readFileSync(join(dir, 'leftovers.json'), 'utf8'))
    expect(leftovers.problems).toEqual([expect.stringContaining('could not be cleaned')])
  })

  test('a cloud that is gone for five minutes makes no false verdict and loses nothing', {
    timeout: 4 * MINUTE,
  }, async () => {
    const world = await startWorld()
    const { runs, said, ended } = joinIn(world)
    await said(': stack done')
    world.proxy.rule({ fault: { kind: 'reset' } })
    await world.clock.sleep(5 * MINUTE)
    world.proxy.clear()
    const { code, stderr } = await ended
    const { verdict } = reportOf(onlyRun(runs))
    expect(verdict.checks, stderr).toMatchObject({ failed: 0, passed: 3 })
    expect(code).toBe(0)
    expect(readRun(onlyRun(runs)).journal.at(-1)).toMatchObject({ type: 'run.finished', reason: 'all cells ended' })
    expect(await world.truth()).toMatchObject(NOTHING)
  })

  test('one that is gone when the run dies is waited for by the janitor', { timeout: 4 * MINUTE }, async () => {
    const world = await startWorld()
    const { runs, said, ended, child } = joinIn(world)
    await said(': cluster done')
    world.proxy.rule({ fault: { kind: 'reset' } })
    process.kill(-child.pid!, 'SIGKILL')
    await ended
    const dir = onlyRun(runs)
    const log = () => readFileSync(join(dir, 'janitor.log'), 'utf8')
    await until(
      () => (log().includes('does not let itself be cleaned yet') ? true : undefined),
      'a word of waiting',
      MINUTE,
    )
    world.proxy.clear()
    await janitorGone(dir)
    expect(existsSync(join(dir, 'leftovers.json')), log()).toBe(true)
    expect(JSON.parse(readFileSync(join(dir, 'leftovers.json'), 'utf8'))).toMatchObject({ left: [], problems: [] })
    expect(await world.truth()).toMatchObject(NOTHING)
  })
})
