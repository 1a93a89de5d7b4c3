import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readKubernetesOptions } from './kubernetes-options.ts'

const FILE = fileURLToPath(import.meta.url)

test('a kubeconfig that is there, the lab and the rehearsal can be named', () => {
  for (const kubernetes of [FILE, 'lab', 'rehearsal'])
    expect(readKubernetesOptions(['--kubernetes', kubernetes])).toMatchObject({ kubernetes, record: false })
  expect(readKubernetesOptions(['--kubernetes', 'lab', '--record']).record).toBe(true)
})

test.each([
  ['no cluster', []],
  ['a file that is not there', ['--kubernetes', `${FILE}.none`]],
  ['recording what is nobody’s lab', ['--kubernetes', FILE, '--record']],
  ['an unknown option', ['--kubernetes', 'lab', '--bogus']],
])('%s is refused with how it is used', (_, args) => {
  expect(() => readKubernetesOptions(args)).toThrow(
    expect.objectContaining({ code: 'E_USAGE', hint: expect.stringContaining('--kubernetes FILE') }),
  )
})
