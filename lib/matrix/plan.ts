import { checkPlanner } from '../catalog/applicability.ts'
import { digest } from '../core/ids.ts'
import type { Exclusion, Plan, PlannedCell, PlannedCloud } from '../core/plan.ts'
import type { BrokenStack, Discovery, PassedOver, Stack } from '../stacks/types.ts'
import { type Cell, makeCell, plannedStack } from './cells.ts'
import { checkFilters, keep } from './filters.ts'
import { type Forbidden, forbid } from './forbid.ts'
import { resolveAxes } from './resolve-axes.ts'
import { schedule } from './schedule.ts'
import { shardOf } from './shard.ts'
import { chooser } from './strategies.ts'
import type { PlanInput } from './types.ts'

/** What the providers that a run installs serve: v1alpha7 up to v0.11, v1beta1 since v0.10. */
const INFRASTRUCTURE_APIS = ['v1alpha7', 'v1beta1']

/**
 * The plan of a run: cells, everything that is not run with its reason, and the schedule. A pure function of its input.
 * Throws `E_USAGE` for filters that can't match anything.
 */
export const makePlan = (input: PlanInput): Plan => {
  const { discovered, filters = {}, shard = { index: 1, count: 1 }, strategy } = input
  checkFilters(filters)
  const clouds = keep('a cloud', input.clouds, filters.clouds, ({ name }) => [name])
  const everything = [...discovered.stacks, ...discovered.broken]
  const selected = new Set<Stack | BrokenStack>(keep('a stack', everything, filters.stacks, stackNames))
  const { cells: possible, exclusions } = expand(
    input,
    discovered.stacks.filter((stack) => selected.has(stack)),
    clouds,
  )
  const kept = keep('a cell', unique(possible), filters.cells, ({ id }) => [id])
  const cells = shardOf(
    kept.map((cell, index): PlannedCell => ({ index, ...cell })),
    shard,
  )
  return {
    schema: 'stackproof/plan/v1',
    strategy,
    shard,
    stacksDir: input.stacksDir,
    stacks: listStacks(discovered),
    clouds,
    cells,
    exclusions: [...exclusions, ...unreadable(discovered, selected, clouds, filters.stacks !== undefined)],
    schedule: schedule(cells, clouds),
  }
}

// By its whole id, or as one calls it: `openstack/scs2`, `scs2`.
const stackNames = ({ id, provider, name }: Stack | BrokenStack) => [id, `${provider}/${name}`, name]

const expand = (
  { strategy, filters, checks, infrastructureApis = INFRASTRUCTURE_APIS }: PlanInput,
  stacks: readonly Stack[],
  clouds: readonly PlannedCloud[],
): { cells: Cell[]; exclusions: Exclusion[] } => {
  const choose = chooser(strategy)
  const checksFor = checkPlanner(checks)
  const cells: Cell[] = []
  const exclusions: Exclusion[] = []
  for (const stack of stacks) {
    const planned = plannedStack(stack)
    for (const cloud of clouds) {
      const axes = resolveAxes({ stack, profile: cloud.profile }, filters?.settings)
      const forbidden = forbid({ stack, profile: cloud.profile }, axes, infrastructureApis)
      const problem = {
        sizes: axes.map(({ values }) => values.length),
        preferred: axes.map(({ values, default: fallback }) =>
          Math.max(
            0,
            values.findIndex(({ value }) => value === fallback),
          ),
        ),
        forbidden: forbidden.map(({ tuple }) => tuple),
      }
      exclusions.push(...forbidden.map((one) => exclusion(stack, cloud, one)))
      for (const assignment of choose(problem)) cells.push(makeCell(stack, cloud, axes, assignment, planned, checksFor))
    }
  }
  return { cells, exclusions }
}

const exclusion = (stack: Stack, cloud: PlannedCloud, { settings, rule, reason }: Forbidden): Exclusion => ({
  stack: stack.id,
  cloud: cloud.name,
  settings,
  rule: rule.id,
  reason,
  source: rule.source,
})

// Two stacks of one name in unusual places are told apart by their ids already; this is for what nobody has thought of.
const unique = (cells: readonly Cell[]): Cell[] => {
  const seen = new Map<string, number>()
  for (const { id } of cells) seen.set(id, (seen.get(id) ?? 0) + 1)
  return cells.map((cell) =>
    seen.get(cell.id) === 1
      ? cell
      : { ...cell, id: `${cell.id}.${digest(JSON.stringify([cell.stack.dir, cell.settings]), 6)}` },
  )
}

const listStacks = ({ stacks, broken }: Discovery): Plan['stacks'] => [
  ...stacks.map(plannedStack),
  ...broken.map(({ problems, path: _, ...known }) => ({
    ...known,
    era: '',
    layout: 'single-stage' as const,
    problem: problems.map(({ file, reason }) => `${file}: ${reason}`).join('; '),
  })),
]

// A stack that can't be read must not be missed in a report that shows what was proven.
const unreadable = (
  { broken, passedOver }: Discovery,
  selected: ReadonlySet<Stack | BrokenStack>,
  clouds: readonly PlannedCloud[],
  filtered: boolean,
): Exclusion[] =>
  clouds.flatMap(({ name: cloud }) => [
    ...broken
      .filter((stack) => selected.has(stack))
      .flatMap(({ id, problems }) =>
        problems.map(({ file, line, reason }) => ({
          stack: id,
          cloud,
          settings: {},
          rule: 'unreadable',
          reason,
          source: line === undefined ? file : `${file}:${line}`,
        })),
      ),
    ...(filtered
      ? []
      : passedOver.map(({ path, reason }: PassedOver) => ({
          stack: path,
          cloud,
          settings: {},
          rule: 'no-csctl',
          reason,
          source: path,
        }))),
  ])
