import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Step } from './steps.ts'

/** As much of a result of allure-vitest as is kept. */
export interface VitestResult {
  start?: number
  stop?: number
  statusDetails?: { trace?: string }
  labels: { name: string; value: string }[]
  links: { name?: string; url: string; type?: string }[]
  parameters: { name: string; value: string }[]
  steps: Step[]
  attachments: { name: string; source: string; type: string }[]
}

/** The results that allure-vitest wrote, by `keyOf`; of several for one test the one that ended last. */
export const readVitestResults = (dir: string): Map<string, VitestResult> => {
  const results = new Map<string, VitestResult>()
  for (const result of readAll(dir)) {
    const key = keyOfResult(result)
    const known = results.get(key ?? '')
    if (key !== undefined && (known === undefined || (known.stop ?? 0) <= (result.stop ?? 0))) results.set(key, result)
  }
  return results
}

/** What one result is about. The suites label each test with its cell and the id of its check or phase. */
export const keyOf = (cell: string, kind: 'check' | 'phase', id: string): string => `${cell}\n${kind}\n${id}`

const keyOfResult = (result: VitestResult) => {
  const label = (name: string) => result.labels.find((candidate) => candidate.name === name)?.value
  const cell = label('cell') ?? result.parameters.find(({ name }) => name === 'cell')?.value
  const [check, phase] = [label('checkId'), label('phase')]
  if (cell === undefined) return undefined
  if (check !== undefined) return keyOf(cell, 'check', check)
  return phase === undefined ? undefined : keyOf(cell, 'phase', phase)
}

const readAll = (dir: string): VitestResult[] => {
  if (!existsSync(dir)) return []
  const names = readdirSync(dir).filter((name) => name.endsWith('-result.json'))
  return names.sort().flatMap((name) => readOne(join(dir, name)))
}

/** A file that a killed process left half written is as good as none: the journal fills the gap. */
const readOne = (file: string): VitestResult[] => {
  try {
    const raw = JSON.parse(readFileSync(file, 'utf8')) as Partial<VitestResult>
    const lists = { labels: [], links: [], parameters: [], steps: [], attachments: [] }
    return [{ ...lists, ...raw }]
  } catch {
    return []
  }
}
