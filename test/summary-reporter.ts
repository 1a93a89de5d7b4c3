import { stripVTControlCharacters } from 'node:util'
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node'

/** What did not pass, and why in one line. */
export interface Named {
  title: string
  reason: string
}

/** Counts results and collects why tests failed or were skipped. A module that could not even be loaded counts as failed. */
export class SummaryReporter implements Reporter {
  passed = 0
  readonly failures: Named[] = []
  readonly skips: Named[] = []

  onTestCaseResult(test: TestCase): void {
    const result = test.result()
    if (result.state === 'passed') this.passed++
    else if (result.state === 'failed') this.#fail(test.fullName, result.errors)
    else this.skips.push({ title: test.fullName, reason: ('note' in result && result.note) || reasonIn(test.fullName) })
  }

  /** Where the set-up of a group fails, its tests only count as skipped. */
  onTestSuiteResult(suite: TestSuite): void {
    for (const error of suite.errors()) this.#fail(suite.fullName, [error])
  }

  onTestModuleEnd(module: TestModule): void {
    for (const error of module.errors()) this.#fail(module.relativeModuleId, [error])
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) this.#fail('error that nobody caught', [error])
  }

  #fail(title: string, errors: readonly { message: string }[]): void {
    this.failures.push({ title, reason: errors.map(({ message }) => oneLine(message)).join('; ') })
  }
}

/** Where a whole group is skipped, its title says why. */
const reasonIn = (title: string): string => /\(skipped:? ([^)]+)\)/.exec(title)?.[1] ?? 'no reason given'

const MOST = 500

const oneLine = (text: string): string => stripVTControlCharacters(text).replaceAll(/\s+/g, ' ').slice(0, MOST)
