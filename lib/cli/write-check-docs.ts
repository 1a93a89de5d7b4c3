import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { checkDocs } from './check-docs.ts'

// Run by `npm run docs` after a change of the catalogue; a test holds the files against it.
const folder = fileURLToPath(new URL('../../docs/checks', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [file, text] of checkDocs()) writeFileSync(`${folder}/${file}`, text)
