import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderJunit } from './junit/junit.ts'
import { renderMatrix } from './matrix/page.ts'
import { buildReport } from './model/build.ts'
import type { RunReport } from './model/schema.ts'
import { renderMarkdown } from './summary/markdown.ts'
import { renderText } from './summary/text.ts'
import { exampleRun, writeExampleRun } from './testing/example-run.ts'
import { RESUMED_CELLS, resumedRun } from './testing/resumed-run.ts'
import { writeReports } from './write.ts'

const run = resumedRun()
const report = buildReport(run.plan, run.journal, run.ledger)
const checksOf = ({ cells }: RunReport, index: number) => cells[index]!.checks

test('what an earlier start has given and was left standing says so, what the last start has given does not', () => {
  const [aborted, broken] = RESUMED_CELLS.map((index) => checksOf(report, index))
  expect(aborted!.find(({ id }) => id === 'metrics.nodes')).toMatchObject({ verdict: 'passed', carriedFrom: null })
  expect(aborted!.find(({ id }) => id === 'api.readyz')).toMatchObject({
    verdict: 'passed',
    carriedFrom: expect.stringMatching(/^2026-11-22T/),
  })
  expect(broken!.filter(({ carriedFrom }) => carriedFrom !== null)).toEqual([])
  // Cells that the last start had nothing to do in stand whole.
  expect(checksOf(report, 0).filter(({ origin, carriedFrom }) => origin === 'run' && carriedFrom === null)).toEqual([])
  expect(report.run.starts).toBe(2)
})

test('a run that was started once has nothing carried over', () => {
  const { plan, journal, ledger } = exampleRun()
  const once = buildReport(plan, journal, ledger)
  expect(once.cells.flatMap(({ checks }) => checks.filter(({ carriedFrom }) => carriedFrom !== null))).toEqual([])
  expect(renderText(once)).not.toContain('carried over')
  expect(renderMatrix(once)).not.toContain('carried over')
})

test('every form of the report tells how many verdicts were carried over, and JUnit is as ever', () => {
  const carried = report.cells.flatMap(({ checks }) => checks.filter(({ carriedFrom }) => carriedFrom !== null)).length
  expect(carried).toBeGreaterThan(100)
  expect(renderText(report)).toContain(`, ${carried} carried over, `)
  expect(renderMarkdown(report)).toContain(`${carried} verdicts carried over from an earlier start of this run.`)
  expect(renderMatrix(report)).toContain(`2: ${carried} verdicts carried over, the rest given by the last start`)
  expect(renderJunit(report)).not.toContain('carried over')
})

test('who has removed a leftover since is told in text and page', () => {
  const leaking = {
    ...report,
    leftovers: report.leftovers.map((leftover) => ({ ...leftover, reapedBy: 'janitor' as const })),
  }
  expect(renderText(leaking)).toMatch(/leaked: volume pvc-2f9c \(.*\), removed by the janitor/)
  expect(renderMarkdown(leaking)).toMatch(/volume pvc-2f9c .*, removed by the janitor/)
  expect(renderMatrix(leaking)).toContain('removed by the janitor')
})

describe('in a folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stackproof-resumed-'))
  let files: Record<string, string>
  beforeAll(async () => {
    writeExampleRun(dir, run)
    files = (await writeReports(dir, { allure: false })).files
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  test('an Allure result says from when it was carried over', () => {
    const cell = report.cells[RESUMED_CELLS[0]]!
    const results = globSync(join(files.results!, '*-result.json')).map((file) =>
      JSON.parse(readFileSync(file, 'utf8')),
    )
    const of = (check: string) =>
      results.find(
        ({ testCaseId, parameters }) =>
          testCaseId === check && parameters.some(({ value }: { value: string }) => value === cell.id),
      )!
    const { carriedFrom } = cell.checks.find(({ id }) => id === 'api.readyz')!
    expect(of('api.readyz').labels).toContainEqual({ name: 'tag', value: 'carried over' })
    expect(of('api.readyz').descriptionHtml).toContain(`<strong>Carried over from:</strong> ${carriedFrom}`)
    expect(of('metrics.nodes').labels).not.toContainEqual({ name: 'tag', value: 'carried over' })
  })
})
