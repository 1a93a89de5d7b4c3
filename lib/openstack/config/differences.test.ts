import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { AUTH_TYPES } from './auth-kind.ts'
import { DIFFERENCES } from './differences.ts'
import { CONFIG_PROBLEMS } from './problems.ts'

const page = readFileSync(new URL('../../../docs/clouds-yaml.md', import.meta.url), 'utf8')
const cell = (text: string) => text.replaceAll('|', '\\|')

test('Every difference has its own name, and its row on the page', () => {
  expect(new Set(DIFFERENCES.map(({ id }) => id)).size).toBe(DIFFERENCES.length)
  const rows = DIFFERENCES.map(
    ({ when, ours, theirs, why }) => `| ${[when, ours, theirs, why].map(cell).join(' | ')} |`,
  )
  expect(rows.filter((row) => !page.includes(row))).toEqual([])
})

test('Every problem and every auth type stands on the page', () => {
  const names = [...CONFIG_PROBLEMS, ...Object.keys(AUTH_TYPES)]
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
