import type { Settings } from '../core/plan.ts'
import { CONSTRAINTS } from './constraints.ts'
import type { Tuple } from './solver.ts'
import type { Constraint, Place, ResolvedAxis } from './types.ts'

/** A combination that a rule forbids, as small as it can be said. */
export interface Forbidden {
  rule: Constraint
  tuple: Tuple
  settings: Settings
  reason: string
}

/** Everything that the rules forbid of a stack on a cloud. Where the stack itself can't be deployed, only that. */
export const forbid = (
  place: Place,
  axes: readonly ResolvedAxis[],
  infrastructureApis: readonly string[],
): Forbidden[] => {
  const found: Forbidden[] = []
  for (const rule of CONSTRAINTS) {
    if (rule.axes.length > 0 && found.some(({ tuple }) => tuple.length === 0)) break
    found.push(...minimise(violations(rule, { ...place, axes, infrastructureApis }), axes))
  }
  return found
}

type Context = Place & { axes: readonly ResolvedAxis[]; infrastructureApis: readonly string[] }

const violations = (rule: Constraint, context: Context): Forbidden[] => {
  const indices = rule.axes.map((id) => context.axes.findIndex(({ axis }) => axis.id === id))
  return combinations(indices, context.axes).flatMap((tuple) => {
    const settings = settingsOf(tuple, context.axes)
    const whole = { ...context, settings }
    if (!rule.violated(whole)) return []
    return [{ rule, tuple, settings, reason: typeof rule.reason === 'string' ? rule.reason : rule.reason(whole) }]
  })
}

const combinations = (indices: readonly number[], axes: readonly ResolvedAxis[]): Tuple[] =>
  indices.reduce<Tuple[]>(
    (tuples, axis) =>
      tuples.flatMap((tuple) => axes[axis]!.values.map((_, value) => [...tuple, [axis, value] as const])),
    [[]],
  )

const settingsOf = (tuple: Tuple, axes: readonly ResolvedAxis[]): Settings =>
  Object.fromEntries(tuple.map(([axis, value]) => [axes[axis]!.axis.id, axes[axis]!.values[value]!.value]))

// Leaves out what makes no difference: an axis all whose values are forbidden together with the rest of a combination, and
// side axes that have one value anyway.
const minimise = (found: Forbidden[], axes: readonly ResolvedAxis[]): Forbidden[] => {
  for (const [axis, { values, axis: about }] of axes.entries()) {
    if (values.length < 2 && about.main) continue
    const groups = Map.groupBy(found, ({ tuple }) => JSON.stringify(tuple.filter(([at]) => at !== axis)))
    found = [...groups.values()].flatMap((group) =>
      group.length === values.length && canDo(group[0]!, axis, values.length)
        ? [without(group[0]!, axis, axes)]
        : group,
    )
  }
  return found
}

// What is said of one value alone must still be said of something.
const canDo = ({ tuple }: Forbidden, axis: number, size: number) =>
  tuple.some(([at]) => at === axis) && (size > 1 || tuple.length > 1)

const without = (one: Forbidden, axis: number, axes: readonly ResolvedAxis[]): Forbidden => {
  const tuple = one.tuple.filter(([at]) => at !== axis)
  return { ...one, tuple, settings: settingsOf(tuple, axes) }
}
