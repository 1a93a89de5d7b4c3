import { data } from './dom.js'

const form = document.getElementById('filters')

/** Shows the rows and columns that match; a row has to match in at least one column that is shown. */
export const applyFilters = () => {
  const wanted = readFilters()
  const columns = data.cells.map((cell) => cellMatches(cell, wanted))
  const cells = data.cells.filter((_, index) => columns[index])
  let rows = 0
  for (const row of document.querySelectorAll('#checks tr[data-check]')) {
    const shown = cells.length > 0 && checkMatches(row.dataset.check, cells, wanted)
    row.hidden = !shown
    rows += shown ? 1 : 0
  }
  for (const group of document.querySelectorAll('#checks tbody'))
    group.hidden = group.querySelector('tr[data-check]:not([hidden])') === null
  for (const cell of document.querySelectorAll('#checks [data-col]')) cell.hidden = !columns[cell.dataset.col]
  for (const row of document.querySelectorAll('#matrix [data-row]')) row.hidden = !columns[row.dataset.row]
  form.elements.matches.textContent = `${rows} checks × ${cells.length} cells`
  document.getElementById('no-match').hidden = rows > 0
}

const readFilters = () => {
  const values = new FormData(form)
  const axes = [...values].filter(([name, value]) => name.startsWith('axis:') && value !== '')
  return {
    text: String(values.get('text') ?? '')
      .trim()
      .toLowerCase(),
    verdicts: values.getAll('verdict'),
    axes: axes.map(([name, value]) => [name.slice('axis:'.length), value]),
    differences: values.get('differences') !== null,
  }
}

const cellMatches = (cell, { axes }) =>
  axes.every(([axis, value]) => String(cell.settings[axis] ?? cell[axis] ?? '') === value)

const checkMatches = (id, cells, { text, verdicts, differences }) => {
  const results = cells.map(({ results: of }) => of[id]).filter(Boolean)
  const seen = new Set(results.map(({ verdict }) => verdict))
  if (results.length === 0 || (differences && seen.size < 2)) return false
  if (verdicts.length > 0 && !verdicts.some((verdict) => seen.has(verdict))) return false
  const { title, area } = data.checks[id]
  return [id, title, area, ...results.map(({ reason }) => reason ?? '')].some((words) =>
    words.toLowerCase().includes(text),
  )
}

/** Filters while typing; a count of the header filters by its verdict. */
export const wireFilters = () => {
  form.addEventListener('input', applyFilters)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(applyFilters))
  for (const count of document.querySelectorAll('[data-only]'))
    count.addEventListener('click', () => {
      form.reset()
      for (const box of form.querySelectorAll('[name="verdict"]')) box.checked = box.value === count.dataset.only
      applyFilters()
      document.getElementById('checks').scrollIntoView()
    })
}
