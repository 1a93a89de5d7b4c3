import { afterAll, describe, test } from 'vitest'
import { hearSignals } from '../fixtures/cell/signals.ts'
import { CELL_PHASES } from '../fixtures/phases/index.ts'
import { labelPhase, openInjectedCell, runCheck } from '../fixtures/test.ts'
import { AREAS, type Check } from '../lib/catalog/check.ts'
import { CHECKS } from './checks/index.ts'

/** The one suite of a cell: its phases in order, its checks by area, teardown and audit whatever happened. */
const runner = openInjectedCell()
const planned = new Set(runner.cell.checks.map(({ id }) => id))
const checksOf = (phase: Check['phase']) => CHECKS.filter(({ id, phase: own }) => own === phase && planned.has(id))

const phases = (always: boolean) => {
  for (const { id, title } of CELL_PHASES.filter((phase) => (phase.always ?? false) === always))
    test(title, { timeout: runner.capMs(`phase/${id}`) }, async ({ signal }) => {
      await labelPhase(runner, id)
      await runner.reach(id, signal)
    })
}

const checks = (phase: Check['phase']) => {
  for (const area of AREAS) {
    const own = checksOf(phase).filter((check) => check.area === area)
    if (own.length === 0) continue
    describe(area, () => {
      for (const check of own)
        test(check.title, { timeout: runner.capMs(check.interval) }, (context) => runCheck(runner, check, context))
    })
  }
}

describe(runner.cell.id, () => {
  phases(false)
  checks('checks')
  phases(true)
  checks('audit')
})

// Reached too when the run is interrupted: then vitest skips the tests that are left, teardown among them.
afterAll(() => runner.finish().finally(hearSignals), runner.capMs('phase/teardown') + runner.capMs('phase/audit'))
