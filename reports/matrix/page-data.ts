import { visible } from '../markup/html.ts'
import type { CheckReport, RunReport } from '../model/schema.ts'
import { settingsText, varyingAxes } from '../model/words.ts'

/** What the page's script shows when a check is opened, without what is empty; keys are those of `report.json`. */
export const pageData = (report: RunReport): object => ({
  run: report.run.id,
  stamp: report.run.stamp,
  checks: Object.fromEntries(
    report.catalogue.map(({ id, title, why, source, area, severity, docs }) => [
      id,
      { title, why, source, area, severity, docs },
    ]),
  ),
  cells: report.cells.map(({ code, id, stack, kubernetes, cloud, settings, checks }, i) => ({
    code,
    id,
    stack,
    kubernetes,
    cloud,
    settings,
    words: settingsText(report.cells[i]!, varyingAxes(report)),
    results: Object.fromEntries(checks.map((check) => [check.id, slim(check)])),
  })),
})

/** JSON that can stand in a script element. */
export const scriptJson = (value: unknown): string =>
  visible(JSON.stringify(value, visibleStrings)).replaceAll('<', '\\u003c')

const visibleStrings = (_key: string, value: unknown) => (typeof value === 'string' ? visible(value) : value)

const slim = ({ id: _id, area: _area, severity: _severity, ...rest }: CheckReport) =>
  Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
