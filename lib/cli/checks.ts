import { CHECKS } from '../../suites/checks/index.ts'
import type { Check } from '../catalog/check.ts'
import { StackproofError } from '../core/errors.ts'
import { nearest } from '../core/nearest.ts'

/** Lists the catalogue, or explains one check. */
export const checks = async (id: string | undefined, { json = false }: { json?: boolean }): Promise<number> => {
  const chosen = id === undefined ? CHECKS : [checkOf(id)]
  const text = id === undefined ? list(chosen) : explain(chosen[0]!)
  console.log(json ? JSON.stringify({ checks: chosen.map(data) }, null, 2) : text)
  return 0
}

/** The check of an id; throws `E_USAGE` with the nearest one. */
export const checkOf = (id: string): Check => {
  const found = CHECKS.find((check) => check.id === id)
  if (found !== undefined) return found
  const near = nearest(
    id,
    CHECKS.map((check) => check.id),
  )
  throw new StackproofError(
    'E_USAGE',
    `Expected the id of a check, got ${id}${near === undefined ? '' : `; did you mean ${near}?`}`,
    {
      hint: 'stackproof checks lists them all',
    },
  )
}

const data = ({ run: _, ...rest }: Check) => rest

const list = (chosen: readonly Check[]): string =>
  [...Map.groupBy(chosen, ({ area }) => area)]
    .map(([area, own]) =>
      [area, ...own.map(({ id, title, severity }) => `  ${id.padEnd(28)} ${severity.padEnd(6)} ${title}`)].join('\n'),
    )
    .join('\n')

const explain = ({ id, title, area, severity, why, source, faults, inapplicable, interval }: Check): string =>
  [
    `${id}  (${area}, ${severity})`,
    `  ${title}.`,
    `  Why: ${why}`,
    `  Source: ${source}`,
    `  Time limit: ${interval}`,
    ...inapplicable.map(({ reason }) => `  Does not apply where ${reason}.`),
    `  Proven to fail on: ${faults.join(', ')}`,
  ].join('\n')
