import type { Check } from '../catalog/check.ts'
import type { CloudProfile, Demand, PlannedCloud, Settings, SettingValue } from '../core/plan.ts'
import type { Discovery, Stack, TreeFacts } from '../stacks/types.ts'

/** A stack on a cloud: all that axes and constraints may look at. */
export interface Place {
  stack: Stack
  profile: CloudProfile
}

/** What a stack must be like for a form of an axis, or a value of it, to be there. All that is named must hold. */
export interface StackCondition {
  /** The ClusterClass has these variables. */
  variables?: readonly string[]
  /** The stack has this addon chart. */
  addon?: string
  /** The stack has this addon chart and no switch for it. */
  addonAlwaysOn?: string
  noProvider?: boolean
  orcImage?: TreeFacts['orcImage']
  apiLoadBalancer?: boolean
  /** Value of the label that brings credentials into the cluster. */
  managedSecret?: string
}

/** Value of a ClusterClass variable, or how it follows from the place; undefined leaves the variable alone. */
export type VariableValue = string | number | boolean | object | ((place: Place) => unknown)

export interface AxisValue {
  value: SettingValue
  when?: StackCondition
  /** ClusterClass variables that realise the value; those that the class doesn't have are left out. */
  variables?: Readonly<Record<string, VariableValue>>
  /** Variables that have no effect with it and are left out. */
  drops?: readonly string[]
  /** Addon charts that it switches on. */
  addons?: readonly string[]
  /** What it needs of the cloud beyond the plain cluster. */
  takes?: Partial<Demand>
  /** Machines of yawol's flavor. */
  yawolMachines?: number
  /** World's seconds that it adds to the life of a cell. */
  seconds?: number
}

/** How an axis looks in some stacks. */
export interface AxisForm {
  when: StackCondition
  values: readonly AxisValue[]
  /** ClusterClass variable whose default is the default value; else it's the first. */
  defaultFrom?: string
}

export type AxisId =
  | 'apiEndpoint'
  | 'serviceLb'
  | 'controlPlanes'
  | 'workers'
  | 'credential'
  | 'ca'
  | 'image'
  | 'rootDisk'
  | 'serverGroup'
  | 'deletion'

export interface Axis {
  id: AxisId
  title: string
  /** Always part of a cell's id. */
  main?: boolean
  /** Stays at its default unless a filter names it: a cross-cutting setting that would multiply every matrix. */
  onRequest?: boolean
  /** The cloud alone decides it; its name in a cell's id says enough. */
  ofCloud?: boolean
  /** Takes any positive whole number that a filter names. */
  free?: boolean
  /** Text of a value in cell ids where it isn't the value itself: `cp` makes `cp3`. */
  prefix?: string
  /** Values are restricted to what the cloud's profile declares here. */
  offered?: (profile: CloudProfile) => readonly SettingValue[]
  /** The first that fits the stack. */
  forms: readonly AxisForm[]
}

/** An axis as it is for one stack on one cloud. */
export interface ResolvedAxis {
  axis: Axis
  values: readonly AxisValue[]
  default: SettingValue
}

/** A rule about what can't be combined. */
export interface Constraint {
  id: string
  /** The settings that it reads; none for rules about the stack itself. */
  axes: readonly AxisId[]
  violated(context: ConstraintContext): boolean
  reason: string | ((context: ConstraintContext) => string)
  source: string
}

export interface ConstraintContext extends Place {
  /** Only the settings that the constraint declares. */
  settings: Settings
  axes: readonly ResolvedAxis[]
  /** Versions of the OpenStack provider's API that the management cluster serves. */
  infrastructureApis: readonly string[]
}

export type Strategy = 'smoke' | 'pairwise' | 'full'

/** What to plan of all that is possible. Patterns know `*` and `?`. */
export interface PlanFilters {
  cells?: readonly string[]
  stacks?: readonly string[]
  clouds?: readonly string[]
  settings?: Readonly<Record<string, readonly SettingValue[]>>
}

/** What the plan needs to know of a check. */
export type CatalogEntry = Pick<Check, 'id' | 'area' | 'title' | 'severity' | 'inapplicable'>

export interface PlanInput {
  stacksDir: string
  discovered: Discovery
  clouds: readonly PlannedCloud[]
  strategy: Strategy
  filters?: PlanFilters
  /** `index` counts from 1. */
  shard?: { index: number; count: number }
  checks: readonly CatalogEntry[]
  infrastructureApis?: readonly string[]
}
