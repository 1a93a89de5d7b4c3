import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const NATIVE = { viteModuleRunner: false }
/** Tests that need the OpenStack lab: they wait for services more than they work, and may run beside all others. */
const LAB = ['test/contract/lab.test.ts', 'test/e2e/lab-kill.test.ts']

/** The project's own tests. Cells are not run from here: the CLI makes one vitest project for each of them. */
export default defineConfig({
  test: {
    pool: 'forks',
    hookTimeout: 60_000,
    experimental: NATIVE,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,fixtures,suites,reports,test,bench}/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/contract/**', 'node_modules/**'],
          pool: 'forks',
          // A process and its modules for each of some hundred small files would take twice as long as the tests.
          isolate: false,
          maxWorkers: availableParallelism(),
          testTimeout: 20_000,
          hookTimeout: 60_000,
          experimental: NATIVE,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          exclude: LAB,
          pool: 'forks',
          // The cases themselves say how many of them run beside each other.
          maxConcurrency: 1000,
          hookTimeout: 900_000,
          experimental: NATIVE,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: LAB,
          pool: 'forks',
          // Each of these runs a whole matrix, which is as parallel as the machine.
          fileParallelism: false,
          maxWorkers: 1,
          maxConcurrency: 2,
          testTimeout: 60_000,
          hookTimeout: 900_000,
          experimental: NATIVE,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'lab',
          include: LAB,
          pool: 'forks',
          fileParallelism: false,
          maxWorkers: 1,
          // The cases themselves say how many of them run beside each other.
          maxConcurrency: 1000,
          hookTimeout: 900_000,
          experimental: NATIVE,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
