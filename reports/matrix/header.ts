import { formatDuration } from '../../lib/core/duration.ts'
import { VERDICTS } from '../../lib/core/verdict.ts'
import { type Html, html } from '../markup/html.ts'
import { count } from '../model/exit-code.ts'
import type { RunReport } from '../model/schema.ts'
import { carriedIn } from '../model/verdicts.ts'
import { glyph, verdictWord } from './glyphs.ts'

/** Headline and counts: the verdict of the run at a glance. */
export const headerSection = (report: RunReport): Html => html`<header class="top">
  <p class="wordmark">stackproof <span>run ${report.run.id}</span></p>
  <div class="headline">
    <h1 class="v-${tone(report)}">${glyph(tone(report))}<span>${report.verdict.headline}</span></h1>
    ${report.run.stamp && html`<p class="rubber" aria-hidden="true">${report.run.stamp}</p>`}
  </div>
  <p class="facts">${factsLine(report)}</p>
  ${countsBar(report)}
</header>
<nav aria-label="Sections"><div>${SECTIONS.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</div>
<button type="button" id="theme" aria-label="Switch between light and dark" title="Light or dark">◐</button></nav>`

const SECTIONS = [
  ['findings', 'Findings'],
  ['matrix', 'Matrix'],
  ['checks', 'Checks'],
  ['time', 'Time'],
  ['cells', 'Cells'],
  ['leaks', 'Leaks'],
  ['exclusions', 'Exclusions'],
  ['schedule', 'Schedule'],
  ['provenance', 'Provenance'],
] as const

/** The strip over everything that tells a rehearsal from a run on real clouds. */
export const stampStrip = ({ run }: RunReport): Html | null =>
  run.stamp === null
    ? null
    : html`<p class="stamp" role="note"><strong>${run.stamp}</strong> No real cloud was touched: the cloud, its clusters and their time (×${run.scale}) were embedded. Seed ${run.seed ?? 'unknown'}.</p>`

/** The headline takes the colour of what the exit code says, not of the worst check, which may be one that only informs. */
const tone = ({ verdict, run }: RunReport) => {
  if (verdict.exitCode === 0) return 'passed'
  if (verdict.exitCode === 1 || verdict.exitCode === 4) return 'failed'
  return run.ended === 'interrupted' || verdict.cells.aborted > 0 ? 'aborted' : 'blocked'
}

const factsLine = (report: RunReport) => {
  const { run, cells, catalogue, clouds, verdict } = report
  const facts = [
    `${count(cells.length, 'cell')} × ${count(catalogue.length, 'check')}`,
    `${clouds.map(({ name }) => name).join(', ')}`,
    run.startedAt?.slice(0, 16).replace('T', ' ').concat(' UTC'),
    timeFact(report),
    carriedFact(report),
    `exit ${verdict.exitCode}: ${verdict.exitReason}`,
  ]
  return facts.filter((fact) => fact !== undefined).map((fact) => html`<span>${fact}</span>`)
}

const carriedFact = (report: RunReport) => {
  const carried = carriedIn(report)
  return carried === 0 ? undefined : `${count(report.run.starts, 'start')}, ${carried} carried over`
}

const timeFact = ({ run }: RunReport) => {
  if (run.durationMs === null || run.wallMs === null) return undefined
  const world = formatDuration(run.durationMs)
  return run.stamp === null ? world : `${formatDuration(run.wallMs)} for ${world} of the rehearsed world`
}

const countsBar = ({ verdict }: RunReport) => {
  const shown = VERDICTS.filter((name) => verdict.checks[name] > 0)
  return html`
  <div class="bar" aria-hidden="true">${shown.map(
    (name) => html`<span class="b-${name}" style="flex-grow:${verdict.checks[name]}"></span>`,
  )}</div>
  <ul class="counts">${VERDICTS.map((name) => countItem(name, verdict.checks[name]))}</ul>`
}

const countItem = (verdict: (typeof VERDICTS)[number], n: number) =>
  html`<li class="${n === 0 ? 'none' : ''}"><button type="button" data-only="${verdict}">${glyph(verdict)}<b>${n}</b> ${verdictWord(verdict)}</button></li>`
