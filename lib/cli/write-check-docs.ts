import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeKubernetesPage } from '../../suites/contract/kubernetes/write-page.ts'
import { writeContractPage } from '../../suites/contract/openstack/write-page.ts'
import { checkDocs } from './check-docs.ts'

// Run by `npm run docs` after a change of the catalogue or of the contract; tests hold the files against them.
const folder = fileURLToPath(new URL('../../docs/checks', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (const [file, text] of checkDocs()) writeFileSync(`${folder}/${file}`, text)
await writeContractPage()
await writeKubernetesPage()
