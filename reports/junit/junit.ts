import { element, escapeXml } from '../markup/xml.ts'
import type { CatalogueEntry, CellReport, CheckReport, PhaseReport, RunReport } from '../model/schema.ts'

/** JUnit: a testsuite for each cell, a testcase for each phase and check. */
export const renderJunit = (report: RunReport): string => {
  const titles = new Map(report.catalogue.map((entry) => [entry.id, entry]))
  const suites = report.cells.map((cell) => suite(report, cell, titles))
  const totals = sum(report.cells.map(tally))
  const name = ['stackproof', report.run.stamp, report.run.id].filter(Boolean).join(' ')
  const root = element('testsuites', { name, ...totals, time: seconds(report.run.durationMs) }, suites)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

interface Tally {
  tests: number
  failures: number
  errors: number
  skipped: number
}

const suite = (report: RunReport, cell: CellReport, titles: ReadonlyMap<string, CatalogueEntry>) =>
  element(
    'testsuite',
    {
      name: report.run.stamp === null ? cell.id : `${cell.id} (${report.run.stamp})`,
      id: cell.index,
      hostname: cell.cloud,
      timestamp: cell.startedAt?.slice(0, 19),
      ...tally(cell),
      time: seconds(cell.durationMs),
    },
    [
      properties({ ...runProperties(report), ...cellProperties(cell) }),
      ...cell.phases.map((phase) => phaseCase(cell, phase)),
      ...cell.checks.map((check) => checkCase(cell, check, titles.get(check.id))),
    ],
  )

const runProperties = ({ run }: RunReport) => ({
  run: run.id,
  environment: run.stamp ?? run.environment,
  seed: run.seed,
  plan: run.planDigest,
})

const cellProperties = (cell: CellReport) => ({
  verdict: cell.verdict,
  stack: cell.stack,
  kubernetes: cell.kubernetes,
  cluster: cell.cluster,
  ...Object.fromEntries(Object.entries(cell.settings).map(([axis, value]) => [`setting.${axis}`, value])),
})

const properties = (entries: Record<string, unknown>) =>
  element(
    'properties',
    {},
    Object.entries(entries).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [element('property', { name, value: String(value) })],
    ),
  )

const phaseCase = (cell: CellReport, phase: PhaseReport) =>
  element('testcase', { classname: `${cell.id}.phase`, name: `phase: ${phase.id}`, time: seconds(phase.durationMs) }, [
    phaseOutcome(phase),
  ])

const phaseOutcome = ({ outcome, reason, error }: PhaseReport) => {
  const attributes = { message: reason, type: error?.code ?? outcome }
  if (outcome === 'failed') return element('failure', attributes)
  if (outcome === 'aborted') return element('error', attributes)
  return outcome === 'done' ? '' : element('skipped', { message: `${outcome}: ${reason ?? 'left as it is'}` })
}

const checkCase = (cell: CellReport, check: CheckReport, entry: CatalogueEntry | undefined) =>
  element(
    'testcase',
    {
      classname: `${cell.id}.${check.area}`,
      name: `${check.id}: ${entry?.title ?? check.id}`,
      time: seconds(check.durationMs),
    },
    [
      properties({ check: check.id, severity: check.severity, verdict: check.verdict, docs: entry?.docs }),
      checkOutcome(check),
      evidenceOf(check),
    ],
  )

const checkOutcome = ({ verdict, reason, want, got, error }: CheckReport) => {
  const type = error?.code ?? verdict
  const story = [want !== null && `want: ${want}`, got !== null && `got: ${got}`, reason, error?.hint]
  const text = escapeXml(story.filter((line) => typeof line === 'string').join('\n'))
  if (verdict === 'failed') return element('failure', { message: reason, type }, [text])
  if (verdict === 'aborted') return element('error', { message: reason, type }, [text])
  return verdict === 'passed' ? '' : element('skipped', { message: `${verdict}: ${reason}` })
}

/** The form that Jenkins and GitLab read files from. */
const evidenceOf = ({ evidence }: CheckReport) =>
  evidence.length === 0
    ? ''
    : element('system-out', {}, [escapeXml(evidence.map(({ path }) => `[[ATTACHMENT|${path}]]`).join('\n'))])

const tally = ({ checks, phases }: CellReport): Tally => {
  const words = [...checks.map(({ verdict }) => verdict), ...phases.map(({ outcome }) => outcome)]
  const of = (...wanted: string[]) => words.filter((word) => wanted.includes(word)).length
  return {
    tests: words.length,
    failures: of('failed'),
    errors: of('aborted'),
    skipped: of('blocked', 'not-applicable', 'known-issue', 'kept'),
  }
}

const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (total, next) => ({
      tests: total.tests + next.tests,
      failures: total.failures + next.failures,
      errors: total.errors + next.errors,
      skipped: total.skipped + next.skipped,
    }),
    { tests: 0, failures: 0, errors: 0, skipped: 0 },
  )

const seconds = (ms: number | null) => ((ms ?? 0) / 1000).toFixed(3)
