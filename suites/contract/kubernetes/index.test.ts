import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CLIENT_DIFFERENCES, KIND_DIFFERENCES } from './differences/kinds.ts'
import { READING_DIFFERENCES } from './differences/reading.ts'
import { WRITING_DIFFERENCES } from './differences/writing.ts'
import { AREAS, loadCases } from './index.ts'
import { contractPage } from './page.ts'
import { PAGE_FILE } from './write-page.ts'

const cases = await loadCases()
const ids = new Set(cases.map(({ id }) => id))

test('ids are unique, each area counts from one, and titles are sentences without an end', () => {
  expect(ids.size).toBe(cases.length)
  expect(cases.length).toBeGreaterThanOrEqual(80)
  for (const area of AREAS) {
    const numbers = cases.filter(({ id }) => id.startsWith(`${area}-`)).map(({ id }) => Number(id.split('-').at(-1)))
    expect([area, numbers]).toEqual([area, Array.from({ length: numbers.length }, (_, index) => index + 1)])
    expect(numbers.length).toBeGreaterThan(0)
  }
  for (const { title } of cases) expect(title).toMatch(/^[A-Za-z0-9].{15,}[^.]$/)
})

test('every recorded answer and every difference belongs to a case', () => {
  const files = globSync('golden/*.json', { cwd: fileURLToPath(new URL('.', import.meta.url)) })
  expect(files.length).toBeGreaterThan(50)
  expect(files.map((file) => basename(file, '.json')).filter((id) => !ids.has(id as never))).toEqual([])
  const differences = [...READING_DIFFERENCES, ...WRITING_DIFFERENCES, ...KIND_DIFFERENCES, ...CLIENT_DIFFERENCES]
  expect(differences.map((one) => one.case).filter((id) => !ids.has(id as never))).toEqual([])
})

test('the page in docs is that of the cases (npm run docs)', () => {
  expect(readFileSync(PAGE_FILE, 'utf8')).toBe(contractPage(cases))
})
