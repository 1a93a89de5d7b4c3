import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from './load.ts'
import { type ConfigProblem, jsonSchemaOfConfig } from './problems.ts'

const write = (text: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-config-'))
  writeFileSync(join(dir, 'stackproof.yaml'), text)
  return dir
}

const refusal = (text: string): { message: string; problems: ConfigProblem[] } => {
  try {
    loadConfig(write(text))
  } catch (error) {
    const { message, details } = error as { message: string; details: { problems: ConfigProblem[] } }
    return { message, problems: details.problems }
  }
  throw new Error('the configuration was accepted')
}

test('without a file every value has its default', () => {
  const config = loadConfig(mkdtempSync(join(tmpdir(), 'stackproof-config-')))
  expect(config).toMatchObject({ file: null, strategy: 'smoke', keep: 'never', rehearsal: { seed: 1 } })
})

test('a named file that is not there is an error', () => {
  expect(() => loadConfig(tmpdir(), 'no-such.yaml')).toThrow(/Expected a configuration file/)
})

test('an unknown key names file, line, key and the nearest known one', () => {
  const { message, problems } = refusal('runs: out\nstrategi: full\n')
  expect(problems).toEqual([expect.objectContaining({ line: 2, key: 'strategi', near: 'strategy' })])
  expect(message).toContain('stackproof.yaml:2: strategi: expected one of')
})

test('a wrong word names what was found and the nearest valid one', () => {
  expect(refusal('strategy: pairwize\n').problems).toEqual([
    expect.objectContaining({
      line: 1,
      key: 'strategy',
      expected: 'one of smoke, pairwise, full',
      found: '"pairwize"',
      near: 'pairwise',
    }),
  ])
})

test('every problem is told, not only the first', () => {
  const { problems } = refusal('parallel: many\nclouds:\n  gx:\n    ca: privat\n    regoin: a\n')
  expect(problems.map(({ key }) => key).sort()).toEqual(['clouds.gx.ca', 'clouds.gx.regoin', 'parallel'])
})

test('a key nested in a cloud profile is found with its line', () => {
  const { problems } = refusal('clouds:\n  gx:\n    networks:\n      pod: 10.0.0.0/16\n')
  expect(problems[0]).toMatchObject({ line: 4, key: 'clouds.gx.networks.pod', near: 'pods' })
})

test('a duration that is none is refused', () => {
  expect(refusal('intervals:\n  cluster/control-plane: [soon, 5s, 1m]\n').problems[0]).toMatchObject({
    line: 2,
    expected: 'a duration such as 90s or 1m30s',
  })
})

test('YAML that cannot be parsed names the line', () => {
  expect(refusal('runs: [a\n').problems[0]).toMatchObject({ expected: 'YAML' })
})

test('the schema that editors use is the one of the code', () => {
  const shipped = readFileSync(new URL('../../stackproof.schema.json', import.meta.url), 'utf8')
  expect(JSON.parse(shipped)).toEqual(JSON.parse(JSON.stringify(jsonSchemaOfConfig())))
})
