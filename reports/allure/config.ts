import type { CellReport, RunReport } from '../model/schema.ts'
import { settingsText, titleOf, varyingAxes } from '../model/words.ts'

/** Allure allows no more. */
const NAME_LENGTH = 64

/** An Allure configuration without functions; `renderConfig` adds the matchers. */
export interface AllureConfig {
  name: string
  output: string
  hideLabels: string[]
  environments: { id: string; cell: string; name: string; variables: Record<string, string> }[]
  plugins: Record<string, unknown>
  categories: { rules: unknown[] }
  resolutions: { rules: unknown[] }
}

export const allureConfig = (report: RunReport, output: string): AllureConfig => ({
  name: titleOf(report),
  output,
  hideLabels: ['env', 'feature', 'framework', 'layer'],
  environments: report.cells.map((cell) => environmentOf(report, cell)),
  plugins: {
    awesome: { options: { reportName: titleOf(report), groupBy: ['epic'], singleFile: true, reportLanguage: 'en' } },
  },
  categories: { rules: CATEGORY_RULES },
  resolutions: {
    rules: [{ resolution: 'accepted', messageRegexp: '^known issue', comment: 'A known issue, see its message' }],
  },
})

/** An `allurerc.mjs` that needs no import, so that anyone can generate the report again. */
export const renderConfig = ({ environments, ...config }: AllureConfig): string =>
  [
    `const cells = ${JSON.stringify(environments, null, 2)}`,
    'const labelled = (cell) => ({ labels }) => labels.some(({ name, value }) => name === "env" && value === cell)',
    'const environment = ({ id, cell, name, variables }) => [id, { name, variables, matcher: labelled(cell) }]',
    'export default {',
    `  ...${JSON.stringify(config, null, 2)},`,
    '  environments: Object.fromEntries(cells.map(environment)),',
    '}',
    '',
  ].join('\n')

const environmentOf = (report: RunReport, cell: CellReport) => {
  const settings = settingsText(cell, varyingAxes(report))
  const name = `${cell.code} ${settings === '' ? cell.stack : settings}`.replaceAll(/[/\\]/g, '-')
  return {
    id: cell.code,
    cell: cell.id,
    name: name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name,
    variables: {
      cell: cell.id,
      stack: cell.stack,
      kubernetes: cell.kubernetes,
      cloud: cell.cloud,
      cluster: cell.cluster,
      ...Object.fromEntries(Object.entries(cell.settings).map(([axis, value]) => [axis, String(value)])),
    },
  }
}

const rule = (name: string, verdict: string, expand: boolean, groupBy: unknown[]) => ({
  name,
  matchers: { labels: { verdict } },
  expand,
  groupBy,
  groupByMessage: false,
})

const CATEGORY_RULES = [
  rule('Broken promises', 'failed', true, ['severity']),
  rule('Aborted: no verdict', 'aborted', true, []),
  rule('Blocked by something else', 'blocked', false, []),
  rule('Known issues', 'known-issue', false, []),
  rule('Not applicable', 'not-applicable', false, []),
]
