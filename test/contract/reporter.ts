import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

export interface CaseRow {
  id: string
  title: string
  state: 'passed' | 'failed' | 'skipped'
  seconds: number
  /** Why it failed or was skipped. */
  reason?: string
}

/** Collects what came of each case and tells it as it comes. */
export class CaseReporter implements Reporter {
  readonly rows: CaseRow[] = []
  /** What kept the suite from running at all. */
  readonly troubles: string[] = []
  readonly #tell: (row: CaseRow) => void

  constructor(tell: (row: CaseRow) => void) {
    this.#tell = tell
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.result()
    // The last one is no case.
    const [id, ...title] = test.name.includes(': ') ? test.name.split(': ') : ['suite', test.name]
    const reason = result.state === 'skipped' ? result.note : result.errors?.map(({ message }) => message).join('\n')
    const row: CaseRow = {
      id: id!,
      title: title.join(': '),
      state: result.state === 'pending' ? 'skipped' : result.state,
      seconds: (test.meta().ranMs ?? test.diagnostic()?.duration ?? 0) / 1000,
      ...(reason !== undefined && { reason }),
    }
    this.rows.push(row)
    this.#tell(row)
  }

  /** A cloud that did not open is told here, and its cases are not called skipped. */
  onTestSuiteResult(suite: TestSuite): void {
    this.troubles.push(...suite.errors().map(({ message }) => message))
  }

  onTestModuleEnd(module: TestModule): void {
    this.troubles.push(...module.errors().map(({ message }) => message))
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly { message?: string }[]): void {
    this.troubles.push(...unhandled.map(({ message }) => message ?? 'an error without a message'))
  }
}
