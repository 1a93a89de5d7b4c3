import { data, el, glyphOf, wordOf } from './dom.js'

const ORDER = ['aborted', 'failed', 'blocked', 'known-issue', 'passed', 'not-applicable']

/** The checks of one area in one cell, worst first. */
export const areaList = (cell, area) =>
  el(
    'ul',
    { class: 'arealist' },
    checksOfArea(cell, area).map((id) => {
      const { verdict, reason } = cell.results[id]
      return el(
        'li',
        {},
        el(
          'a',
          { href: `#${cell.code}/${encodeURIComponent(id)}` },
          glyphOf(verdict),
          el(
            'span',
            {},
            el('b', {}, data.checks[id].title),
            el('small', {}, `${id}: ${wordOf(verdict)}${reason ? `. ${reason}` : ''}`),
          ),
        ),
      )
    }),
  )

/** The worst verdict of an area in a cell. */
export const worstOfArea = (cell, area) => cell.results[checksOfArea(cell, area)[0]].verdict

const checksOfArea = (cell, area) =>
  Object.keys(cell.results)
    .filter((id) => data.checks[id].area === area)
    .sort((a, b) => rankOf(cell, a) - rankOf(cell, b))

const rankOf = (cell, id) => ORDER.indexOf(cell.results[id].verdict)
