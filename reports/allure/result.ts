import { createHash } from 'node:crypto'
import type { CatalogueEntry, CellReport, CheckReport, PhaseReport, RunReport } from '../model/schema.ts'
import { checkDescription, phaseDescription } from './description.ts'
import type { VitestResult } from './from-vitest.ts'
import { checkLabels, docsLink, extraLabels, parameters, phaseLabels, stampOf } from './labels.ts'
import { checkDetails, phaseDetails, statusOfCheck, statusOfPhase } from './status.ts'
import { type Attachment, type Step, waitStep } from './steps.ts'
import { vitestSteps } from './vitest-steps.ts'

/** A file of `allure-results`. */
export interface AllureResult {
  uuid: string
  testCaseId: string
  fullName: string
  historyId: string
  name: string
  start: number
  stop: number
  steps: Step[]
  attachments: Attachment[]
  [field: string]: unknown
}

/** One check in one cell. Its case is the check's id, the same in every cell and every run. */
export const checkResult = (
  report: RunReport,
  cell: CellReport,
  check: CheckReport,
  entry: CatalogueEntry,
  vitest: VitestResult | undefined,
): AllureResult => ({
  ...identity(report, cell, check.id),
  name: entry.title,
  ...storyOf(report, cell, check, vitest),
  status: statusOfCheck(check),
  statusDetails: checkDetails(check, vitest?.statusDetails?.trace),
  stage: 'finished',
  descriptionHtml: checkDescription(report, cell, check, entry),
  labels: [...checkLabels(cell, check, entry), ...stampOf(report), ...extraLabels(vitest)],
  links: [docsLink(entry), ...(vitest?.links ?? [])],
  parameters: parameters(cell),
  titlePath: [check.area],
})

/** One phase in one cell; its case is `phase.<id>`. */
export const phaseResult = (
  report: RunReport,
  cell: CellReport,
  phase: PhaseReport,
  vitest: VitestResult | undefined,
): AllureResult => ({
  ...identity(report, cell, `phase.${phase.id}`),
  name: `phase ${phase.id}`,
  ...storyOf(report, cell, phase, vitest),
  status: statusOfPhase(phase),
  statusDetails: phaseDetails(phase, vitest?.statusDetails?.trace),
  stage: 'finished',
  descriptionHtml: phaseDescription(report, cell, phase),
  labels: [...phaseLabels(cell, phase), ...stampOf(report), ...extraLabels(vitest)],
  links: vitest?.links ?? [],
  parameters: parameters(cell),
  titlePath: ['phases'],
})

const identity = ({ run }: RunReport, cell: CellReport, id: string) => ({
  uuid: uuidFrom(`${run.id} ${cell.id} ${id}`),
  testCaseId: id,
  fullName: id,
  historyId: `${md5(id)}:${md5(`cell=${cell.id}`)}`,
})

/** When it ran, and what it waited for and did. */
const storyOf = (
  { run }: RunReport,
  cell: CellReport,
  { startedAt, durationMs, waits }: Pick<CheckReport, 'startedAt' | 'durationMs' | 'waits'>,
  vitest: VitestResult | undefined,
) => {
  const start = Date.parse(startedAt ?? cell.startedAt ?? run.startedAt ?? '') || 0
  const time = { wallStart: vitest?.start ?? 0, start, scale: run.scale }
  const steps = [...waits.map(waitStep), ...(vitest === undefined ? [] : vitestSteps(vitest, time))]
  steps.sort((a, b) => (a.start ?? Number.POSITIVE_INFINITY) - (b.start ?? Number.POSITIVE_INFINITY))
  return { start, stop: start + Math.round(durationMs ?? 0), steps, attachments: [] as Attachment[] }
}

/** The same input gives the same file name, so a report that is made again replaces itself. */
export const uuidFrom = (text: string): string =>
  md5(text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
