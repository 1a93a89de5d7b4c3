import { formatDuration } from '../../lib/core/duration.ts'
import { type Html, html } from '../markup/html.ts'
import { count } from '../model/exit-code.ts'
import type { CellReport, RunReport } from '../model/schema.ts'
import { percent } from './time-section.ts'

/** Which cells run at the same time, and what they need at most against the quota of each cloud. */
export const scheduleSection = (report: RunReport): Html => {
  const cells = new Map(report.cells.map((cell) => [cell.id, cell]))
  const waves = report.schedule.waves.map((wave) => wave.flatMap((id) => cells.get(id) ?? []))
  return html`<section id="schedule"><h2>Schedule and demand</h2>
<p>${count(waves.length, 'wave')}, expected to take ${formatDuration(report.schedule.estimateMs)}${
    report.run.durationMs !== null && `; took ${formatDuration(report.run.durationMs)}`
  }.</p>
<ol class="waves">${waves.map((wave) => html`<li>${wave.map(({ code }) => html`<a class="cell" href="#cell-${code}">${code}</a> `)}</li>`)}</ol>
${report.clouds.map((cloud) => demandOf(cloud, waves))}</section>`
}

const demandOf = ({ name, quota }: RunReport['clouds'][number], waves: readonly CellReport[][]) => {
  const kinds = [
    ...new Set(
      waves
        .flat()
        .filter((cell) => cell.cloud === name)
        .flatMap(({ demand }) => Object.keys(demand)),
    ),
  ]
  return html`<h3>Peak demand on ${name}</h3><ul class="demand">${kinds.map((kind) => {
    const peak = Math.max(
      ...waves.map((wave) =>
        sum(
          wave.filter((cell) => cell.cloud === name),
          kind,
        ),
      ),
    )
    return demandLine(kind, peak, quota[kind])
  })}</ul>`
}

const sum = (cells: readonly CellReport[], kind: string) =>
  cells.reduce((total, { demand }) => total + (demand[kind] ?? 0), 0)

const demandLine = (kind: string, peak: number, quota: number | undefined) => {
  const over = quota !== undefined && quota >= 0 && peak > quota
  const share = quota === undefined || quota <= 0 ? 0 : Math.min(1, peak / quota)
  const of = quota === undefined ? 'no quota' : quota < 0 ? 'no limit' : `of ${quota}`
  return html`<li class="${over ? 'over' : ''}"><span>${kind}</span><span class="track"><i style="width:${percent(share, 1)}%"></i></span><span class="num"><b>${peak}</b> ${of}${over && ' (over)'}</span></li>`
}
