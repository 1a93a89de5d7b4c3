import { defineConfig } from 'vitest/config'

const NATIVE = { viteModuleRunner: false }

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
          pool: 'forks',
          // Each of these runs a whole matrix, which is as parallel as the machine.
          fileParallelism: false,
          maxWorkers: 1,
          maxConcurrency: 4,
          testTimeout: 60_000,
          hookTimeout: 900_000,
          experimental: NATIVE,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
