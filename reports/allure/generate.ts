import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StackproofError } from '../../lib/core/errors.ts'
import type { RunReport } from '../model/schema.ts'
import { allureConfig, renderConfig } from './config.ts'

export interface GenerateOptions {
  resultsDir: string
  outDir: string
  report: RunReport
  signal?: AbortSignal
}

/** How long Allure may take, in milliseconds of the wall; a thousand results take it about three seconds. */
const LIMIT_MS = 180_000

/**
 * Generates the Allure report into `outDir`, offline, in a process of its own. The configuration that it used lies
 * beside it as `allurerc.mjs`. Throws `E_REPORT` with Allure's last words, or the signal's reason.
 */
export const generateAllure = async ({ resultsDir, outDir, report, signal }: GenerateOptions): Promise<void> => {
  const config = join(dirname(outDir), 'allurerc.mjs')
  writeFileSync(config, renderConfig(allureConfig(report, outDir)))
  const allure = fileURLToPath(new URL('../cli.js', import.meta.resolve('allure')))
  const args = [allure, 'generate', resultsDir, '--config', config, '--cwd', dirname(outDir)]
  const env = { ...process.env, NO_COLOR: '1' }
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: dirname(outDir),
      signal,
      env,
      timeout: LIMIT_MS,
      maxBuffer: 2 ** 24,
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw new StackproofError('E_REPORT', `Expected an Allure report in ${outDir}, got: ${lastWords(error)}`)
  }
}

const lastWords = (error: unknown): string => {
  const { stderr = '', stdout = '', message } = error as { stderr?: string; stdout?: string; message: string }
  return `${stderr}${stdout}`.trim().slice(-500) || message
}
