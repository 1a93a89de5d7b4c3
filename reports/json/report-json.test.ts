import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildReport } from '../model/build.ts'
import { runReportSchema } from '../model/schema.ts'
import { exampleRun } from '../testing/example-run.ts'
import { hostileRun } from '../testing/hostile.ts'
import { renderReportJson } from './report-json.ts'
import { renderSchema, SCHEMA_FILE } from './write-schema.ts'

test('report.json reads back as the report that it was made from', () => {
  for (const { plan, journal, ledger } of [exampleRun(), hostileRun()]) {
    const report = buildReport(plan, journal, ledger)
    expect(runReportSchema.parse(JSON.parse(renderReportJson(report)))).toEqual(report)
  }
})

test('the shipped JSON Schema is the one that the code makes (node reports/json/write-schema.ts writes it)', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(renderSchema())
})

test('the schema refuses a report without a reason for its exit code', () => {
  const { plan, journal } = exampleRun()
  const report = buildReport(plan, journal)
  const broken = { ...report, verdict: { ...report.verdict, exitReason: undefined } }
  expect(runReportSchema.safeParse(broken).error?.issues[0]?.path).toEqual(['verdict', 'exitReason'])
})
