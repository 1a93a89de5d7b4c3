import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SCENARIOS } from './index.ts'
import { controllersPage } from './page.ts'

/** Where the page lies. */
export const PAGE_FILE = fileURLToPath(new URL('../../../docs/contract-controllers.md', import.meta.url))

/** Writes the page anew; a test holds the file against the scenarios. */
export const writeControllersPage = (): void => writeFileSync(PAGE_FILE, controllersPage(SCENARIOS))
