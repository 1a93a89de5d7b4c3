import { type Html, html } from '../markup/html.ts'
import { catalogueById } from '../model/catalogue.ts'
import { count, leaksOf } from '../model/exit-code.ts'
import { cellsOf, type Finding, findingsOf, type Occurrence } from '../model/findings.ts'
import type { CatalogueEntry, RunReport } from '../model/schema.ts'
import { glyph, verdictMark } from './glyphs.ts'

/** So many names are shown one by one; more are counted. */
const MOST_NAMES = 4
const MOST_REASONS = 6

/** What a reader has to know of, what hurts most first; complete without a script, and what is printed. */
export const findingsSection = (report: RunReport): Html => {
  const findings = findingsOf(report)
  const entries = catalogueById(report)
  return html`<section id="findings"><h2>Findings</h2>${
    findings.length + report.verdict.leaks === 0
      ? html`<p class="empty">Nothing to report: every planned check that applies has passed.</p>`
      : html`<ol class="findings">${leaks(report)}${findings.map((finding) => item(finding, entries))}</ol>`
  }</section>`
}

const leaks = ({ leftovers }: RunReport) => {
  const leaked = leaksOf(leftovers)
  return (
    leaked.length > 0 &&
    html`<li class="f-failed"><div class="f-head"><span class="mark v-failed">${glyph('failed')}leaked</span></div>
<div class="f-body"><h3>${count(leaked.length, 'thing')} left behind</h3>${leaked
      .slice(0, MOST_NAMES)
      .map(({ kind, name, id }) => html`<p class="names">${kind} ${name} <code>${id}</code></p>`)}
<p class="names"><a href="#leaks">${leaked.length > MOST_NAMES ? `all ${leaked.length}` : 'more'}</a></p></div></li>`
  )
}

const item = (finding: Finding, entries: ReadonlyMap<string, CatalogueEntry>) => html`<li class="f-${finding.verdict}">
  <div class="f-head">${verdictMark(finding.verdict)}${!finding.must && html`<span class="tag">not a must</span>`}</div>
  <div class="f-body">
    <h3>${title(finding, entries)}</h3>
    ${names(finding)}
    ${reasons(finding).map(reason)}
  </div>
</li>`

const title = ({ kind, ids, verdict }: Finding, entries: ReadonlyMap<string, CatalogueEntry>) => {
  if (kind === 'phase') return ids.length === 1 ? `Phase ${ids[0]} ${verdict}` : count(ids.length, 'phase')
  return ids.length === 1 ? (entries.get(ids[0]!)?.title ?? ids[0]!) : count(ids.length, 'check')
}

const names = (finding: Finding) => {
  const shown = finding.ids.slice(0, MOST_NAMES).map((id) => html`<code>${id}</code> `)
  const rest = finding.ids.length - MOST_NAMES
  return html`<p class="names">${shown}${rest > 0 && `and ${rest} more `}in ${cellsOf(finding).map((cell) => {
    const first = finding.occurrences.find((occurrence) => occurrence.cell === cell)!
    return html`<a class="cell" href="${address(first)}">${cell.code}</a> `
  })}</p>`
}

/** The hash of a check opens it, that of a phase its cell. */
const address = ({ cell, at }: Occurrence) =>
  'check' in at ? `#${cell.code}/${encodeURIComponent(at.check.id)}` : `#cell-${cell.code}`

/** The same words from several cells are said once. */
const reasons = ({ occurrences }: Finding): Occurrence[][] =>
  [...Map.groupBy(occurrences, (occurrence) => occurrence.reason).values()].slice(0, MOST_REASONS)

const reason = (same: readonly Occurrence[]) => {
  const { at, reason: words } = same[0]!
  if (!('check' in at) || at.check.want === null) return html`<p class="reason">${words}</p>`
  const { want, got } = at.check
  const plain = words === `expected ${want}, got ${got}`
  return html`${!plain && html`<p class="reason">${words}</p>`}
    <dl class="versus"><dt>want</dt><dd>${want}</dd><dt>got</dt><dd>${got}</dd></dl>`
}
