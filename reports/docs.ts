import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunReport } from './model/schema.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Copies the page of each check beside the reports that link to it, so that a run folder can be moved. */
export const copyDocs = ({ catalogue }: RunReport, dir: string): string => {
  const target = join(dir, 'docs', 'checks')
  mkdirSync(target, { recursive: true })
  for (const { docs } of catalogue) {
    const source = join(ROOT, dirname(docs), basename(docs))
    if (existsSync(source)) copyFileSync(source, join(target, basename(docs)))
  }
  return target
}
