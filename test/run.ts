import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { whyNoLab } from '../fixtures/lab/openstack/ensure.ts'
import { SummaryReporter } from './summary-reporter.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Types, lint and all tests; ends with one line that counts them together. */
const main = async (filters: string[]): Promise<number> => {
  if (filters.length === 0 && whyNoLab() === undefined) beginLab()
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
  for (const line of groupSkips(reporter.skips)) console.log(line)
  console.log(`${passed} passed, ${failed} failed, ${reporter.skips.length} skipped`)
  return failed === 0 && passed > 0 ? 0 : 1
}

/** A lab takes minutes to come up, which tests that don't need it need not wait for; the others find it at work and do. */
const beginLab = () => {
  const args = [fileURLToPath(new URL('../fixtures/lab/openstack/main.ts', import.meta.url)), 'up']
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  // Those who wait try it again, and tell what is wrong then.
  child.on('exit', (code) => code === 0 || console.log(`the lab has not come up at the first attempt (${code})`))
}

/** A line for each; where many have the same reason, one for all of them. */
const groupSkips = (skips: readonly { title: string; reason: string }[]): string[] =>
  [...Map.groupBy(skips, ({ reason }) => reason)].flatMap(([reason, group]) =>
    group.length > 3
      ? [`skipped: ${group[0]!.title} and ${group.length - 1} more: ${reason}`]
      : group.map(({ title }) => `skipped: ${title}: ${reason}`),
  )

const gate = (name: string, [script, ...args]: string[]): Promise<{ name: string; passed: boolean }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [script!, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('exit', (code) => resolve({ name, passed: code === 0 }))
  })

process.exitCode = await main(process.argv.slice(2))
