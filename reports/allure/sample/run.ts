import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs the sample suite under vitest with allure-vitest, which writes into `resultsDir`. */
export const runSampleSuite = async (scratchDir: string, resultsDir: string): Promise<void> => {
  const config = join(scratchDir, 'vitest.config.mjs')
  const test = {
    include: ['reports/allure/sample/cell.suite.mjs'],
    reporters: [['allure-vitest/reporter', { resultsDir }]],
    experimental: { viteModuleRunner: false },
  }
  writeFileSync(config, `export default ${JSON.stringify({ root: ROOT, test })}`)
  const vitest = fileURLToPath(new URL('./vitest.mjs', import.meta.resolve('vitest/package.json')))
  const args = [vitest, 'run', '--config', config, '--root', ROOT]
  // One of its tests fails on purpose, so the exit code says nothing; what was written does.
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: { ...process.env, VITEST: '' } }).catch(() => {})
}
