import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ScriptedAnswer } from '../../fixtures/fault-proxy/rules.ts'
import { readRun } from '../../lib/run/read.ts'
import { joinIn, MINUTE, NOTHING, ONE, startWorld, verdictsOf } from './joining.ts'

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
    // Not of Keystone: there it would mean a wrong password. Nor twice for one request: that is a refusal, and told as one.
    if (gust % 3 === 0) proxy.rule({ path: /^(?!.*identity)/, skip: 2, times: 1, fault: UNAUTHORIZED })
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
