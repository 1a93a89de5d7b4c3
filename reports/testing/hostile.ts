import { EXAMPLE_CHECKS } from './example-checks.ts'
import { examplePlan } from './example-plan.ts'
import { type ExampleRun, exampleRun } from './example-run.ts'

/** What a cloud might say to break a page, a terminal, an XML file or a table. */
export const HOSTILE = `</script><img src=x onerror="document.title='owned'">'"\`&amp;]]>|\u0000\u001b[2J\u2028\u202e{{x}}\ud800\n# *x* @all`

/** A run in which every text that comes from outside is hostile. */
export const hostileRun = (): ExampleRun => {
  const checks = EXAMPLE_CHECKS.map((check) => ({ ...check, title: HOSTILE, why: HOSTILE, source: HOSTILE }))
  const { plan, journal, ledger } = exampleRun(
    Array.from({ length: 9 }, () => ({
      checks: { 'api.readyz': evil, 'lb.udp': { ...evil, verdict: 'known-issue' } },
    })),
    {
      ...examplePlan(checks),
      exclusions: examplePlan().exclusions.map((one) => ({ ...one, reason: HOSTILE, rule: HOSTILE })),
    },
  )
  return {
    plan: { ...plan, cells: plan.cells.map((cell) => ({ ...cell, settings: { ...cell.settings, ca: HOSTILE } })) },
    journal: [
      ...journal,
      { type: 'note', cell: null, level: 'warning', text: HOSTILE, seq: '1.1', t: journal.at(-1)!.t, w: 1 },
    ],
    ledger: ledger.map((entry) => ('name' in entry ? { ...entry, name: HOSTILE } : entry)),
  }
}

const evil = {
  verdict: 'failed',
  want: HOSTILE,
  got: HOSTILE,
  reason: HOSTILE,
  error: { code: 'E_CHECK_FAILED', message: HOSTILE, hint: HOSTILE, details: { [HOSTILE]: HOSTILE } },
  evidence: [{ name: HOSTILE, path: 'artifacts/<b>.txt', contentType: HOSTILE }],
  metrics: [{ key: HOSTILE, value: 1, unit: HOSTILE }],
} as const
