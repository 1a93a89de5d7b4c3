import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readTimeline } from '../../../fixtures/contract/controllers/timeline/file.ts'
import { ACCEPTED } from './accepted.ts'
import { DIFFERENCES } from './differences.ts'
import { SCENARIOS } from './index.ts'
import { controllersPage } from './page.ts'
import { PAGE_FILE } from './write-page.ts'

describe('The controllers’ contract', () => {
  const ids = SCENARIOS.map(({ id }) => id)

  test('Each scenario has an id of its own and a recorded timeline of several runs.', async () => {
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) {
      const { scenario, recordings, steps } = await readTimeline(id)
      expect(scenario).toBe(id)
      expect(recordings).toBeGreaterThan(1)
      expect(steps.length).toBeGreaterThan(0)
    }
  })

  test('Every difference belongs to a scenario.', () => {
    for (const { scenario } of [...DIFFERENCES, ...ACCEPTED]) expect(ids).toContain(scenario)
  })

  test('The page tells what the scenarios and the differences are now.', () => {
    expect(readFileSync(PAGE_FILE, 'utf8')).toBe(controllersPage(SCENARIOS))
  })
})
