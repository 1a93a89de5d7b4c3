import { readFileSync } from 'node:fs'

const SCRIPTS = ['dom', 'format', 'chart', 'waits', 'detail', 'area-list', 'drawer', 'filter', 'theme', 'main']
const STYLES = ['base', 'header', 'findings', 'tables', 'areas', 'grid', 'filters', 'time', 'cells', 'drawer', 'print']

/** All style sheets as one. */
export const pageStyle = (): string => STYLES.map((name) => read(`${name}.css`)).join('\n')

/** All scripts as one module: each declares names that no other has, so their imports and exports are left out. */
export const pageScript = (): string =>
  SCRIPTS.map((name) =>
    read(`${name}.js`)
      .replaceAll(/^import .*\n/gm, '')
      .replaceAll(/^export /gm, ''),
  ).join('\n')

const read = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
