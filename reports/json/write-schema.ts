import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { reportJsonSchema } from './report-json.ts'

/** Where the shipped schema is; a test compares it with the one that the code makes. */
export const SCHEMA_FILE = fileURLToPath(new URL('../report.schema.json', import.meta.url))

export const renderSchema = (): string => `${JSON.stringify(reportJsonSchema(), null, 2)}\n`

if (import.meta.main) writeFileSync(SCHEMA_FILE, renderSchema())
