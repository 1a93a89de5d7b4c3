import { formatDuration } from '../../lib/core/duration.ts'
import { PHASES } from '../../lib/core/journal.ts'
import { type Html, html } from '../markup/html.ts'
import type { CellReport, PhaseReport, RunReport } from '../model/schema.ts'

/** Where did the minutes go? One row for each cell, from its own start, all on one scale. */
export const timeSection = (report: RunReport): Html => {
  const longest = Math.max(1, ...report.cells.map(spanOf))
  return html`<section id="time"><h2>Where did the minutes go?</h2>
<p class="legend">${PHASES.map((phase) => html`<span><i class="p-${phase}"></i>${phase}</span>`)}</p>
<ul class="gantt">${report.cells.map((cell) => row(cell, longest))}</ul></section>`
}

/** Begin of a cell's own time: milliseconds since the epoch, or null if it was never begun. */
export const originOf = ({ startedAt, phases }: CellReport): number | null => {
  const first = startedAt ?? phases.find((phase) => phase.startedAt !== null)?.startedAt
  return first === undefined || first === null ? null : Date.parse(first)
}

/** How long a cell's phases took from the cell's begin to the end of the last, in milliseconds. */
export const spanOf = (cell: CellReport): number => {
  const origin = originOf(cell)
  const ends = cell.phases.map((phase) => (origin === null ? 0 : offsetOf(phase, origin) + (phase.durationMs ?? 0)))
  return Math.max(0, ...ends)
}

/** Milliseconds from the begin of the cell to that of a phase. */
export const offsetOf = ({ startedAt }: PhaseReport, origin: number): number =>
  startedAt === null ? 0 : Math.max(0, Date.parse(startedAt) - origin)

const row = (cell: CellReport, longest: number) => {
  const origin = originOf(cell)
  return html`<li><a href="#cell-${cell.code}">${cell.code}</a><div class="track">${
    origin !== null &&
    cell.phases.filter(({ startedAt }) => startedAt !== null).map((phase) => bar(phase, origin, longest))
  }</div><span class="num">${origin === null ? 'not begun' : formatDuration(spanOf(cell))}</span></li>`
}

const bar = (phase: PhaseReport, origin: number, longest: number) => {
  const label = `${phase.id}: ${phase.outcome}, ${formatDuration(phase.durationMs ?? 0)}`
  const bad = phase.outcome === 'done' || phase.outcome === 'kept' ? '' : 'bad'
  return html`<span class="p-${phase.id} ${bad}" style="left:${percent(offsetOf(phase, origin), longest)}%;width:${percent(phase.durationMs ?? 0, longest)}%" title="${label}" role="img" aria-label="${label}"></span>`
}

/** A share of a whole, as CSS takes it. */
export const percent = (part: number, whole: number): string => ((part / whole) * 100).toFixed(3)
