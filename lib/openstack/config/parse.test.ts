import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { parseCloudsFile } from './parse.ts'

let folder: string

beforeEach(() => {
  folder = temporaryFolder()
})

const parse = (text: string, name = 'clouds.yaml') => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return parseCloudsFile(file)
}
const failureOf = (text: string, name?: string) => {
  try {
    return parse(text, name)
  } catch (error) {
    return error as { message: string; details: Record<string, unknown> }
  }
}

test('Keys of clouds lose their dashes, names of clouds keep them', () => {
  expect(parse('clouds:\n  my-cloud:\n    auth-type: x\n    a-b: {c-d: [{e-f: 1}]}').tree).toEqual({
    clouds: { 'my-cloud': { auth_type: 'x', a_b: { c_d: [{ e_f: '1' }] } } },
  })
})

test('Of merged maps the first wins, and what is written beside wins over all', () => {
  const text = 'a: &a {k: 1, l: 1}\nb: &b {k: 2, m: 2}\nclouds:\n  demo: {<<: [*a, *b], m: 3}'
  expect(parse(text).tree.clouds).toEqual({ demo: { k: '1', l: '1', m: '3' } })
})

test('The lines of keys are known, also below lists and in anchors', () => {
  const { lines } = parse(
    'clouds:\n  demo:\n    regions:\n      - name: one\n        values:\n          interface: x\n',
  )
  expect(lines.get('clouds.demo.regions.0.values.interface')).toBe(6)
})

test('Keys that would change every object are keys like any other', () => {
  const { tree } = parse('clouds:\n  __proto__: {constructor: x}\n')
  expect(Object.keys(tree.clouds as object)).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('Words that are written otherwise than they are read are told by key, not by value', () => {
  const { oddities } = parse('clouds:\n  no:\n    password: 0123\n    port: 12\n    version: 2.80\n')
  expect([...oddities.keys()]).toEqual(['clouds.no', 'clouds.no.password', 'clouds.no.version'])
  expect([...oddities.values()].join()).not.toContain('0123')
})

test.each([
  ['the same key twice', 'clouds:\n  demo: {}\n  demo: {}\n', 3],
  ['two documents', 'clouds: {}\n---\nclouds: {}\n', 2],
  ['a type of Python', 'clouds:\n  demo: !!python/object:os.system x\n', 2],
  ['a number that is none', 'clouds:\n  demo: !!int x\n', 2],
  ['a map for a key', 'clouds:\n  ? {a: b}\n  : c\n', 2],
  ['an alias without an anchor', 'clouds:\n  demo: *nowhere\n', 2],
  ['an anchor inside itself', 'clouds:\n  demo: &a\n    x: *a\n', 3],
  ['a merge of text', 'clouds:\n  demo:\n    <<: text\n', 3],
])('An error for %s names file and line', (_, text, line) => {
  expect(failureOf(text)).toMatchObject({
    code: 'E_CONFIG',
    message: expect.stringContaining(`clouds.yaml:${line}:`),
    details: { problem: 'ConfigParse', line },
  })
})

test('Aliases of aliases end before the memory does', () => {
  const layers = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
  expect(failureOf(`l0: &l0 x\n${layers.join('\n')}\n`)).toMatchObject({ details: { problem: 'ConfigParse' } })
})

test('A file that says it is JSON is held to that, without its text being quoted', () => {
  expect(parse('{"clouds": {"demo": {"project-id": 5}}}', 'clouds.json').tree).toEqual({
    clouds: { demo: { project_id: '5' } },
  })
  const error = failureOf('{"password": canary}', 'clouds.json')
  expect(error).toMatchObject({ details: { problem: 'ConfigParse' } })
  expect(JSON.stringify(error) + ('message' in error && error.message)).not.toContain('canary')
})

test('A file that cannot be read is told apart from one that is not there', () => {
  expect(() => parseCloudsFile(folder)).toThrow(expect.objectContaining({ code: 'E_CONFIG' }))
  try {
    parseCloudsFile(folder)
  } catch (error) {
    expect(error).toMatchObject({ details: { problem: 'ConfigFileUnreadable', file: folder } })
  }
})
