import { copyFileSync, existsSync } from 'node:fs'
import { basename, extname, join, relative, resolve } from 'node:path'
import type { CheckReport } from '../model/schema.ts'
import { uuidFrom } from './result.ts'
import type { Attachment } from './steps.ts'

export interface Folders {
  runDir: string
  vitestResultsDir: string
  outDir: string
}

/** Copies a check's evidence; names of files that are not there (or not in the run folder) come back as `missing`. */
export const copyEvidence = (
  evidence: CheckReport['evidence'],
  { runDir, outDir }: Folders,
): { attachments: Attachment[]; missing: string[] } => {
  const attachments: Attachment[] = []
  const missing: string[] = []
  for (const { name, path, contentType } of evidence) {
    const source = `${uuidFrom(path)}-attachment${extname(path)}`
    if (copy(runDir, path, join(outDir, source))) attachments.push({ name, source, type: contentType })
    else missing.push(path)
  }
  return { attachments, missing }
}

/** Copies files that allure-vitest has written; answers with the names of those that are there. */
export const copyVitestAttachments = (
  attachments: readonly Attachment[],
  { vitestResultsDir, outDir }: Folders,
): ReadonlySet<string> =>
  new Set(
    attachments
      .filter(({ source }) => copy(vitestResultsDir, basename(source), join(outDir, basename(source))))
      .map(({ name }) => name),
  )

const copy = (root: string, path: string, target: string): boolean => {
  const source = resolve(root, path)
  if (relative(root, source).startsWith('..') || !existsSync(source)) return false
  copyFileSync(source, target)
  return true
}
