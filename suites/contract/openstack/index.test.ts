import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadCases } from './index.ts'
import { contractPage } from './page.ts'
import { PAGE_FILE } from './write-page.ts'

const cases = await loadCases()

test('every case of the list is there, each number once', () => {
  const numbers = cases.map(({ id }) => Number(id.split('-').at(-1))).filter((number) => number <= 110)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 110 }, (_, index) => index + 1))
})

test('ids are unique, and titles are sentences without an end', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length)
  for (const { title } of cases) expect(title).toMatch(/^[A-Z0-9].{15,}[^.]$/)
})

test('the page in docs is that of the cases (npm run docs)', () => {
  expect(readFileSync(PAGE_FILE, 'utf8')).toBe(contractPage(cases))
})
