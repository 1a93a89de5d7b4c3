import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readRun } from '../../lib/run/read.ts'
import type { RunReport } from '../../reports/model/schema.ts'
import { onlyRun, runsFolder, stackproof, startStackproof } from './stackproof.ts'

const reportOf = (dir: string): RunReport => JSON.parse(readFileSync(join(dir, 'reports/report.json'), 'utf8'))
const ONE_CELL = [
  '--cell',
  '*cp1*',
  '--setting',
  'apiEndpoint=octavia-amphora',
  '--setting',
  'deletion=services-first',
  '--no-allure',
  '--parallel',
  '2',
]

test.each([
  ['SIGINT', 130, 'to the whole group, as a terminal does it', true],
  ['SIGTERM', 143, 'to the whole group', true],
  ['SIGINT', 130, 'to the first process', false],
] as const)(
  '%s unwinds in order: teardown, audit, report, exit %i (%s)',
  { timeout: 120_000 },
  async (name, exit, _, group) => {
    const runs = runsFolder()
    const { child, ended, said } = startStackproof(['rehearse', '--runs', runs, ...ONE_CELL])
    await said(': cluster done')
    process.kill(group ? -child.pid! : child.pid!, name)
    const { code, stderr } = await ended
    expect(stderr).toContain(`${name}: ending in order`)
    expect(code, stderr).toBe(exit)
    const { journal } = readRun(onlyRun(runs))
    const begun = journal.filter((event) => event.type === 'cell.started').map(({ cell }) => cell)
    const audited = journal.filter((event) => event.type === 'audit.finished')
    expect(audited.map(({ cell }) => cell).sort()).toEqual(begun.sort())
    expect(audited.flatMap(({ leftovers }) => leftovers)).toEqual([])
    expect(reportOf(onlyRun(runs)).run).toMatchObject({ ended: 'interrupted', signal: name })
  },
)

test('what npm and the starter hand on of a signal to the group is no second one', { timeout: 120_000 }, async () => {
  const { child, ended, said } = startStackproof(['rehearse', '--runs', runsFolder(), ...ONE_CELL])
  await said(': stack done')
  process.kill(-child.pid!, 'SIGTERM')
  await sleep(50)
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  expect(stderr).not.toContain('again')
  expect(code).toBe(143)
})

test('a run that was killed can be reported: what has no verdict is aborted', { timeout: 120_000 }, async () => {
  const runs = runsFolder()
  const { child, ended, said } = startStackproof(['rehearse', '--runs', runs, ...ONE_CELL])
  await said(': addons done')
  await sleep(300)
  process.kill(-child.pid!, 'SIGKILL')
  await ended
  const { code } = await stackproof('report', onlyRun(runs), '--no-allure')
  expect(code).toBe(3)
  const report = reportOf(onlyRun(runs))
  expect(report.cells.flatMap(({ checks }) => checks).some(({ verdict }) => verdict === 'aborted')).toBe(true)
  const { plan } = readRun(onlyRun(runs))
  expect(report.cells.map(({ checks }) => checks.length)).toEqual(plan.cells.map(({ checks }) => checks.length))
})
