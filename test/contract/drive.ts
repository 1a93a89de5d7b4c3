import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import type { CaseReporter } from './reporter.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs one suite in a process of its own that gets what is provided. */
export const drive = async (suite: string, provide: object, reporter: CaseReporter): Promise<void> => {
  const vitest = await startVitest('test', [], {
    root: ROOT,
    config: false,
    watch: false,
    include: [`test/contract/${suite}`],
    provide,
    pool: 'forks',
    // How many cases run at once is the suite's own affair.
    maxConcurrency: 1000,
    reporters: [reporter],
    experimental: { viteModuleRunner: false },
  } as never)
  await vitest.close()
}
