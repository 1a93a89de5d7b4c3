import { formatDuration, seconds } from '../core/duration.ts'
import type { Demand, Exclusion, Plan, PlannedCell, PlannedCloud, Settings } from '../core/plan.ts'
import { table } from '../stacks/table.ts'
import { DEMAND_KEYS, sum } from './demand.ts'

/** A plan as text: cells, exclusions by reason, demand against quota, schedule. */
export const describePlan = (plan: Plan): string =>
  [
    ...cellsSection(plan),
    ...exclusionsSection(plan.exclusions),
    ...plan.clouds.flatMap((cloud) => demandSection(plan, cloud)),
    ...scheduleSection(plan),
  ].join('\n')

const cellsSection = ({ cells, strategy, shard }: Plan): string[] => [
  `${cells.length} cells (${strategy}${shard.count > 1 ? `, shard ${shard.index} of ${shard.count}` : ''})`,
  '',
  ...table([['CELL', 'CHECKS', 'SERVERS', 'CORES', 'RAM GiB', 'LBS', 'ESTIMATE'], ...cells.map(row)]),
]

const row = ({ id, checks, demand, estimateSeconds }: PlannedCell): string[] => [
  id,
  String(checks.filter(({ notApplicable }) => notApplicable === undefined).length),
  String(demand.servers),
  String(demand.cores),
  String(demand.ram / 1024),
  String(demand.loadBalancers),
  formatDuration(seconds(estimateSeconds)),
]

const exclusionsSection = (exclusions: readonly Exclusion[]): string[] => {
  if (exclusions.length === 0) return []
  const groups = Map.groupBy(exclusions, ({ rule, reason }) => `${rule}\n${reason}`)
  const lines = [...groups.values()].toSorted((a, b) => b.length - a.length).flatMap(describeGroup)
  return ['', `${exclusions.length} combinations excluded, for ${groups.size} reasons`, ...lines]
}

const describeGroup = (group: readonly Exclusion[]): string[] => {
  const { rule, reason, source } = group[0]!
  const stacks = [...new Set(group.map(({ stack }) => stack))]
  const settings = [...new Set(group.map((one) => describeSettings(one.settings)))]
  return ['', `  ${group.length} × ${rule}: ${reason} [${source}]`, `      ${some(settings)} of ${some(stacks)}`]
}

const describeSettings = (settings: Settings): string =>
  Object.entries(settings)
    .map(([axis, value]) => `${axis}=${value}`)
    .join(' + ') || 'everything'

const some = (items: readonly string[]) =>
  items.length > 4 ? `${items.slice(0, 4).join(', ')} and ${items.length - 4} more` : items.join(', ')

const demandSection = ({ cells, schedule }: Plan, { name, profile: { quota } }: PlannedCloud): string[] => {
  const mine = cells.filter(({ cloud }) => cloud === name)
  if (mine.length === 0) return []
  const peak = peakDemand(mine, schedule.waves)
  const whole = sum(mine.map(({ demand }) => demand))
  const limit = (key: keyof Demand) => ((quota[key] ?? -1) < 0 ? '-' : String(quota[key]))
  return [
    '',
    `demand of ${name}`,
    '',
    ...table([
      ['', 'AT ONCE', 'QUOTA', 'ALL CELLS'],
      ...DEMAND_KEYS.map((key) => [key, String(peak[key]), limit(key), String(whole[key])]),
    ]),
  ]
}

const peakDemand = (cells: readonly PlannedCell[], waves: Plan['schedule']['waves']): Demand => {
  const demand = new Map(cells.map((cell) => [cell.id, cell.demand]))
  const sums = waves.map((wave) => sum(wave.map((id) => demand.get(id) ?? {})))
  return Object.fromEntries(
    DEMAND_KEYS.map((key) => [key, Math.max(0, ...sums.map((one) => one[key]))]),
  ) as unknown as Demand
}

const scheduleSection = ({ schedule: { waves, estimateSeconds } }: Plan): string[] => [
  '',
  `${waves.length} waves, about ${formatDuration(seconds(estimateSeconds))} of the cloud's time`,
  ...waves.map((wave, index) => `  ${index + 1}. ${wave.length} cells: ${some(wave)}`),
]
