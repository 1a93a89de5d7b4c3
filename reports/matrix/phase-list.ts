import { formatDuration } from '../../lib/core/duration.ts'
import type { Verdict } from '../../lib/core/verdict.ts'
import { type Html, html } from '../markup/html.ts'
import type { CellReport, PhaseReport, WaitReport } from '../model/schema.ts'
import { glyph } from './glyphs.ts'
import { definitions, plainText } from './plain.ts'
import { offsetOf, originOf, percent, spanOf } from './time-section.ts'

const LONGEST_LINE = 160

const OUTCOME: Record<PhaseReport['outcome'], Verdict> = {
  done: 'passed',
  kept: 'not-applicable',
  failed: 'failed',
  blocked: 'blocked',
  aborted: 'aborted',
}

/** The phases of one cell along its time, with what each waited for. */
export const phaseList = (cell: CellReport): Html => {
  if (cell.phases.length === 0) return html`<p class="empty">It was never begun.</p>`
  const scale = { origin: originOf(cell) ?? 0, total: Math.max(1, spanOf(cell)) }
  return html`<ol class="phases">${cell.phases.map((phase) => item(phase, scale))}</ol>`
}

interface Scale {
  origin: number
  total: number
}

const item = (phase: PhaseReport, scale: Scale) => html`<li>
<div class="line"><span class="name">${glyph(OUTCOME[phase.outcome])}${phase.id}</span>
${track(`p-${phase.id}`, phase.startedAt, phase.durationMs, scale)}
<span class="num">${phase.startedAt === null || phase.durationMs === null ? phase.outcome : formatDuration(phase.durationMs)}</span></div>
${phase.reason !== null && html`<p class="reason">${phase.outcome === 'done' ? '' : `${phase.outcome}: `}${phase.reason}</p>`}
${phase.error?.hint !== undefined && html`<p class="hint">${phase.error.hint}</p>`}
${errorDetails(phase)}
${phase.waits.map((wait) => waitLine(wait, scale))}
${factsOf(phase)}
</li>`

/** Few facts stand in a line, many are folded. */
const factsOf = ({ facts }: PhaseReport) => {
  const known = Object.entries(facts).map(([name, value]): [string, string] => [name, plainText(value)])
  const line = known.map(([name, value]) => `${name}: ${value}`).join(' · ')
  if (line.length <= LONGEST_LINE) return line !== '' && html`<p class="factline">${line}</p>`
  return html`<details class="more"><summary>facts</summary>${definitions(Object.fromEntries(known))}</details>`
}

const errorDetails = ({ error }: PhaseReport) =>
  error?.details !== undefined &&
  html`<details class="more"><summary>${error.code}</summary><pre>${JSON.stringify(error.details, null, 2)}</pre></details>`

const waitLine = (wait: WaitReport, scale: Scale) => html`<details class="wait"><summary>
<span class="line"><span class="name">${wait.goal}${wait.outcome !== 'reached' && html` <em>${wait.outcome}</em>`}</span>
${track('p-wait', wait.startedAt, wait.durationMs, scale)}
<span class="num">${formatDuration(wait.durationMs)}</span></span></summary>
<ol class="states">${wait.observations.map(
  ({ afterMs, state }) => html`<li><time>${formatDuration(afterMs)}</time> ${state}</li>`,
)}</ol></details>`

const track = (kind: string, startedAt: string | null, durationMs: number | null, { origin, total }: Scale) => {
  if (startedAt === null || durationMs === null) return html`<span class="track"></span>`
  const left = offsetOf({ startedAt } as PhaseReport, origin)
  return html`<span class="track"><i class="${kind}" style="left:${percent(left, total)}%;width:${percent(durationMs, total)}%"></i></span>`
}
