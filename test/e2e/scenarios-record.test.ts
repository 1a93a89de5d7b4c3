import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { JOURNAL_FILE } from '../../lib/run/journal.ts'
import { LEDGER_FILE } from '../../lib/run/ledger.ts'
import { readRun } from '../../lib/run/read.ts'
import { CELL, MINUTE, ONE, reportOf } from './joining.ts'
import { killAt } from './killing.ts'
import { onlyRun, runsFolder, stackproof } from './stackproof.ts'

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

test('a run that dies between checks which share a Service and a claim makes both again when it goes on', {
  timeout: 4 * MINUTE,
}, async () => {
  const sharing = ['lb.default-service', 'lb.multi-port', 'storage.claim-bound', 'storage.data-survives']
  const { dir } = await killAt({
    args: ['--no-allure', ...CELL, ...sharing.flatMap((id) => ['--check', id])],
    group: true,
    moment: (events) =>
      events.some((event) => event.type === 'check.started' && event.check === 'storage.data-survives'),
  })
  // As if it had died between those of the Service too.
  const path = join(dir, JOURNAL_FILE)
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, lines.filter((line) => !/"check.finished".*"check":"lb.multi-port"/.test(line)).join('\n'))
  const { code, stderr, stdout } = await stackproof('resume', dir)
  expect(code, `${stderr}\n${stdout}`).toBe(0)
  expect(stdout).toContain('✔ 4 passed, 2 carried over')
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
  expect(reportOf(onlyRun(runs)).notes).toContainEqual(expect.objectContaining({ level: 'info', text }))
})
