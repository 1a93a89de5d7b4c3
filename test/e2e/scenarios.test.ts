import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { ScriptedAnswer } from '../../fixtures/fault-proxy/rules.ts'
import { JOURNAL_FILE } from '../../lib/run/journal.ts'
import { LEDGER_FILE } from '../../lib/run/ledger.ts'
import { readRun } from '../../lib/run/read.ts'
import type { RunReport } from '../../reports/model/schema.ts'
import { janitorGone, killAt } from './killing.ts'
import { type SharedWorld, startSharedWorld } from './shared-world.ts'
import { onlyRun, type Running, runsFolder, stackproof, startStackproof } from './stackproof.ts'

const MINUTE = 60_000
const NOTHING = { projects: { service: {}, rehearsal: {} }, clusters: [] }
const CELL = '*demo2*octavia-ovn.cloud-default.cp1.rehearsal'
const CHECKS = ['api.readyz', 'lb.default-service', 'lifecycle.nothing-left', 'lifecycle.quota-returned'].flatMap(
  (id) => ['--check', id],
)

const worlds: SharedWorld[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop()
})

const startWorld = async (...args: Parameters<typeof startSharedWorld>) => {
  const world = await startSharedWorld(...args)
  worlds.push(world)
  return world
}

/** A run in a shared world, with its report once it has ended. */
const joinIn = ({ joinDir }: SharedWorld, ...args: readonly string[]) => {
  const runs = runsFolder()
  const running = startStackproof(['rehearse', '--join', joinDir, '--runs', runs, '--no-allure', ...args])
  const outcome = async () => {
    const ended = await running.ended
    const dir = onlyRun(runs)
    return { ...ended, dir, report: JSON.parse(readFileSync(join(dir, 'reports/report.json'), 'utf8')) as RunReport }
  }
  return { ...running, runs, outcome }
}

const ONE = ['--cell', CELL, ...CHECKS, '--parallel', '1']
const verdictsOf = ({ verdict }: RunReport) =>
  Object.fromEntries(Object.entries(verdict.checks).filter(([, count]) => count > 0))

describe('3: interruption', () => {
  const inChecks = {
    args: ['--no-allure', ...ONE],
    group: false,
    moment: (events: readonly { type: string; phase?: string }[]) =>
      events.some(({ type, phase }) => type === 'phase.started' && phase === 'checks'),
  }

  test('SIGTERM unwinds in order and ends with 143', { timeout: 3 * MINUTE }, async () => {
    const { how, janitor, dir } = await killAt({ ...inChecks, end: async ({ child }) => child.kill('SIGTERM') })
    expect(how.code, how.stderr).toBe(143)
    expect(how.stderr).toContain('SIGTERM: ending in order')
    expect(janitor).toMatchObject({ trigger: 'orderly', reaped: [], left: [], problems: [] })
    const { journal } = readRun(dir)
    expect(journal.flatMap((event) => (event.type === 'audit.finished' ? [event.leftovers] : []))).toEqual([[]])
    expect(journal.at(-1)).toMatchObject({ type: 'run.finished', reason: 'interrupted' })
  })

  test('a second signal ends at once, says who takes over, and the janitor leaves nothing', {
    timeout: 3 * MINUTE,
  }, async () => {
    const twice = async ({ child, said }: Running) => {
      child.kill('SIGTERM')
      await said('SIGTERM: ending in order')
      child.kill('SIGTERM')
    }
    const { how, truth, janitor, log } = await killAt({ ...inChecks, end: twice })
    expect(how.code).toBe(143)
    expect(how.stderr).toContain('SIGTERM again: ending at once; the janitor removes what is there')
    expect(log).toContain('the run has died')
    expect(janitor, log).toMatchObject({ trigger: 'death', left: [], problems: [] })
    expect(truth, log).toMatchObject(NOTHING)
  })
})

const answer = (status: number, body: object): { kind: 'answer'; answer: ScriptedAnswer } => ({
  kind: 'answer',
  answer: { status, body },
})
const BUSY = answer(503, { message: 'The server is currently unavailable.' })
const BROKEN = answer(500, { message: 'Unexpected API Error.' })
const UNAUTHORIZED = answer(401, {
  error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
})

test('6: storms of 500 and 503 and tokens that end in the middle make no false verdict', {
  timeout: 3 * MINUTE,
}, async () => {
  const world = await startWorld()
  const { proxy } = world
  const running = joinIn(world, ...ONE)
  let gust = 0
  const storm = setInterval(() => {
    proxy.clear()
    proxy.rule(gust++ % 2 === 0 ? { method: 'GET', times: 3, fault: BUSY } : { method: 'GET', times: 1, fault: BROKEN })
    proxy.rule({ method: 'POST', path: /v2|v3\/users|v2\.0/, times: 1, fault: BUSY })
    // Not of Keystone: there it would mean a wrong password.
    proxy.rule({ path: /^(?!.*identity)/, skip: 2, times: 1, fault: UNAUTHORIZED })
  }, 400)
  const { code, report, stderr } = await running.outcome().finally(() => clearInterval(storm))
  expect(verdictsOf(report), stderr).toEqual({ passed: 4 })
  expect(code).toBe(0)
  expect(proxy.asked('POST', /auth\/tokens/).length).toBeGreaterThan(2)
  expect(await world.truth()).toMatchObject(NOTHING)
})

test('7: a provider that is declared and not there fails the preflight, and everything after it is blocked with that reason', {
  timeout: 2 * MINUTE,
}, async () => {
  const world = await startWorld()
  const amphoraOnly = ({ text }: { text: string }) => {
    const { providers } = JSON.parse(text) as { providers: { name: string }[] }
    return { text: JSON.stringify({ providers: providers.filter(({ name }) => name === 'amphora') }) }
  }
  world.proxy.rule({ method: 'GET', path: /lbaas\/providers/, fault: { kind: 'rewrite', change: amphoraOnly } })
  const { code, report } = await joinIn(world, ...ONE).outcome()
  const [cell] = report.cells
  const reason = 'Octavia provider ovn is not offered (offered: amphora)'
  expect(cell!.phases.find(({ id }) => id === 'preflight')).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining(reason),
  })
  expect(cell!.checks.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked', 'blocked', 'blocked'])
  for (const check of cell!.checks) expect(check.reason).toContain(reason)
  expect(code).toBe(3)
  expect(await world.truth()).toMatchObject(NOTHING)
})

test('8: quota for one cell and three planned: one after the other, as the plan has said', {
  timeout: 5 * MINUTE,
}, async () => {
  // The largest of these cells needs four servers.
  const world = await startWorld()
  const quota = { ...world.info.profile.quota, servers: 5 }
  const path = join(world.joinDir, 'info.json')
  const info = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...info, profile: { ...info.profile, quota } }))
  const cells = ['no-api-lb.no-service-lb', 'octavia-ovn.no-service-lb', 'octavia-amphora.no-service-lb']
  const globs = cells.flatMap((id) => ['--cell', `*demo-*.${id}.cp1.rehearsal`])
  const run = joinIn(world, '--strategy', 'full', ...globs, '--check', 'api.readyz')
  const { code, stderr, report, dir } = await run.outcome()
  expect(stderr).toMatch(/3 cells, \d+ combinations excluded, 1 at a time/)
  expect(report.schedule.waves).toHaveLength(3)
  const order = readRun(dir).journal.flatMap(({ type }) => (/^cell\./.test(type) ? [type] : []))
  expect(order).toEqual(Array(3).fill(['cell.started', 'cell.finished']).flat())
  expect(verdictsOf(report)).toEqual({ passed: 3 })
  expect(code).toBe(0)
})

test('13: what others make in the project while a run is at work is told and never touched', {
  timeout: 3 * MINUTE,
}, async () => {
  const world = await startWorld()
  const running = joinIn(world, ...ONE)
  await running.said(': stack done')
  const [network, group] = await Promise.all([
    world.cloud.network.networks.create({ name: 'somebodys' }),
    // A name that looks like ours is not ours.
    world.cloud.network.securityGroups.create({ name: 'sp-other-cluster' }),
  ])
  const volume = await world.cloud.blockStorage.volumes.create({ name: 'somebodys', size: 1 })
  const { code, report, dir } = await running.outcome()
  expect(verdictsOf(report)).toEqual({ passed: 4 })
  expect(code).toBe(0)
  const ids = [network.id, group.id, volume.id]
  expect(
    report.leftovers
      .filter(({ state }) => state === 'foreign')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(ids.sort())
  expect(report.leftovers.filter(({ state }) => state !== 'foreign')).toEqual([])
  expect(readFileSync(join(dir, 'reports/summary.txt'), 'utf8')).toContain(`foreign: network somebodys (${network.id})`)
  const { rehearsal } = (await world.truth()).projects
  expect(Object.values(rehearsal!).flatMap((things) => things.map(({ id }) => id))).toEqual(expect.arrayContaining(ids))
  // With what services made for them: the group's rules, the network's port.
  expect(Object.keys(rehearsal!).sort()).toEqual(['network', 'port', 'security_group', 'security_group_rule', 'volume'])
})

describe('14: two runs in one project', () => {
  test('side by side both are clean', { timeout: 4 * MINUTE }, async () => {
    const world = await startWorld()
    const both = await Promise.all([joinIn(world, ...ONE).outcome(), joinIn(world, ...ONE).outcome()])
    for (const { code, report, stderr } of both) {
      expect(verdictsOf(report), stderr).toEqual({ passed: 4 })
      expect(report.leftovers).toEqual([])
      expect(report.cells.map(({ quotaDrift }) => quotaDrift)).toEqual([{}])
      expect(code).toBe(0)
    }
    expect(await world.truth()).toMatchObject(NOTHING)
  })

  test('the janitor of one that was killed leaves the other alone', { timeout: 4 * MINUTE }, async () => {
    const world = await startWorld()
    const [killed, other] = [joinIn(world, ...ONE), joinIn(world, ...ONE)]
    await killed.said(': cluster done')
    process.kill(-killed.child.pid!, 'SIGKILL')
    const { code, report, stderr } = await other.outcome()
    expect(verdictsOf(report), stderr).toEqual({ passed: 4 })
    expect(code).toBe(0)
    await killed.ended
    await janitorGone(onlyRun(killed.runs))
    expect(await world.truth()).toMatchObject(NOTHING)
  })
})

test('16: a run whose journal and ledger end in the middle of a line can be told of and gone on with', {
  timeout: 4 * MINUTE,
}, async () => {
  const { dir } = await killAt({
    args: ['--no-allure', ...ONE],
    group: true,
    moment: (events) => events.some((event) => event.type === 'check.finished' && event.verdict === 'passed'),
  })
  for (const file of [JOURNAL_FILE, LEDGER_FILE]) {
    const text = readFileSync(join(dir, file), 'utf8')
    writeFileSync(join(dir, file), text.slice(0, text.lastIndexOf('\n', text.length - 2) + 30))
  }
  const standing = readRun(dir).journal.filter((event) => event.type === 'check.finished' && event.verdict === 'passed')
  expect((await stackproof('status', dir)).stdout).toContain('its process has died')
  expect((await stackproof('report', dir, '--format', 'text')).code).toBe(3)
  const { code, stderr, stdout } = await stackproof('resume', dir)
  expect(code, `${stderr}\n${stdout}`).toBe(0)
  expect(stdout).toContain(`${standing.length} carried over`)
  for (const file of [JOURNAL_FILE, LEDGER_FILE])
    for (const line of readFileSync(join(dir, file), 'utf8').trimEnd().split('\n'))
      expect(() => JSON.parse(line)).not.toThrow()
})

test('17: a known issue that has expired counts again, one that nothing shows any more can be removed', {
  timeout: 2 * MINUTE,
}, async () => {
  const config = join(mkdtempSync(join(tmpdir(), 'stackproof-config-')), 'stackproof.yaml')
  const issue = { cells: '*', reason: 'known', expires: '2099-01-01' }
  const knownIssues = [
    { ...issue, check: 'api.readyz', link: 'https://example.org/expired', expires: '2020-01-01' },
    { ...issue, check: 'lb.default-service', link: 'https://example.org/gone' },
  ]
  writeFileSync(config, stringify({ knownIssues }))
  const runs = runsFolder()
  const { code, stdout, stderr } = await stackproof(
    ...['rehearse', '--runs', runs, '--config', config, '--fault', 'api.readyz-failing', '--no-allure', ...ONE],
  )
  expect(code, stderr).toBe(1)
  expect(stdout).toContain('known issue https://example.org/expired expired on 2020-01-01')
  const text =
    'the known issue https://example.org/gone can be removed: lb.default-service has passed in 1 of 1 cells that match *'
  expect(stderr).toContain(text)
  const report = JSON.parse(readFileSync(join(onlyRun(runs), 'reports/report.json'), 'utf8')) as RunReport
  expect(report.notes).toContainEqual(expect.objectContaining({ level: 'info', text }))
})
