import { chart } from './chart.js'
import { data, el, glyphOf, wordOf } from './dom.js'
import { duration, moment, short } from './format.js'
import { waitBox } from './waits.js'

/** Everything about one check in one cell. */
export const detail = (cell, id) => {
  const check = data.checks[id]
  const result = cell.results[id]
  return [
    chapter('Across the cells', strip(cell, id)),
    result.reason && !saidByWant(result) && chapter('Reason', el('p', { class: 'reason' }, result.reason)),
    result.error?.hint && el('p', { class: 'hint' }, result.error.hint),
    result.want && chapter('Want and got', versus(result)),
    check.why &&
      chapter('Why it matters', el('p', {}, check.why), check.source && el('p', { class: 'd-where' }, check.source)),
    result.evidence && chapter('Evidence', el('ul', { class: 'files' }, result.evidence.map(file))),
    result.metrics && chapter('Measured', result.metrics.map(metric)),
    result.waits && chapter('Waited for', result.waits.map(waitBox)),
    result.error && errorText(result) && chapter('Error', el('pre', {}, errorText(result))),
    chapter('When', el('p', {}, when(result))),
    chapter(
      'Run it again',
      el('pre', {}, `stackproof ${data.stamp ? 'rehearse' : 'run'} --cell '${cell.id}' --check ${id}`),
    ),
    el('p', {}, el('a', { href: check.docs }, `About ${id}`)),
  ]
}

const chapter = (title, ...content) => el('section', {}, el('h3', {}, title), ...content)

const strip = (current, id) =>
  el(
    'ul',
    { class: 'strip' },
    data.cells
      .filter(({ results }) => results[id])
      .map((cell) => {
        const { verdict } = cell.results[id]
        const here = cell === current ? 'true' : undefined
        const label = `${cell.code}: ${wordOf(verdict)}`
        const href = `#${cell.code}/${encodeURIComponent(id)}`
        return el(
          'li',
          {},
          el('a', { href, 'aria-current': here, 'aria-label': label, title: label }, glyphOf(verdict), cell.code),
        )
      }),
  )

const versus = ({ want, got }) =>
  el(
    'dl',
    { class: 'versus large' },
    el('dt', {}, 'want'),
    el('dd', {}, want),
    el('dt', {}, 'got'),
    el('dd', {}, got ?? ''),
  )

/** Evidence lies in the run folder, this page in its `reports`. */
const file = ({ name, path, contentType }) =>
  el('li', {}, el('a', { href: `../${path.split('/').map(encodeURIComponent).join('/')}` }, name), ` ${contentType}`)

const metric = (item) =>
  el(
    'div',
    {},
    el('p', {}, el('code', {}, item.key), ` ${short(item.value)} ${item.unit}`),
    item.series?.length > 1 && chart(item),
  )

const saidByWant = ({ reason, want, got }) => reason === `expected ${want}, got ${got}`

/** What an error has to say that the page does not say elsewhere. */
const errorText = ({ reason, error }) => {
  const rest = Object.entries(error.details ?? {}).filter(([key]) => !['want', 'got', 'timeline'].includes(key))
  const message = error.message === reason ? [] : [`${error.code}: ${error.message}`]
  return [...message, ...rest.map(([key, value]) => `${key}: ${JSON.stringify(value, null, 2)}`)].join('\n')
}

const when = ({ origin, startedAt, durationMs, attempts, carriedFrom }) => {
  if (origin === 'plan') return 'Not run: the plan knew that it does not apply.'
  if (startedAt === undefined) return 'It was never begun.'
  const again = attempts > 1 ? `, attempt ${attempts}` : ''
  const took = durationMs === undefined ? ', without an end' : `, took ${duration(durationMs)}`
  const carried =
    carriedFrom === undefined ? '' : ` Carried over from ${moment(carriedFrom)}, an earlier start of this run.`
  return `Began at ${moment(startedAt)}${took}${again}.${carried}`
}
