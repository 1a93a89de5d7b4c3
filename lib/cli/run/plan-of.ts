import type { Check } from '../../catalog/check.ts'
import type { Config } from '../../config/types.ts'
import { StackproofError } from '../../core/errors.ts'
import type { Plan, PlannedCloud, SettingValue } from '../../core/plan.ts'
import { makePlan } from '../../matrix/plan.ts'
import { discoverStacks } from '../../stacks/discover.ts'
import { parseShard } from '../options.ts'

export interface PlanRequest {
  stacksDir: string
  clouds: readonly PlannedCloud[]
  config: Config
  options: { strategy?: Config['strategy']; cell: string[]; stack: string[]; setting: string[]; shard?: string }
  checks: readonly Check[]
}

/** The plan that the command line and the configuration ask for. */
export const planOf = async ({ stacksDir, clouds, config, options, checks }: PlanRequest): Promise<Plan> => ({
  ...makePlan({
    stacksDir,
    discovered: await discoverStacks(stacksDir),
    clouds,
    strategy: options.strategy ?? config.strategy,
    filters: {
      ...(options.cell.length > 0 && { cells: options.cell }),
      ...(options.stack.length > 0 && { stacks: options.stack }),
      settings: parseSettings(options.setting),
    },
    shard: parseShard(options.shard),
    checks,
  }),
  catalogue: Object.fromEntries(checks.map(({ id, why, source }) => [id, { why, source }])),
})

/** `apiEndpoint=none`, repeated for several values of an axis. */
const parseSettings = (texts: readonly string[]): Record<string, SettingValue[]> => {
  const settings: Record<string, SettingValue[]> = {}
  for (const text of texts) {
    const [axis, value] = text.split('=')
    if (!axis || !value) throw new StackproofError('E_USAGE', `Expected --setting axis=value, got ${text}`)
    settings[axis] = [...(settings[axis] ?? []), /^\d+$/.test(value) ? Number(value) : value]
  }
  return settings
}
