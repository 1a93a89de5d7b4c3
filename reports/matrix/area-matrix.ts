import { formatDuration } from '../../lib/core/duration.ts'
import { worst } from '../../lib/core/verdict.ts'
import { type Html, html } from '../markup/html.ts'
import type { CellReport, CheckReport, RunReport } from '../model/schema.ts'
import { settingsText, varyingAxes } from '../model/words.ts'
import { glyph, verdictWord } from './glyphs.ts'

/** Rows are cells, columns are areas: the worst verdict of each, and how many share it. */
export const areaMatrix = (report: RunReport): Html => html`<section id="matrix">
<h2>Matrix</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Cells by areas"><table class="areas">
<thead><tr><th scope="col">cell</th>${report.areas.map(
  (area) => html`<th scope="col" class="area"><span>${area}</span></th>`,
)}<th scope="col" class="area"><span>time</span></th></tr></thead>
<tbody>${report.cells.map((cell, index) => row(report, cell, index))}</tbody>
</table></div>
${report.cells.length === 0 && html`<p class="empty">No cell was planned.</p>`}</section>`

const row = (report: RunReport, cell: CellReport, index: number) => {
  const byArea = Map.groupBy(cell.checks, ({ area }) => area)
  return html`<tr data-row="${index}"><th scope="row">${cellName(report, cell)}</th>${report.areas.map((area) =>
    areaCell(cell, area, byArea.get(area) ?? []),
  )}<td class="num">${cell.durationMs === null ? '' : formatDuration(cell.durationMs)}</td></tr>`
}

/** A cell by its code, its stack and what sets it apart. */
export const cellName = (report: RunReport, cell: CellReport): Html =>
  html`<a class="cellname" href="#cell-${cell.code}" title="${cell.id}">${glyph(cell.verdict)}<b>${cell.code}</b>
  <span>${cell.stack} ${cell.kubernetes}</span> <small>${settingsText(cell, varyingAxes(report))}</small></a>`

const areaCell = (cell: CellReport, area: string, checks: readonly CheckReport[]) => {
  if (checks.length === 0) return html`<td><span class="void" title="nothing planned">·</span></td>`
  const verdict = worst(checks.map((check) => check.verdict))
  const n = checks.filter((check) => check.verdict === verdict).length
  const label = `${area} in ${cell.code}: ${n} of ${checks.length} ${verdictWord(verdict)}`
  const quiet = verdict === 'passed' || verdict === 'not-applicable'
  return html`<td><button type="button" class="v v-${verdict}" data-at="${cell.code}/area:${area}" aria-label="${label}" title="${label}">${glyph(verdict)}${!quiet && n > 1 && html`<sup>${n}</sup>`}</button></td>`
}
