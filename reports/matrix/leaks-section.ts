import { formatDuration } from '../../lib/core/duration.ts'
import { type Html, html } from '../markup/html.ts'
import { count } from '../model/exit-code.ts'
import type { LeftoverReport, ResourceReport, RunReport } from '../model/schema.ts'
import { glyph } from './glyphs.ts'
import { table } from './plain.ts'

const MOST_ROWS = 200

/** What was found left behind, and what the ledger says was made and never seen to go. */
export const leaksSection = (report: RunReport): Html => {
  const { leftovers, ledger } = report
  return html`<section id="leaks"><h2>What was made, what is left</h2>
<p class="verdict-line">${report.verdict.leaks > 0 ? glyph('failed') : glyph('passed')} ${
    report.verdict.leaks > 0
      ? `${count(report.verdict.leaks, 'thing')} left behind`
      : 'The audits found nothing left behind'
  }. The ledger announced ${ledger.intents}, saw ${ledger.created} created, attributed ${ledger.attributed} made by controllers and proved ${ledger.gone} gone.</p>
${leftovers.length > 0 && leftoverTable(report, leftovers)}
${
  ledger.byKind.length > 0 &&
  html`<h3>By kind</h3>${table(
    ['kind', '#made', '#gone', '#open'],
    ledger.byKind.map(({ kind, made, gone, open }) => [kind, made, gone, open]),
  )}`
}
${resources(report, 'Made, and not seen to go', ledger.open)}
${resources(report, 'Announced, without an answer: may or may not exist', ledger.unanswered)}</section>`
}

export const leftoverTable = ({ cells }: RunReport, leftovers: readonly LeftoverReport[]): Html =>
  table(
    ['state', 'kind', 'name', 'id', 'cell', 'whose, by', '#age', 'since'],
    leftovers.map(({ state, kind, name, id, cell, rule, ageMs, reapedBy }) => [
      html`<b class="s-${state}">${state}</b>`,
      kind,
      name,
      html`<code>${id}</code>`,
      cells.find(({ id }) => id === cell)?.code ?? cell ?? '',
      rule,
      formatDuration(ageMs),
      reapedBy === null ? '' : `removed by the ${reapedBy}`,
    ]),
  )

const resources = ({ cells }: RunReport, title: string, items: readonly ResourceReport[]) =>
  items.length > 0 &&
  html`<details class="more"><summary>${title}: ${items.length}</summary>${table(
    ['kind', 'name', 'id', 'cell', 'where', 'from'],
    items
      .slice(0, MOST_ROWS)
      .map(({ kind, name, id, cell, scope, origin }) => [
        kind,
        name,
        html`<code>${id ?? 'unknown'}</code>`,
        cells.find((known) => known.id === cell)?.code ?? cell ?? '',
        scope,
        origin,
      ]),
  )}${items.length > MOST_ROWS && html`<p>… and ${items.length - MOST_ROWS} more in report.json</p>`}</details>`
