import { writeFileSync } from 'node:fs'
import { jsonSchemaOfConfig } from './problems.ts'

// Run by `npm run schema` after a change of the schema; a test holds the file against it.
writeFileSync(
  new URL('../../stackproof.schema.json', import.meta.url),
  `${JSON.stringify(jsonSchemaOfConfig(), null, 2)}\n`,
)
