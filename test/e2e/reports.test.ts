import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exampleRun, writeExampleRun } from '../../reports/testing/example-run.ts'
import { stackproof } from './stackproof.ts'

const folder = (run = exampleRun()) => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-report-'))
  writeExampleRun(dir, run)
  return dir
}

/** The same run, as if it had been on real clouds. */
const realRun = () => {
  const { plan, journal, ledger } = exampleRun()
  return {
    plan: { ...plan, clouds: plan.clouds.map((cloud) => ({ ...cloud, kind: 'real' as const })) },
    journal: journal.map((event) =>
      event.type === 'run.started' ? { ...event, environment: 'real' as const } : event,
    ),
    ledger,
  }
}

test('15: a report that can not be written is named and changes no exit code', async () => {
  const dir = folder()
  const before = await stackproof('report', dir, '--no-allure')
  const broken = folder()
  for (const name of ['junit.xml', 'matrix.html']) mkdirSync(join(broken, 'reports', name), { recursive: true })
  const { code, stderr, stdout } = await stackproof('report', broken, '--no-allure')
  expect(code).toBe(before.code)
  expect(stderr).toMatch(/the matrix report could not be written: EISDIR/)
  expect(stderr).toMatch(/the junit report could not be written: EISDIR/)
  expect(stdout).toContain('report.json')
})

test('18: a rehearsal is refused as evidence for SCS, and nothing is written', async () => {
  const { code, stderr, stdout } = await stackproof('report', folder(), '--format', 'scs')
  expect(stderr).toContain('expected a run on real clouds for --format scs, got a rehearsal')
  expect(stderr).toContain('A rehearsal is no evidence')
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('the report for SCS of a real run is said not to be there yet', async () => {
  const { code, stderr } = await stackproof('report', folder(realRun()), '--format', 'scs')
  expect(stderr).toContain('scs, which can not be written yet')
  expect(code).toBe(2)
})

test('one format can be asked for alone, a wrong one is refused with the right ones', async () => {
  const dir = folder()
  const { stdout } = await stackproof('report', dir, '--format', 'junit')
  expect(stdout).toContain('junit.xml')
  expect(stdout).not.toContain('matrix.html')
  expect(readFileSync(join(dir, 'reports/junit.xml'), 'utf8')).toContain('<testsuites')
  const { code, stderr } = await stackproof('report', dir, '--format', 'junitt')
  expect(stderr).toMatch(/one of matrix, json, junit, .*; did you mean junit\?/)
  expect(code).toBe(2)
})
