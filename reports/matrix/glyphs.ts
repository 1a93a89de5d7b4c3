import type { Verdict } from '../../lib/core/verdict.ts'
import { type Html, html, trusted } from '../markup/html.ts'

/** A shape for each verdict, so that none depends on its colour; what needs no attention is drawn quietly. */
const SHAPES: Record<Verdict, string> = {
  passed: '<path d="M3.2 8.6 6.6 12 12.9 4.6" class="stroke"/>',
  failed: '<rect x="1.5" y="1.5" width="13" height="13" rx="2"/><path d="m5 5 6 6m0-6-6 6" class="cut"/>',
  aborted: '<path d="M8 .9 15.6 14.6H.4z"/><path d="M8 5.6v4.2m0 2.1v.2" class="cut"/>',
  blocked: '<circle cx="8" cy="8" r="6.2" class="ring"/><path d="m3.7 12.3 8.6-8.6" class="ring"/>',
  'known-issue': '<path d="M8 .8 15.2 8 8 15.2.8 8z"/><path d="M4.7 9c1.1-2 2.2-2 3.3-1s2.2 1 3.3-1" class="cut"/>',
  'not-applicable': '<path d="M4 8h8" class="stroke"/>',
}

/** The shapes, once per page. */
export const glyphSheet = (): Html =>
  html`<svg width="0" height="0" class="sheet" aria-hidden="true">${Object.entries(SHAPES).map(
    ([verdict, shape]) => html`<symbol id="g-${verdict}" viewBox="0 0 16 16">${trusted(shape)}</symbol>`,
  )}</svg>`

/** The sign of a verdict, without words: only beside its name, or in something that is labelled. */
export const glyph = (verdict: Verdict): Html =>
  html`<svg class="glyph v-${verdict}" aria-hidden="true"><use href="#g-${verdict}"/></svg>`

/** The sign and the name. */
export const verdictMark = (verdict: Verdict): Html =>
  html`<span class="mark v-${verdict}">${glyph(verdict)}${verdictWord(verdict)}</span>`

/** `known issue`, `not applicable`. */
export const verdictWord = (verdict: Verdict): string => verdict.replace('-', ' ')
