import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readRun } from '../../lib/run/read.ts'
import { MINUTE, reportOf } from './joining.ts'
import { onlyRun, runsFolder, stackproof } from './stackproof.ts'

const CELL = '*demo2*no-api-lb.cloud-default.cp1.password.rehearsal'

/** A rehearsal whose limit for the gap is 60 s: limits of a rehearsal are stretched four times. */
const rehearseFailover = async (...more: readonly string[]) => {
  const config = join(mkdtempSync(join(tmpdir(), 'stackproof-config-')), 'stackproof.yaml')
  const limit = { 'lb/failover-gap-active-standby': ['15s', '1s', '10s'] }
  writeFileSync(config, stringify({ intervals: limit, rehearsal: { slack: 4 } }))
  const runs = runsFolder()
  const args = ['--runs', runs, '--config', config, '--cell', CELL, '--no-allure']
  const ended = await stackproof('rehearse', ...args, '--check', 'lb.failover', ...more)
  const dir = onlyRun(runs)
  const [check] = reportOf(dir).cells[0]!.checks
  return { ...ended, dir, check: check!, journal: readRun(dir).journal }
}

// In a slower world than usual: probes are real, and ten seconds of it must be more than a busy machine's hiccup.
test('10: a failover of 70 s where 60 s are allowed fails with both figures, and series and timeline show the gap', {
  timeout: 4 * MINUTE,
}, async () => {
  const { code, stdout, dir, check, journal } = await rehearseFailover('--fault', 'lb.slow-failover', '--scale', '50')
  expect(code).toBe(1)
  expect(check).toMatchObject({ verdict: 'failed', want: 'no more than 1m00s without an answer (ACTIVE_STANDBY)' })
  expect(check.got).toMatch(/^1m(0[1-9]|10)s \(\d+ probes lost \(reset\) from \dm\d\ds to \dm\d\ds\)$/)
  expect(stdout).toContain(`expected ${check.want}, got ${check.got}`)

  const [metric] = check.metrics
  expect(metric).toMatchObject({ key: 'lb.failover.gap@ACTIVE_STANDBY', unit: 'ms' })
  const gapMs = metric!.value
  expect(gapMs).toBeGreaterThan(60_000)
  expect(gapMs).toBeLessThanOrEqual(70_000)
  const lost = metric!.series!.filter(([, answered]) => answered === 0).map(([at]) => at)
  expect(lost.at(-1)! - lost[0]!).toBeGreaterThanOrEqual(gapMs - 1)
  expect([metric!.series![0]![1], metric!.series!.at(-1)![1]]).toEqual([1, 1])

  const seen = journal.flatMap((event) =>
    event.type === 'wait.observed' && event.goal.startsWith('answers of ') ? [event] : [],
  )
  expect(seen.map(({ state }) => state)).toEqual(['no answer (reset)', 'answers again'])
  expect(seen[1]!.afterMs - seen[0]!.afterMs).toBeGreaterThanOrEqual(gapMs - 1)
  const evidence = JSON.parse(readFileSync(join(dir, check.evidence[0]!.path), 'utf8'))
  expect(evidence.outages).toHaveLength(1)
})

test('a failover as two machines do it keeps the promise, and tells its gap all the same', {
  timeout: 2 * MINUTE,
}, async () => {
  const { code, check, stdout } = await rehearseFailover()
  expect(check, stdout).toMatchObject({ verdict: 'passed', metrics: [{ key: 'lb.failover.gap@ACTIVE_STANDBY' }] })
  expect(check.metrics[0]!.value).toBeLessThan(60_000)
  expect(check.metrics[0]!.series!.length).toBeGreaterThan(2)
  expect(code).toBe(0)
})
