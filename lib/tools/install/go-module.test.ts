import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../kubernetes/testing/folder.ts'
import { replaceLines } from './go-module.ts'

const goMod = (text: string) => {
  const file = join(temporaryFolder(), 'go.mod')
  writeFileSync(file, text)
  return file
}

test('Replacements by other modules are repeated with the version that they are of, those by folders are not', () => {
  const file = goMod(`module example.org/tool

require example.org/a v1.0.0

replace example.org/a => example.org/fork v1.0.1

replace (
	example.org/b v1.2.0 => example.org/b v1.1.0 // too new
	example.org/c => ./c
)
`)
  expect(replaceLines(file, 'v1.0.0', false)).toEqual([
    'replace example.org/a => example.org/fork v1.0.1',
    'replace example.org/b v1.2.0 => example.org/b v1.1.0',
  ])
})

test('Modules of Kubernetes’ staging folder are taken in the version that they are published as', () => {
  const file = goMod('module k8s.io/kubernetes\n\nreplace (\n\tk8s.io/api => ./staging/src/k8s.io/api\n)\n')
  expect(replaceLines(file, 'v1.33.13', true)).toEqual(['replace k8s.io/api => k8s.io/api v0.33.13'])
  expect(replaceLines(file, 'v1.33.13', false)).toEqual([])
})
