import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { type Named, SummaryReporter } from './summary-reporter.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What came of tests. */
export interface Counts {
  passed: number
  failures: readonly Named[]
  skips: readonly Named[]
}

/** Runs the tests of these projects, all of them unless given, whose files match the filters. */
export const runTests = async (filters: readonly string[], projects?: readonly string[]): Promise<Counts> => {
  const reporter = new SummaryReporter()
  const vitest = await startVitest('test', [...filters], {
    root: ROOT,
    watch: false,
    reporters: ['default', reporter],
    ...(projects !== undefined && { project: [...projects] }),
  })
  await vitest.close()
  const { passed, failures, skips } = reporter
  return { passed, failures, skips }
}
