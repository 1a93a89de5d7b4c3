import { type Html, html } from '../markup/html.ts'
import { count } from '../model/exit-code.ts'
import type { RunReport } from '../model/schema.ts'
import { table } from './plain.ts'

type Exclusion = RunReport['exclusions'][number]

/** What was not run, and why: every stack that was found is in a cell or here. */
export const exclusionsSection = (report: RunReport): Html => {
  const rules = [...Map.groupBy(report.exclusions, ({ rule }) => rule)].sort((a, b) => b[1].length - a[1].length)
  const broken = report.stacks.filter(({ problem }) => problem !== null)
  return html`<section id="exclusions"><h2>What was not run, and why</h2>
${rules.length === 0 && html`<p class="empty">Nothing was excluded.</p>`}
${rules.map(([rule, items]) => ruleItem(rule, items))}
${
  broken.length > 0 &&
  html`<h3>Stacks that could not be read</h3>${table(
    ['stack', 'problem'],
    broken.map(({ id, problem }) => [id, problem]),
  )}`
}
<h3>Stacks</h3>
${table(
  ['stack', 'Kubernetes', 'era', 'layout', '#cells'],
  report.stacks.map(({ id, kubernetes, era, layout, cells }) => [id, kubernetes, era, layout, cells]),
)}</section>`
}

const ruleItem = (rule: string, items: readonly Exclusion[]) => {
  const reasons = [...new Set(items.map(({ reason }) => reason))]
  return html`<details class="rule"><summary><code>${rule}</code> <span class="what">${reasons[0]}${reasons.length > 1 && html` <small>and ${count(reasons.length - 1, 'other reason')}</small>`}</span> <span class="num">${items.length}</span></summary>
${table(
  ['stack', 'cloud', 'settings', 'reason', 'source'],
  items.map(({ stack, cloud, settings, reason, source }) => [stack, cloud, settingsOf(settings), reason, source]),
)}</details>`
}

const settingsOf = (settings: Exclusion['settings']) =>
  Object.entries(settings)
    .map(([axis, value]) => `${axis} ${value}`)
    .join(', ') || 'every combination'
