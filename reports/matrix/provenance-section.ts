import { formatDuration } from '../../lib/core/duration.ts'
import { type Html, html } from '../markup/html.ts'
import { count } from '../model/exit-code.ts'
import type { RunReport } from '../model/schema.ts'
import { carriedIn } from '../model/verdicts.ts'
import { notesList } from './notes-list.ts'
import { definitions } from './plain.ts'

/** What it takes to trust this report, and to make it again. */
export const provenanceSection = (report: RunReport): Html => {
  const { run, management, managementWaits } = report
  return html`<section id="provenance"><h2>Provenance</h2><div class="columns">
<div><h3>Run</h3>${definitions({
    run: run.id,
    environment: run.stamp ?? run.environment,
    seed: run.seed ?? 'none',
    time: `×${run.scale}`,
    started: run.startedAt ?? 'never',
    ended: `${run.endedAt ?? 'never'} (${run.ended}${run.signal === null ? '' : ` by ${run.signal}`})`,
    starts: run.starts === 1 ? '1' : html`${run.starts}: ${carriedText(report)}`,
    strategy: `${run.strategy}, shard ${run.shard.index}/${run.shard.count}`,
    stacks: html`<code>${run.stacksDir}</code>`,
    plan: html`<code>${run.planDigest ?? 'unknown'}</code>`,
    journal: `${run.events} lines${run.unknownEvents.length > 0 ? `; not understood: ${run.unknownEvents.join(', ')}` : ''}`,
    ...(run.faults.length > 0 && { 'planted faults': faultsOf(report) }),
  })}</div>
<div><h3>Tools</h3>${definitions(run.tools)}</div>
<div><h3>Management cluster</h3>${
    management === null
      ? html`<p class="empty">The journal does not say.</p>`
      : definitions({
          outcome: management.error?.message ?? management.outcome,
          took: formatDuration(management.durationMs),
          ...Object.fromEntries(managementWaits.map(({ goal, durationMs }) => [goal, formatDuration(durationMs)])),
          ...management.versions,
        })
  }</div></div>
${report.notes.length > 0 && html`<h3>Notes</h3>${notesList(report.notes)}`}</section>`
}

const carriedText = (report: RunReport) =>
  `${count(carriedIn(report), 'verdict')} carried over, the rest given by the last start`

const faultsOf = ({ run, cells }: RunReport) =>
  html`<ul class="bare">${run.faults.map(({ name, cell }) => {
    const code = cells.find(({ id }) => id === cell)?.code
    return html`<li>${name} ${cell === null ? 'everywhere' : html`in <a href="#cell-${code ?? ''}">${code ?? cell}</a>`}</li>`
  })}</ul>`
