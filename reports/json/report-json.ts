import { z } from 'zod'
import { type RunReport, runReportSchema } from '../model/schema.ts'

/** `report.json`: the report as it is, readable for people. */
export const renderReportJson = (report: RunReport): string => `${JSON.stringify(report, null, 1)}\n`

/** The JSON Schema of `report.json`, made from the schema that the types come from. */
export const reportJsonSchema = (): object => ({
  $id: 'urn:stackproof:report:v1',
  ...z.toJSONSchema(runReportSchema, { target: 'draft-2020-12' }),
})
