const KEY = 'stackproof-theme'

/** Light or dark as the reader's system wants it, until they choose. */
export const wireTheme = () => {
  set(stored())
  document.getElementById('theme').addEventListener('click', () => {
    const now =
      document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
    set(now === 'dark' ? 'light' : 'dark')
  })
}

const set = (theme) => {
  if (theme === null) return
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A page that was opened as a file may have no storage: then the choice lasts as long as the page.
  }
}

const stored = () => {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
