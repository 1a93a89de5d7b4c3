import type { Expectations, PlannedCell, PlannedCheck, PlannedCloud, PlannedStack, Settings } from '../core/plan.ts'
import type { Stack } from '../stacks/types.ts'
import { cellId } from './cell-id.ts'
import { demandOf } from './demand.ts'
import { estimateSeconds } from './estimate.ts'
import type { Assignment } from './solver.ts'
import type { AxisValue, ResolvedAxis } from './types.ts'
import { variablesOf } from './variables.ts'

/** A cell without its place in the plan. */
export type Cell = Omit<PlannedCell, 'index'>

/** Makes a chosen combination into a cell. */
export const makeCell = (
  stack: Stack,
  { name: cloud, profile }: PlannedCloud,
  axes: readonly ResolvedAxis[],
  assignment: Assignment,
  plannedStack: PlannedStack,
  checksFor: (cell: { settings: Settings; expectations: Expectations; provider: string }) => readonly PlannedCheck[],
): Cell => {
  const place = { stack, profile }
  const chosen = new Map(axes.map(({ axis, values }, index) => [axis.id as string, values[assignment[index]!]!]))
  const settings = Object.fromEntries([...chosen].map(([id, { value }]) => [id, value]))
  const values = [...chosen.values()]
  const expectations = expectationsWith(stack, values)
  const checks = checksFor({ settings, expectations, provider: stack.provider })
  return {
    id: cellId(stack.slug, axes, settings, cloud),
    stack: plannedStack,
    cloud,
    settings,
    variables: variablesOf(place, values),
    expectations,
    checks,
    demand: demandOf(place, chosen),
    estimateSeconds: estimateSeconds(values, checks.filter(({ notApplicable }) => notApplicable === undefined).length),
  }
}

/** A stack as plans hold it. */
export const plannedStack = ({
  id,
  dir,
  provider,
  name,
  kubernetes,
  era,
  layout,
  clusterClass,
}: Stack): PlannedStack => ({
  id,
  dir,
  provider,
  name,
  kubernetes,
  era,
  layout,
  infrastructureApi: clusterClass.infrastructureApi,
})

// Addons behind a switch are expected where a setting turns it.
const expectationsWith = ({ expectations, addons }: Stack, values: readonly AxisValue[]): Expectations => {
  const switched = new Set(values.flatMap((value) => value.addons ?? []))
  const more = addons.filter(({ chart, enabled }) => !enabled && switched.has(chart))
  if (more.length === 0) return expectations
  return {
    ...expectations,
    addons: { ...expectations.addons, ...Object.fromEntries(more.map(({ chart, version }) => [chart, version])) },
  }
}
