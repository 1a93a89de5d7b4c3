import { type ChildProcess, fork, spawn } from 'node:child_process'
import { join } from 'node:path'
import { whyNoLab } from '../fixtures/lab/openstack/ensure.ts'
import { type Counts, ROOT, runTests } from './run-tests.ts'

/** Types, lint and all tests; ends with one line that counts them together. */
const main = async (filters: string[]): Promise<number> => {
  const isWhole = filters.length === 0
  // It takes minutes to come up, and mostly waits for its services then: others need not wait for that.
  const lab = isWhole && whyNoLab() === undefined ? runLab() : undefined
  const gates = isWhole ? await Promise.all([types(), lint()]) : []
  const tests = await runTests(filters, lab === undefined ? undefined : ['!lab'])
  return conclude([...gates, tests, ...(lab === undefined ? [] : [await lab])])
}

const conclude = (all: readonly Counts[]): number => {
  const passed = all.reduce((total, one) => total + one.passed, 0)
  const failures = all.flatMap((one) => one.failures)
  const skips = all.flatMap((one) => one.skips)
  for (const line of groupSkips(skips)) console.log(line)
  // Two processes have printed theirs through each other; here they are together.
  for (const { title, reason } of failures) console.log(`failed: ${title}: ${reason}`)
  console.log(`${passed} passed, ${failures.length} failed, ${skips.length} skipped`)
  return failures.length === 0 && passed > 0 ? 0 : 1
}

/** A line for each; where many have the same reason, one for all of them. */
const groupSkips = (skips: Counts['skips']): string[] =>
  [...Map.groupBy(skips, ({ reason }) => reason)].flatMap(([reason, group]) =>
    group.length > 3
      ? [`skipped: ${group[0]!.title} and ${group.length - 1} more: ${reason}`]
      : group.map(({ title }) => `skipped: ${title}: ${reason}`),
  )

const types = () => gate('types', ['node_modules/typescript/bin/tsc', '-p', '.'])
const lint = () => gate('lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'])

const gate = async (name: string, [script, ...args]: string[]): Promise<Counts> => {
  const child = spawn(process.execPath, [script!, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await ended(child)
  return code === 0 ? { passed: 1, failures: [], skips: [] } : failedAsWhole(name, `it ended with ${code}`)
}

const runLab = async (): Promise<Counts> => {
  const child = fork(join(ROOT, 'test/run-lab.ts'), { cwd: ROOT })
  let counts: Counts | undefined
  child.on('message', (message) => {
    counts = message as Counts
  })
  const code = await ended(child)
  if (counts !== undefined) return counts
  return failedAsWhole('tests of the lab', `they ended with ${code} before they had told what came of them`)
}

const failedAsWhole = (title: string, reason: string): Counts => ({
  passed: 0,
  failures: [{ title, reason }],
  skips: [],
})

const ended = (child: ChildProcess) =>
  new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })

process.exitCode = await main(process.argv.slice(2))
