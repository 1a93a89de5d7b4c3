import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../lib/core/plan.ts'
import { readRun } from '../../lib/run/read.ts'
import type { RunReport } from '../../reports/model/schema.ts'
import { type Ended, onlyRun, runsFolder, stackproof } from './stackproof.ts'

describe('the default rehearsal', () => {
  const runs = runsFolder()
  let ended: Ended
  let dir: string
  let plan: Plan
  let report: RunReport

  beforeAll(async () => {
    ended = await stackproof('rehearse', '--runs', runs)
    dir = onlyRun(runs)
    plan = readRun(dir).plan
    report = JSON.parse(readFileSync(join(dir, 'reports/report.json'), 'utf8'))
  }, 300_000)

  test('ends green', () => {
    expect(report.verdict.checks).toMatchObject({ failed: 0, blocked: 0, aborted: 0, 'known-issue': 0 })
    expect(ended.code).toBe(0)
  })

  test('shows every kind of load balancer in at least eight cells of at least eighteen checks', () => {
    const values = (axis: string) => new Set(plan.cells.map(({ settings }) => settings[axis]))
    expect(plan.cells.length).toBeGreaterThanOrEqual(8)
    expect(Math.min(...plan.cells.map(({ checks }) => checks.length))).toBeGreaterThanOrEqual(18)
    expect([...values('apiEndpoint')].sort()).toEqual(['kube-vip', 'none', 'octavia-amphora', 'octavia-ovn'])
    expect(values('serviceLb')).toContain('yawol')
    expect([...values('deletion')].sort()).toEqual(['services-first', 'services-live'])
  })

  test('gives every planned check exactly one verdict', () => {
    const { journal } = readRun(dir)
    const verdicts = journal
      .filter((event) => event.type === 'check.finished')
      .map(({ cell, check }) => `${cell} ${check}`)
    const planned = plan.cells.flatMap(({ id, checks }) => checks.map((check) => `${id} ${check.id}`))
    expect(verdicts.sort()).toEqual(planned.sort())
  })

  test('writes an intent before everything that it creates, and knows what became of it', () => {
    const { ledger } = readRun(dir)
    const intents = ledger.filter(({ op }) => op === 'intent').map(({ seq }) => seq)
    const answered = ledger.flatMap((entry) => ('of' in entry ? [entry.of] : []))
    expect(intents.length).toBeGreaterThan(plan.cells.length)
    expect(intents.filter((seq) => !answered.includes(seq))).toEqual([])
  })

  test('leaves no secret in its folder', () => {
    const files = globSync('**/*', { cwd: dir, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(globSync('private/**', { cwd: dir })).toEqual([])
    const leaking = files.filter((file) =>
      /client-key-data|BEGIN [A-Z ]*PRIVATE KEY|rehearsal-password/.test(
        readFileSync(join(file.parentPath, file.name), 'latin1'),
      ),
    )
    expect(leaking.map(({ name }) => name)).toEqual([])
  })

  test('stamps every report as a rehearsal', () => {
    expect(report.run.stamp).toMatch(/REHEARSAL/)
    expect(readFileSync(join(dir, 'reports/matrix.html'), 'utf8')).toContain('REHEARSAL')
    expect(readFileSync(join(dir, 'reports/junit.xml'), 'utf8')).toContain('REHEARSAL')
  })

  test('has each check and cell exactly once in the Allure results, under a stable case id', () => {
    const results = globSync('reports/allure-results/*-result.json', { cwd: dir }).map((file) =>
      JSON.parse(readFileSync(join(dir, file), 'utf8')),
    )
    const keys = results.map(
      ({ testCaseId, parameters }) =>
        `${testCaseId} ${parameters.find(({ name }: { name: string }) => name === 'cell')?.value}`,
    )
    expect(new Set(keys).size).toBe(keys.length)
    const planned = plan.cells.flatMap(({ id, checks }) => checks.map((check) => `${check.id} ${id}`))
    expect(planned.filter((key) => !keys.includes(key))).toEqual([])
  })
})

test('a check can be run alone: it makes what another one would have made for it', { timeout: 120_000 }, async () => {
  const alone = ['lb.distribution', 'storage.data-survives'].flatMap((id) => ['--check', id])
  const cell = ['--cell', '*octavia-ovn.cloud-default.cp1.rehearsal']
  const { code, stdout } = await stackproof(
    'rehearse',
    '--runs',
    runsFolder(),
    '--no-allure',
    '--json',
    ...cell,
    ...alone,
  )
  const { cells } = JSON.parse(stdout) as RunReport
  expect(cells.flatMap(({ checks }) => checks.map(({ id, verdict }) => `${id} ${verdict}`))).toEqual([
    'lb.distribution passed',
    'storage.data-survives passed',
  ])
  expect(code).toBe(0)
})
