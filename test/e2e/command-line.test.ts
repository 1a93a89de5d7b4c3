import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { OWN_STACKS } from '../../lib/cli/run/selection.ts'
import { stackproof, startStackproof } from './stackproof.ts'

describe('what can not be understood is refused with exit code 2 and a word that helps', () => {
  test.for([
    ['a verb', ['rehears'], /unknown command|Did you mean rehearse/],
    ['an option', ['plan', '--stratgy', 'full'], /unknown option.*\n.*--strategy/],
    ['a choice', ['plan', '--strategy', 'most'], /smoke, pairwise, full/],
    ['a number', ['rehearse', '--seed', 'many'], /whole number above zero/],
    ['a world', ['rehearse', '--join', '/no/such/run'], /expected a living rehearsal in .*, found none/],
    ['a world with a seed', ['rehearse', '--join', '/no/such/run', '--seed', '3'], /--join without --seed, --scale/],
    ['a fault', ['rehearse', '--fault', 'etcd.slow-disc'], /did you mean etcd\.slow-disk/],
    ['a check', ['checks', 'lb.distributon'], /did you mean lb\.distribution/],
    ['an area', ['rehearse', '--area', 'etcdd'], /did you mean etcd/],
    ['a shard', ['plan', '--shard', '3/2'], /Expected --shard i\/n/],
    ['a directory', ['stacks', '/no/such/place'], /found nothing at \/no\/such\/place/],
    ['a run', ['report', 'no-such-run'], /Expected a run folder/],
    ['a setting', ['plan', '--setting', 'apiEndpiont=none'], /apiEndpoint/],
    ['a cell', ['plan', '--cell', 'no-such-*'], /Expected a cell/],
  ] as const)('%s', async ([, args, words]) => {
    const { code, stderr, stdout } = await stackproof(...args)
    expect(stderr).toMatch(words)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})

test('a wrong configuration stops a rehearsal before anything is started', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-cwd-'))
  writeFileSync(join(dir, 'stackproof.yaml'), 'strategi: full\n')
  const { code, stderr } = await startStackproof(['rehearse'], { cwd: dir }).ended
  expect(stderr).toContain('stackproof.yaml:1: strategi: expected one of')
  expect(code).toBe(2)
})

test('stacks are listed as data, one entry for each csctl.yaml', async () => {
  const { code, stdout } = await stackproof('stacks', OWN_STACKS, '--json')
  expect(
    JSON.parse(stdout)
      .stacks.map(({ id }: { id: string }) => id)
      .sort(),
  ).toEqual(['openstack/demo', 'openstack/demo2'])
  expect(code).toBe(0)
})

test('a broken stack is named with file and reason and hides no other', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-stacks-'))
  writeFileSync(join(dir, 'csctl.yaml'), 'config: {kubernetesVersion: 1.30}\n')
  const { code, stdout } = await stackproof('stacks', dir)
  expect(stdout).toContain('csctl.yaml')
  expect(code).toBe(2)
})

test('a plan is the same in both forms and starts nothing', async () => {
  const [text, json] = await Promise.all([stackproof('plan'), stackproof('plan', '--json')])
  const { cells } = JSON.parse(json.stdout) as { cells: { id: string }[] }
  expect(cells.filter(({ id }) => !text.stdout.includes(id))).toEqual([])
  expect([text.code, json.code]).toEqual([0, 0])
})

test('a check is explained with its promise, its source and the faults that prove it', async () => {
  const { stdout } = await stackproof('checks', 'lb.distribution')
  expect(stdout).toMatch(/Proven to fail on: lb\.always-first-member/)
})

test('doctor says what can be run here', async () => {
  const { stdout, code } = await stackproof('doctor', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ canRehearse: true })
  expect(code).toBe(0)
})
