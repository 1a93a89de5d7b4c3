import { followHash, openAt, wireDrawer } from './drawer.js'
import { applyFilters, wireFilters } from './filter.js'
import { wireTheme } from './theme.js'

document.addEventListener('click', (event) => {
  const at = event.target.closest('[data-at]')?.dataset.at
  if (at !== undefined) openAt(at)
})
addEventListener('hashchange', followHash)
addEventListener('beforeprint', () => {
  for (const chapter of document.querySelectorAll('details.cell, details.rule')) chapter.open = true
})
wireTheme()
wireDrawer()
wireFilters()
applyFilters()
followHash()
document.documentElement.dataset.ready = 'true'
