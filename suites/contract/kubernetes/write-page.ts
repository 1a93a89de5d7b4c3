import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadCases } from './index.ts'
import { contractPage } from './page.ts'

/** Where the page lies. */
export const PAGE_FILE = fileURLToPath(new URL('../../../docs/contract-kubernetes.md', import.meta.url))

/** Writes the page anew; a test holds the file against the cases. */
export const writeKubernetesPage = async (): Promise<void> => writeFileSync(PAGE_FILE, contractPage(await loadCases()))
