import { VERDICTS } from '../../lib/core/verdict.ts'
import { type Html, html } from '../markup/html.ts'
import type { CatalogueEntry, CellReport, CheckReport, RunReport } from '../model/schema.ts'
import { settingText, varyingAxes } from '../model/words.ts'
import { glyph, verdictWord } from './glyphs.ts'

/** Every check in every cell, with filters that a script makes work. */
export const checkTable = (report: RunReport): Html => {
  const results = report.cells.map((cell) => new Map(cell.checks.map((check) => [check.id, check])))
  return html`<section id="checks">
<h2>Checks</h2>
${filters(report)}
<div class="scroll tall" tabindex="0" role="region" aria-label="Checks by cells"><table class="grid">
<thead><tr><th scope="col">check</th>${report.cells.map((cell, i) => cellHead(report, cell, i))}</tr></thead>
${report.areas.map((area) => areaBody(report, area, results))}
</table></div>
<p class="empty" id="no-match" hidden>Nothing matches these filters.</p></section>`
}

const filters = (report: RunReport) => html`<form class="filters" id="filters">
<label class="search"><span class="hidden">Search checks</span><input type="search" name="text" placeholder="Search checks and reasons" autocomplete="off"></label>
<fieldset><legend class="hidden">Verdicts</legend>${VERDICTS.filter((name) => report.verdict.checks[name] > 0).map(
  (name) =>
    html`<label class="chip"><input type="checkbox" name="verdict" value="${name}"><span>${glyph(name)}${verdictWord(name)}</span></label>`,
)}</fieldset>
${axisChoices(report).map(
  ([axis, values]) =>
    html`<label class="axis">${axis} <select name="axis:${axis}"><option value="">any</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`,
)}
<label class="chip"><input type="checkbox" name="differences"><span>only differences</span></label>
<button type="reset">clear</button><output id="matches" aria-live="polite"></output></form>`

const axisChoices = (report: RunReport): [axis: string, values: string[]][] => {
  const choice = (of: (cell: CellReport) => string) => [...new Set(report.cells.map(of))]
  const axes = varyingAxes(report).map((axis): [string, string[]] => [
    axis,
    choice((c) => String(c.settings[axis] ?? '')),
  ])
  const others: [string, string[]][] = [
    ['stack', choice(({ stack }) => stack)],
    ['cloud', choice(({ cloud }) => cloud)],
  ]
  return [...others.filter(([, values]) => values.length > 1), ...axes]
}

const cellHead = (report: RunReport, cell: CellReport, index: number) =>
  html`<th scope="col" data-col="${index}"><a href="#cell-${cell.code}" title="${cell.id}">${glyph(cell.verdict)}<b>${cell.code}</b>
  <small>${varyingAxes(report).map((axis) => html`<span>${settingText(axis, cell.settings[axis] ?? '')}</span> `)}</small></a></th>`

const areaBody = (report: RunReport, area: string, results: readonly Map<string, CheckReport>[]) =>
  html`<tbody data-area="${area}"><tr class="area"><th scope="rowgroup" colspan="${report.cells.length + 1}"><span>${area}</span></th></tr>
${report.catalogue.filter((entry) => entry.area === area).map((entry) => checkRow(report, entry, results))}</tbody>`

const checkRow = (report: RunReport, entry: CatalogueEntry, results: readonly Map<string, CheckReport>[]) =>
  html`<tr data-check="${entry.id}"><th scope="row"><code>${entry.id}</code>${entry.severity !== 'must' && html` <span class="tag">${entry.severity}</span>`}
<span class="promise">${entry.title}</span></th>${report.cells.map((cell, i) => checkCell(cell, i, results[i]!.get(entry.id)))}</tr>`

const checkCell = (cell: CellReport, index: number, check: CheckReport | undefined) => {
  if (check === undefined) return html`<td data-col="${index}"><span class="void" title="not planned">·</span></td>`
  const label = `${check.id} in ${cell.code}: ${verdictWord(check.verdict)}${check.carriedFrom === null ? '' : ', carried over'}`
  return html`<td data-col="${index}"><button type="button" class="v v-${check.verdict}" data-at="${cell.code}/${check.id}" aria-label="${label}" title="${label}">${glyph(check.verdict)}</button></td>`
}
