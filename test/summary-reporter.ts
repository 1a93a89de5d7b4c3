import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/** Counts results and collects why tests were skipped. A module that could not even be loaded counts as failed. */
export class SummaryReporter implements Reporter {
  passed = 0
  failed = 0
  readonly skips: { title: string; reason: string }[] = []

  onTestCaseResult(test: TestCase): void {
    const result = test.result()
    if (result.state === 'passed') this.passed++
    else if (result.state === 'failed') this.failed++
    else this.skips.push({ title: test.fullName, reason: ('note' in result && result.note) || 'no reason given' })
  }

  /** Where the set-up of a group fails, its tests only count as skipped. */
  onTestSuiteResult(suite: TestSuite): void {
    this.failed += suite.errors().length
  }

  onTestModuleEnd(module: TestModule): void {
    this.failed += module.errors().length
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    this.failed += unhandled.length
  }
}
