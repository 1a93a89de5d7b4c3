import type { SettingValue } from '../core/plan.ts'
import type { Stack } from '../stacks/types.ts'
import { pick } from '../stacks/yaml.ts'
import { AXES } from './axes.ts'
import type { Axis, AxisForm, AxisValue, Place, PlanFilters, ResolvedAxis, StackCondition } from './types.ts'

/** The axes of a stack on a cloud with the values that they can have there, before any constraint. */
export const resolveAxes = ({ stack, profile }: Place, wanted: PlanFilters['settings'] = {}): ResolvedAxis[] =>
  AXES.map((axis) => {
    const form = axis.forms.find(({ when }) => fits(stack, when))!
    const possible = form.values.filter((value) => value.when === undefined || fits(stack, value.when))
    const allowed = inSchema(stack, form, possible)
    const offered = axis.offered?.(profile)
    const values = offered === undefined ? allowed : allowed.filter(({ value }) => offered.includes(value))
    const fallback = defaultOf(stack, form)
    return { axis, values: restrict(axis, values, fallback, wanted[axis.id]), default: fallback }
  })

/** Whether a stack is like that. */
export const fits = (stack: Stack, condition: StackCondition): boolean =>
  (Object.keys(condition) as (keyof StackCondition)[]).every((key) => TESTS[key](stack, condition[key] as never))

const TESTS: { [K in keyof Required<StackCondition>]: (stack: Stack, wanted: Required<StackCondition>[K]) => boolean } =
  {
    variables: (stack, names) => names.every((name) => hasVariable(stack, name)),
    addon: (stack, name) => stack.addons.some(({ chart }) => chart === name),
    addonAlwaysOn: (stack, name) => stack.addons.some(({ chart, condition }) => chart === name && condition === null),
    noProvider: (stack, wanted) => stack.expectations.noProvider === wanted,
    orcImage: (stack, wanted) => stack.facts.orcImage === wanted,
    apiLoadBalancer: (stack, wanted) => stack.clusterClass.apiLoadBalancer === wanted,
    managedSecret: (stack, wanted) => pick(stack.expectations.clusterLabels, ['managed-secret']) === wanted,
  }

/** Whether the ClusterClass of a stack has a variable. */
export const hasVariable = (stack: Stack, name: string): boolean =>
  stack.clusterClass.variables.some((variable) => variable.name === name)

// A class whose schema lists the values decides itself which there are.
const inSchema = (stack: Stack, { defaultFrom }: AxisForm, values: readonly AxisValue[]): readonly AxisValue[] => {
  const allowed = stack.clusterClass.variables.find(({ name }) => name === defaultFrom)?.enum
  return allowed === undefined ? values : values.filter(({ value }) => allowed.includes(value))
}

const defaultOf = (stack: Stack, { defaultFrom, values }: AxisForm): SettingValue => {
  const declared = stack.clusterClass.variables.find(({ name }) => name === defaultFrom)?.default
  return values.find(({ value }) => value === declared)?.value ?? values[0]!.value
}

const restrict = (
  axis: Axis,
  values: readonly AxisValue[],
  fallback: SettingValue,
  wanted?: readonly SettingValue[],
): readonly AxisValue[] => {
  if (wanted === undefined) return axis.onRequest ? values.filter(({ value }) => value === fallback) : values
  if (axis.free) return wanted.map((value) => ({ ...values[0]!, value: Number(value) }))
  const names = wanted.map(String)
  return values.filter(({ value }) => names.includes(String(value)))
}
