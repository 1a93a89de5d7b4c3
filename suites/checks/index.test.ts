import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FAULT_NAMES, FAULTS } from '../../fixtures/rehearsal/faults/catalog.ts'
import { AREAS } from '../../lib/catalog/check.ts'
import { checkDocs } from '../../lib/cli/check-docs.ts'
import { createIntervals } from '../../lib/config/intervals.ts'
import { CHECKS } from './index.ts'

/** Ids that were ever published. They may be added to, never changed or reused. */
const PUBLISHED: readonly string[] = JSON.parse(readFileSync(new URL('./ids.json', import.meta.url), 'utf8'))

test('ids of checks are unique and only ever added', () => {
  const ids = CHECKS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(PUBLISHED.filter((id) => !ids.includes(id))).toEqual([])
  expect(
    ids.filter((id) => !PUBLISHED.includes(id)),
    'add new ids to ids.json',
  ).toEqual([])
})

test('there are at least eighteen checks, in all areas that this catalogue covers so far', () => {
  expect(CHECKS.length).toBeGreaterThanOrEqual(18)
  const missing = AREAS.filter((area) => !CHECKS.some((check) => check.area === area))
  expect(missing).toEqual(['standards'])
})

test.for(CHECKS)('$id has a promise, a reason, a source, a known time limit and a fault that it catches', (check) => {
  expect(check.id).toMatch(/^[a-z]+\.[a-z-]+$/)
  expect(check.title.length).toBeGreaterThan(20)
  expect(check.why.length).toBeGreaterThan(20)
  expect(check.source.length).toBeGreaterThan(5)
  expect(createIntervals()(check.interval).timeoutMs).toBeGreaterThan(0)
  expect(check.faults.length).toBeGreaterThan(0)
  expect(check.faults.filter((name) => !FAULT_NAMES.includes(name))).toEqual([])
})

test('every fault is caught by a check', () => {
  const caught = new Set(CHECKS.flatMap(({ faults }) => faults))
  expect(FAULTS.map(({ name }) => name).filter((name) => !caught.has(name))).toEqual([])
})

test('the pages in docs/checks are those of the catalogue', () => {
  for (const [file, text] of checkDocs())
    expect(
      readFileSync(new URL(`../../docs/checks/${file}`, import.meta.url), 'utf8'),
      `${file}: run npm run docs`,
    ).toBe(text)
})
