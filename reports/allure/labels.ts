import type { CatalogueEntry, CellReport, CheckReport, PhaseReport, RunReport } from '../model/schema.ts'
import type { VitestResult } from './from-vitest.ts'

export interface Label {
  name: string
  value: string
}

const SEVERITIES = { must: 'critical', should: 'normal', info: 'minor' } as const

/** Labels of the harness that vitest's adapter also sets, or that only serve to match. */
const OURS = new Set(
  'epic feature story severity env host thread parentSuite suite subSuite package framework language layer verdict checkId cell phase _fallbackTestCaseId'.split(
    ' ',
  ),
)

export const checkLabels = (cell: CellReport, check: CheckReport, entry: CatalogueEntry): Label[] => [
  ...list({ epic: check.area, feature: entry.title, story: check.id, severity: SEVERITIES[check.severity] }),
  ...list({ layer: 'check', verdict: check.verdict, tag: check.severity }),
  ...(check.carriedFrom === null ? [] : list({ tag: 'carried over' })),
  ...placeLabels(cell),
]

export const phaseLabels = (cell: CellReport, { id, outcome }: PhaseReport): Label[] => [
  ...list({ epic: 'phases', feature: `phase ${id}`, story: `phase.${id}`, severity: 'critical' }),
  ...list({ layer: 'phase', verdict: outcome }),
  ...placeLabels(cell),
]

/** What else the test body said of itself. */
export const extraLabels = (result: VitestResult | undefined): Label[] =>
  (result?.labels ?? []).filter(({ name }) => !OURS.has(name))

/** The cell is shown; its settings follow from it, so they stay out of the history id. */
export const parameters = (cell: CellReport): { name: string; value: string; excluded?: boolean }[] => [
  { name: 'cell', value: cell.id },
  ...Object.entries(cell.settings).map(([name, value]) => ({ name, value: String(value), excluded: true })),
]

/** Where the page of a check is, seen from the folder of the generated report. */
export const docsLink = (entry: CatalogueEntry): VitestResult['links'][number] => ({
  name: entry.id,
  url: `../${entry.docs}`,
  type: 'docs',
})

/** A row of Allure's timeline for each cell, a tree of suites by cloud and stack. */
const placeLabels = (cell: CellReport): Label[] =>
  list({
    env: cell.id,
    host: cell.cloud,
    thread: cell.code,
    parentSuite: cell.cloud,
    suite: `${cell.stack} ${cell.kubernetes}`,
    subSuite: cell.id,
    framework: 'stackproof',
  })

const list = (labels: Record<string, string>): Label[] =>
  Object.entries(labels).map(([name, value]) => ({ name, value }))

export const stampOf = ({ run }: RunReport): Label[] => (run.stamp === null ? [] : [{ name: 'tag', value: run.stamp }])
