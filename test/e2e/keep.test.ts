import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { identifyProcess, isAlive } from '../../lib/run/process-identity.ts'
import { CELL, MINUTE, reportOf } from './joining.ts'
import { onlyRun, runsFolder, stackproof } from './stackproof.ts'

const CHECKS = ['--check', 'api.readyz', '--check', 'lifecycle.nothing-left']

test('a kept cluster outlives its run, which ends; resume goes on with it and takes it down when told to', {
  timeout: 3 * MINUTE,
}, async () => {
  const runs = runsFolder()
  const kept = await stackproof('rehearse', '--runs', runs, '--no-allure', ...CELL, ...CHECKS, '--keep', 'always')
  const dir = onlyRun(runs)
  const run = basename(dir).slice(-6)
  // What looks whether something is left can't be answered.
  expect(kept.code, kept.stderr).toBe(3)
  const [, kubeconfig] = /kept: sp-\w+-c00, kubeconfig (\S+)/.exec(kept.stderr)!
  expect(readFileSync(kubeconfig!, 'utf8')).toContain('clusters:')
  expect(kept.stderr).toContain(`stackproof janitor --run ${run} --yes`)
  const { leftovers } = reportOf(dir)
  expect(new Set(leftovers.map(({ state }) => state))).toEqual(new Set(['kept']))

  const gone = await stackproof('resume', dir, '--keep', 'never')
  expect(gone.code, gone.stderr).toBe(0)
  expect(gone.stdout).toContain('✔ 2 passed, 1 carried over')
  expect(existsSync(join(dir, 'private'))).toBe(false)
})

test('the janitor removes a kept cluster, and with it the world that it was in', { timeout: 2 * MINUTE }, async () => {
  const runs = runsFolder()
  await stackproof('rehearse', '--runs', runs, '--no-allure', ...CELL, ...CHECKS, '--keep', 'always')
  const dir = onlyRun(runs)
  const { pid } = JSON.parse(readFileSync(join(dir, 'private/rehearsal/info.json'), 'utf8')) as { pid: number }
  const world = identifyProcess(pid)!
  expect(isAlive(world)).toBe(true)
  const { code, stderr } = await stackproof('janitor', '--run', basename(dir).slice(-6), '--runs', runs, '--yes')
  expect(code, stderr).toBe(0)
  await expect.poll(() => isAlive(world)).toBe(false)
})
