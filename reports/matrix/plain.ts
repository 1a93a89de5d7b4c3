import { type Html, html } from '../markup/html.ts'

/** A list of names and values. */
export const definitions = (entries: Record<string, string | number | Html>): Html =>
  html`<dl class="defs">${Object.entries(entries).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`

/** Any value as text: strings as they are, everything else as JSON. */
export const plainText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** A table with a heading for each column; columns whose name starts with `#` hold numbers. */
export const table = (
  columns: readonly string[],
  rows: readonly (readonly (string | number | Html | null)[])[],
): Html => {
  const numeric = columns.map((column) => column.startsWith('#'))
  const className = (i: number) => (numeric[i] ? 'num' : '')
  return html`<div class="scroll"><table class="plain"><thead><tr>${columns.map(
    (column, i) => html`<th scope="col" class="${className(i)}">${column.replace('#', '')}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((value, i) => html`<td class="${className(i)}">${value}</td>`)}</tr>`,
  )}</tbody></table></div>`
}
