import { formatDuration } from '../../lib/core/duration.ts'
import { VERDICTS } from '../../lib/core/verdict.ts'
import { count } from '../model/exit-code.ts'
import { cellsOf, type Finding, findingsOf } from '../model/findings.ts'
import type { CellReport, RunReport } from '../model/schema.ts'
import { carriedIn } from '../model/verdicts.ts'
import { GLYPHS, settingsText, titleOf, varyingAxes } from '../model/words.ts'

const MOST_FINDINGS = 15

/** A run as Markdown, short enough for a comment on a change. */
export const renderMarkdown = (report: RunReport): string => {
  const shown = VERDICTS.filter((verdict) => report.verdict.checks[verdict] > 0)
  const findings = findingsOf(report)
  return [
    `## ${text(titleOf(report))}: ${text(report.verdict.headline)}`,
    ...stamp(report),
    row('cell', 'stack', 'settings', ...shown.map((verdict) => `${GLYPHS[verdict]} ${verdict}`), 'time'),
    row(...Array.from({ length: shown.length + 4 }, () => '---')),
    ...report.cells.map((cell) => cellRow(report, cell, shown)),
    '',
    ...findings.slice(0, MOST_FINDINGS).map(findingItem),
    ...(findings.length > MOST_FINDINGS ? [`- … and ${count(findings.length - MOST_FINDINGS, 'more finding')}`] : []),
    ...report.leftovers.map(
      ({ state, kind, name, id, reapedBy }) =>
        `- **${state}**: ${text(kind)} ${text(name)} \`${code(id)}\`${reapedBy === null ? '' : `, removed by the ${reapedBy}`}`,
    ),
    '',
    ...carriedLine(report),
    `${count(report.exclusions.length, 'combination')} excluded with a reason. Exit code ${report.verdict.exitCode}: ${report.verdict.exitReason}.`,
    '',
  ].join('\n')
}

const carriedLine = (report: RunReport) => {
  const carried = carriedIn(report)
  return carried === 0 ? [] : [`${count(carried, 'verdict')} carried over from an earlier start of this run.`, '']
}

const stamp = ({ run }: RunReport) =>
  run.stamp === null
    ? ['']
    : [
        '',
        `> **${run.stamp}**: this run has seen no real cloud. Seed ${run.seed ?? 'unknown'}, time ×${run.scale}.`,
        '',
      ]

const cellRow = (report: RunReport, cell: CellReport, shown: readonly (typeof VERDICTS)[number][]) =>
  row(
    `${GLYPHS[cell.verdict]} ${cell.code}`,
    text(`${cell.stack} ${cell.kubernetes}`),
    text(settingsText(cell, varyingAxes(report))),
    ...shown.map((verdict) => (cell.counts[verdict] === 0 ? '' : String(cell.counts[verdict]))),
    cell.durationMs === null ? '' : formatDuration(cell.durationMs),
  )

const findingItem = (finding: Finding) => {
  const shown = finding.ids.slice(0, 3).map((id) => `\`${code(id)}\``)
  const rest = finding.ids.length > 3 ? ` and ${finding.ids.length - 3} more` : ''
  const where = cellsOf(finding).map(({ code: short }) => short)
  const reason = text(finding.occurrences[0]!.reason.slice(0, 300))
  const kind = finding.kind === 'phase' ? 'phase ' : ''
  return `- ${GLYPHS[finding.verdict]} **${finding.verdict}** ${kind}${shown.join(', ')}${rest} in ${where.join(', ')}: ${reason}`
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`

/** Text that stays text: nothing in it is markup, a mention or a line end. */
const text = (raw: string) => raw.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#@~]/g, '\\$&')

const code = (raw: string) => raw.replace(/[`|\s]+/g, ' ')
