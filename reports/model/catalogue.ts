import { AREAS } from '../../lib/catalog/check.ts'
import type { Plan, PlannedCheck } from '../../lib/core/plan.ts'
import type { CatalogueEntry, CellReport } from './schema.ts'
import { countVerdicts } from './verdicts.ts'

/** Where the page of a check is, from the root of the repository. */
export const docsOf = (check: string): string => `docs/checks/${check}.md`

/** Every check that was planned for any cell, in the order of areas, with its verdicts over all cells. */
export const catalogueOf = (plan: Plan, cells: readonly CellReport[]): CatalogueEntry[] => {
  const checks = new Map<string, PlannedCheck>()
  for (const check of plan.cells.flatMap((cell) => cell.checks)) if (!checks.has(check.id)) checks.set(check.id, check)
  const results = Map.groupBy(
    cells.flatMap((cell) => cell.checks),
    ({ id }) => id,
  )
  return [...checks.values()]
    .map(({ id, area, title, severity }) => ({
      id,
      area,
      title,
      severity,
      why: plan.catalogue?.[id]?.why ?? null,
      source: plan.catalogue?.[id]?.source ?? null,
      docs: docsOf(id),
      counts: countVerdicts(results.get(id) ?? []),
    }))
    .sort((a, b) => areaRank(a.area) - areaRank(b.area))
}

/** The areas of some checks in the order of the catalogue; those that it does not know come last. */
export const areasOf = (catalogue: readonly CatalogueEntry[]): string[] => [
  ...new Set(catalogue.map(({ area }) => area)),
]

const areaRank = (area: string) => {
  const rank = (AREAS as readonly string[]).indexOf(area)
  return rank < 0 ? AREAS.length : rank
}

/** Every axis of the plan with the values that its cells have, in order of appearance. */
export const axesOf = (plan: Plan): { id: string; values: string[] }[] => {
  const axes = new Map<string, Set<string>>()
  for (const [axis, value] of plan.cells.flatMap(({ settings }) => Object.entries(settings)))
    axes.set(axis, (axes.get(axis) ?? new Set()).add(String(value)))
  return [...axes].map(([id, values]) => ({ id, values: [...values] }))
}

/** Entries by the id of their check; there is one for every check of every cell. */
export const catalogueById = ({ catalogue }: { catalogue: readonly CatalogueEntry[] }): Map<string, CatalogueEntry> =>
  new Map(catalogue.map((entry) => [entry.id, entry]))
