import type { Expectations, PlannedCheck, Settings } from '../core/plan.ts'
import type { Check, Inapplicable } from './check.ts'

type Entry = Pick<Check, 'id' | 'area' | 'title' | 'severity' | 'inapplicable'>

/** What decides whether a check applies: what is declared, never what is found. */
export interface Declared {
  settings: Settings
  expectations: Expectations
  provider: string
}

/** Why a check does not apply to a cell; undefined where it does. The first rule that matches gives the reason. */
export const whyNot = (check: Pick<Check, 'inapplicable'>, cell: Declared): string | undefined =>
  check.inapplicable.find((rule) => matches(rule, cell))?.reason

/** Plans checks for cells; cells that are alike in what applies share one list. */
export const checkPlanner = (checks: readonly Entry[]): ((cell: Declared) => readonly PlannedCheck[]) => {
  const lists = new Map<string, readonly PlannedCheck[]>()
  return (cell) => {
    const reasons = checks.map((check) => whyNot(check, cell))
    const key = JSON.stringify(reasons)
    const list = lists.get(key) ?? checks.map((check, index) => planned(check, reasons[index]))
    lists.set(key, list)
    return list
  }
}

const planned = ({ id, area, title, severity }: Entry, notApplicable: string | undefined): PlannedCheck => ({
  id,
  area,
  title,
  severity,
  ...(notApplicable !== undefined && { notApplicable }),
})

// All that a rule names must hold; a rule that names nothing never matches.
const matches = ({ settings, expectation, provider }: Inapplicable, cell: Declared): boolean => {
  const parts = [
    settings && Object.entries(settings).every(([axis, values]) => values.includes(cell.settings[axis]!)),
    expectation && at(cell.expectations, expectation.path) === expectation.equals,
    provider?.includes(cell.provider),
  ].filter((part) => part !== undefined)
  return parts.length > 0 && parts.every(Boolean)
}

const at = (data: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      data,
    )
