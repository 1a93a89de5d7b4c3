import { type Html, html } from '../markup/html.ts'
import type { NoteReport } from '../model/schema.ts'

export const notesList = (notes: readonly NoteReport[]): Html =>
  html`<ul class="notes">${notes.map(
    ({ t, level, text }) => html`<li class="${level}"><time>${t.slice(11, 19)}</time> ${text}</li>`,
  )}</ul>`
