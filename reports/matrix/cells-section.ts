import { formatDuration } from '../../lib/core/duration.ts'
import { type Html, html } from '../markup/html.ts'
import type { CellReport, RunReport } from '../model/schema.ts'
import { settingsText, varyingAxes } from '../model/words.ts'
import { glyph, verdictMark } from './glyphs.ts'
import { leftoverTable } from './leaks-section.ts'
import { notesList } from './notes-list.ts'
import { phaseList } from './phase-list.ts'
import { definitions } from './plain.ts'

/** One foldable chapter for each cell: what it is, what it went through, what it left. */
export const cellsSection = (report: RunReport): Html =>
  html`<section id="cells"><h2>Cells</h2>${report.cells.map((cell) => chapter(report, cell))}</section>`

const chapter = (report: RunReport, cell: CellReport) => html`<details class="cell" id="cell-${cell.code}">
<summary>${glyph(cell.verdict)}<b>${cell.code}</b> <span class="what">${cell.stack} ${cell.kubernetes} <small>${settingsText(cell, varyingAxes(report))}</small></span>
<span class="num">${cell.durationMs === null ? 'not begun' : formatDuration(cell.durationMs)}</span></summary>
<div class="chapter">
<p><code class="id">${cell.id}</code></p>
<div class="columns">
<div>${definitions({
  verdict: verdictMark(cell.verdict),
  stack: `${cell.stack} (${cell.era})`,
  kubernetes: cell.kubernetes,
  cloud: cell.cloud,
  cluster: html`<code>${cell.cluster}</code>`,
  ...(cell.faults.length > 0 && { 'planted faults': html`<b>${cell.faults.join(', ')}</b>` }),
  ...(cell.kept && { kept: 'the cluster was left standing on purpose' }),
})}</div>
<div>${definitions(Object.fromEntries(Object.entries(cell.settings).map(([axis, value]) => [axis, String(value)])))}</div>
<div>${definitions({ ...times(cell), ...drift(cell) })}</div>
</div>
<h3>What it went through</h3>
${phaseList(cell)}
${cell.leftovers.length > 0 && html`<h3>What it left</h3>${leftoverTable(report, cell.leftovers)}`}
${cell.notes.length > 0 && html`<h3>Notes</h3>${notesList(cell.notes)}`}
</div></details>`

const times = ({ estimateMs, durationMs, wall }: CellReport): Record<string, string> => ({
  'expected time': formatDuration(estimateMs),
  time: durationMs === null ? 'not begun' : formatDuration(durationMs),
  ...(wall !== null && {
    'on the wall': formatDuration(wall.totalMs),
    'waiting / probing': `${formatDuration(wall.waitsMs)} / ${formatDuration(wall.probesMs)}`,
    overhead: `${overhead(wall).toFixed(1)} %`,
  }),
})

const overhead = ({ totalMs, waitsMs, probesMs }: NonNullable<CellReport['wall']>) =>
  totalMs === 0 ? 0 : (Math.max(0, totalMs - waitsMs - probesMs) / totalMs) * 100

const drift = ({ quotaDrift }: CellReport): Record<string, string> => {
  const moved = Object.entries(quotaDrift).filter(([, n]) => n !== 0)
  return moved.length === 0
    ? {}
    : { 'quota after the end': moved.map(([kind, n]) => `${kind} ${n > 0 ? '+' : ''}${n}`).join(', ') }
}
