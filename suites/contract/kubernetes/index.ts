import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'

const HERE = dirname(fileURLToPath(import.meta.url))

/** Areas in the order in which their cases are listed; each is a file or a folder. */
export const AREAS = [
  // First: a real controller of namespaces works through those of all cases in turn.
  'namespaces',
  'discovery',
  'lists',
  'watches',
  'writes',
  'patches',
  'apply',
  'subresources',
  'deletion',
  'types',
  'secrets',
  'pods',
  'services',
  'access',
  'errors',
  'invalid',
  'kubectl',
  'helm',
  'clusterctl',
  'client',
] as const

/** Every case: whatever the files of the areas export as a list. In order of areas and numbers. */
export const loadCases = async (): Promise<KubernetesCase[]> => {
  const lists = await Promise.all(AREAS.map(casesOf))
  return lists.flat()
}

const casesOf = async (area: string): Promise<KubernetesCase[]> => {
  const files = globSync([`${area}/*.ts`, `${area}.ts`], { cwd: HERE }).filter((file) => !file.endsWith('.test.ts'))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(HERE, file)).href)))
  const cases = modules.flatMap((one) => Object.values(one as Record<string, unknown>)).filter(isList)
  return cases.flat().sort((a, b) => numberOf(a) - numberOf(b) || a.id.localeCompare(b.id))
}

const isList = (value: unknown): value is KubernetesCase[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one?.id === 'string' && 'run' in one)

const numberOf = ({ id }: KubernetesCase) => Number(id.split('-').at(-1))
