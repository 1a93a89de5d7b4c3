import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ContractCase } from '../../../fixtures/contract/openstack/case.ts'

const HERE = dirname(fileURLToPath(import.meta.url))

/** Areas in the order in which their cases are listed. */
const AREAS = ['auth', 'catalog', 'network', 'compute', 'image', 'volume', 'balancer', 'client'] as const

/** Every case: whatever the files of the areas export as a list. In order of areas and numbers. */
export const loadCases = async (): Promise<ContractCase[]> => {
  const lists = await Promise.all(AREAS.map(casesOf))
  return lists.flat()
}

const casesOf = async (area: string): Promise<ContractCase[]> => {
  const files = globSync(`${area}/*.ts`, { cwd: HERE }).filter((file) => !file.endsWith('.test.ts'))
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(HERE, file)).href)))
  const cases = modules.flatMap((one) => Object.values(one as Record<string, unknown>)).filter(isList)
  return cases.flat().sort((a, b) => numberOf(a) - numberOf(b) || a.id.localeCompare(b.id))
}

const isList = (value: unknown): value is ContractCase[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one?.id === 'string' && 'run' in one)

const numberOf = ({ id }: ContractCase) => Number(id.split('-').at(-1))
