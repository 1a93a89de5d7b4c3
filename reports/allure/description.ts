import { escapeHtml } from '../markup/html.ts'
import type { CatalogueEntry, CellReport, CheckReport, PhaseReport, RunReport } from '../model/schema.ts'

/** What Allure has no field for; the reason of a skipped test would be shown nowhere else. */
export const checkDescription = (
  { run }: RunReport,
  cell: CellReport,
  check: CheckReport,
  entry: CatalogueEntry,
): string =>
  rows({
    Verdict: [check.verdict, run.stamp && `(${run.stamp})`].filter(Boolean).join(' '),
    Reason: check.reason,
    'Carried over from': check.carriedFrom,
    Why: entry.why,
    Source: entry.source,
    Cell: `${cell.code} ${cell.id}`,
    Metrics: check.metrics.map(({ key, value, unit }) => `${key} = ${value} ${unit}`.trim()).join(', '),
    'Run it again': `stackproof ${run.stamp === null ? 'run' : 'rehearse'} --cell '${cell.id}' --check ${check.id}`,
  })

export const phaseDescription = ({ run }: RunReport, cell: CellReport, phase: PhaseReport): string =>
  rows({
    Outcome: [phase.outcome, run.stamp && `(${run.stamp})`].filter(Boolean).join(' '),
    Reason: phase.reason,
    Cell: `${cell.code} ${cell.id}`,
    ...Object.fromEntries(Object.entries(phase.facts).map(([key, value]) => [key, plain(value)])),
  })

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const rows = (entries: Record<string, string | null>) =>
  Object.entries(entries)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `<p><strong>${escapeHtml(name)}:</strong> ${escapeHtml(value ?? '')}</p>`)
    .join('')
