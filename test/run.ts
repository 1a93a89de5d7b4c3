import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { SummaryReporter } from './summary-reporter.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Types, lint and all tests; ends with one line that counts them together. */
const main = async (filters: string[]): Promise<number> => {
  const gates =
    filters.length > 0
      ? []
      : [
          gate('types', ['node_modules/typescript/bin/tsc', '-p', '.']),
          gate('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
        ]
  const results = await Promise.all(gates)
  const reporter = new SummaryReporter()
  const vitest = await startVitest('test', filters, { root: ROOT, watch: false, reporters: ['default', reporter] })
  await vitest.close()
  const failedGates = results.filter(({ passed }) => !passed)
  const passed = reporter.passed + results.length - failedGates.length
  const failed = reporter.failed + failedGates.length
  for (const { name } of failedGates) console.log(`failed: ${name}`)
  for (const { title, reason } of reporter.skips) console.log(`skipped: ${title}: ${reason}`)
  console.log(`${passed} passed, ${failed} failed, ${reporter.skips.length} skipped`)
  return failed === 0 && passed > 0 ? 0 : 1
}

const gate = (name: string, [script, ...args]: string[]): Promise<{ name: string; passed: boolean }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script!, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('exit', (code) => resolve({ name, passed: code === 0 }))
  })

process.exitCode = await main(process.argv.slice(2))
