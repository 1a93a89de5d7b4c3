import { formatDuration } from '../../lib/core/duration.ts'
import { VERDICTS } from '../../lib/core/verdict.ts'
import { count } from '../model/exit-code.ts'
import { cellsOf, type Finding, findingsOf } from '../model/findings.ts'
import type { CellReport, RunReport, VerdictCounts } from '../model/schema.ts'
import { carriedIn } from '../model/verdicts.ts'
import { GLYPHS, settingsText, titleOf, varyingAxes } from '../model/words.ts'

const MOST_FINDINGS = 20

/** A run in some lines of plain text, for a terminal or a log. */
export const renderText = (report: RunReport): string =>
  [
    `${titleOf(report)}: ${report.verdict.headline}`,
    `${count(report.cells.length, 'cell')}, ${countsText(report.verdict.checks)}${carriedText(report)}${timeText(report)}`,
    '',
    ...report.cells.map((cell) => cellLine(cell, varyingAxes(report))),
    ...findingLines(findingsOf(report)),
    ...leakLines(report),
    ...exclusionLines(report),
    `exit ${report.verdict.exitCode}: ${report.verdict.exitReason}`,
    '',
  ]
    .map(printable)
    .join('\n')

/** `226 passed, 4 failed`: what there is, worst first, with the signs of `GLYPHS`. */
export const countsText = (counts: VerdictCounts): string =>
  VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${GLYPHS[verdict]} ${counts[verdict]} ${verdict}`)
    .join(', ')

const carriedText = (report: RunReport) => {
  const carried = carriedIn(report)
  return carried === 0 ? '' : `, ${carried} carried over`
}

const timeText = ({ run }: RunReport) => {
  if (run.durationMs === null || run.wallMs === null) return ''
  const inWorld = run.stamp === null ? '' : `, ${formatDuration(run.durationMs)} in the rehearsed world`
  return `, ${formatDuration(run.wallMs)}${inWorld}`
}

const cellLine = (cell: CellReport, axes: readonly string[]) => {
  const ran = cell.durationMs === null ? 'not begun' : formatDuration(cell.durationMs)
  const what = [cell.stack, cell.kubernetes, settingsText(cell, axes)].filter(Boolean).join(' ')
  return `  ${GLYPHS[cell.verdict]} ${cell.code} ${what}  ${ran}  ${countsText(cell.counts)}`
}

const findingLines = (findings: readonly Finding[]) => {
  if (findings.length === 0) return ['']
  const rest = findings.length - MOST_FINDINGS
  const more = rest > 0 ? [`  … and ${count(rest, 'more finding')}`] : []
  return ['', ...findings.slice(0, MOST_FINDINGS).flatMap(findingText), ...more, '']
}

const findingText = (finding: Finding) => {
  const what = finding.ids.length > 3 ? count(finding.ids.length, finding.kind) : finding.ids.join(', ')
  const where = cellsOf(finding).map(({ code }) => code)
  const reasons = [...new Set(finding.occurrences.map(({ reason }) => oneLine(reason)))]
  const kind = finding.kind === 'phase' && finding.ids.length <= 3 ? 'phase ' : ''
  return [
    `  ${GLYPHS[finding.verdict]} ${finding.verdict}: ${kind}${what} in ${where.join(', ')}`,
    ...reasons.slice(0, 3).map((reason) => `      ${reason}`),
  ]
}

const leakLines = ({ leftovers }: RunReport) =>
  leftovers.map(
    ({ state, kind, name, id, reapedBy }) =>
      `  ${state}: ${kind} ${name} (${id})${reapedBy === null ? '' : `, removed by the ${reapedBy}`}`,
  )

const exclusionLines = ({ exclusions, stacks }: RunReport) => [
  ...(exclusions.length > 0 ? [`${count(exclusions.length, 'combination')} excluded, with reasons in the report`] : []),
  ...stacks.flatMap(({ id, problem }) =>
    problem === null ? [] : [`stack ${id} could not be read: ${oneLine(problem)}`],
  ),
]

const oneLine = (text: string) => {
  const plain = printable(text)
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}

/** Control characters would move the cursor of a terminal, some others turn the direction of the line. */
const printable = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ')
