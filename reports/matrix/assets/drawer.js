import { areaList, worstOfArea } from './area-list.js'
import { detail } from './detail.js'
import { data, el, glyphOf, wordOf } from './dom.js'

const drawer = document.getElementById('drawer')
const AREA = 'area:'

/** Shows what the address asks for: a check or an area of a cell, or nothing. */
export const followHash = () => {
  const target = parse(decodeURIComponent(location.hash.slice(1)))
  for (const open of document.querySelectorAll('[aria-current="true"][data-at]')) open.removeAttribute('aria-current')
  if (target === undefined) {
    drawer.close()
    openChapter()
    return
  }
  show(target)
  if (!drawer.open) drawer.showModal()
  drawer.querySelector('h2').focus({ preventScroll: true })
  document
    .querySelector(`[data-at="${CSS.escape(`${target.cell.code}/${target.what}`)}"]`)
    ?.setAttribute('aria-current', 'true')
}

/** Opens the drawer for `c03/lb.udp` or `c03/area:storage`. */
export const openAt = (at) => {
  location.hash = at.split('/').map(encodeURIComponent).join('/')
}

const parse = (hash) => {
  const slash = hash.indexOf('/')
  const cell = data.cells.find(({ code }) => code === hash.slice(0, slash))
  const what = hash.slice(slash + 1)
  const known = what.startsWith(AREA) ? data.cells.length > 0 : cell?.results[what] !== undefined
  return slash > 0 && cell !== undefined && known ? { cell, what } : undefined
}

/** A link to a cell opens its chapter. */
const openChapter = () => {
  const chapter = location.hash.startsWith('#cell-') && document.getElementById(location.hash.slice(1))
  if (!chapter) return
  chapter.open = true
  chapter.scrollIntoView()
}

const show = ({ cell, what }) => {
  const isArea = what.startsWith(AREA)
  const area = what.slice(AREA.length)
  const verdict = isArea ? worstOfArea(cell, area) : cell.results[what].verdict
  const check = data.checks[what]
  const where = [cell.code, cell.stack, cell.kubernetes, cell.cloud, cell.words].filter(Boolean)
  drawer.replaceChildren(
    el(
      'div',
      { class: 'd-head' },
      bar(cell, what, verdict),
      el('h2', { id: 'drawer-title', tabindex: '-1' }, isArea ? area : check.title),
      el('p', { class: 'd-where' }, where.join(' · ')),
      isArea || el('p', { class: 'd-where' }, el('code', {}, what), ' ', el('span', { class: 'tag' }, check.severity)),
    ),
    el('div', { class: 'd-body' }, isArea ? areaList(cell, area) : detail(cell, what)),
  )
  drawer.scrollTop = 0
}

const bar = (cell, what, verdict) => {
  const [before, after] = neighbours(cell, what)
  return el(
    'div',
    { class: 'd-bar' },
    el(
      'span',
      { class: `mark v-${verdict}` },
      glyphOf(verdict),
      wordOf(verdict),
      data.stamp && el('span', { class: 'tag' }, data.stamp),
    ),
    step('‹', 'Previous cell (left arrow)', before, what),
    step('›', 'Next cell (right arrow)', after, what),
    button('✕', 'Close (Escape)', () => drawer.close()),
  )
}

const step = (sign, label, cell, what) => {
  const control = button(sign, label, () => openAt(`${cell.code}/${what}`))
  control.disabled = cell === undefined
  return control
}

const button = (sign, label, action) => {
  const control = el('button', { type: 'button', 'aria-label': label, title: label }, sign)
  control.addEventListener('click', action)
  return control
}

const neighbours = (cell, what) => {
  const having = data.cells.filter(({ results }) => what.startsWith(AREA) || results[what])
  const at = having.indexOf(cell)
  return [having[at - 1], having[at + 1]]
}

/** Left and right go to the same check of the neighbours; a click beside the drawer closes it. */
export const wireDrawer = () => {
  drawer.addEventListener('close', () => {
    if (location.hash.includes('/')) history.replaceState(null, '', `${location.pathname}${location.search}`)
  })
  drawer.addEventListener('click', (event) => event.target === drawer && drawer.close())
  drawer.addEventListener('keydown', ({ key }) => {
    const index = ['ArrowLeft', 'ArrowRight'].indexOf(key)
    if (index >= 0) drawer.querySelectorAll('.d-bar button')[index].click()
  })
}
