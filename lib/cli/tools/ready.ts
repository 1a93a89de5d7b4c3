import { managementFindings, requireManagement } from '../../../fixtures/management/preflight/index.ts'
import { loadConfig } from '../../config/load.ts'
import type { Config } from '../../config/types.ts'
import type { Plan } from '../../core/plan.ts'
import { DEFAULT_MANAGEMENT, type ManagementSetting } from '../../run/management-setting.ts'
import { type ResolvedTools, resolveTools } from '../../tools/resolve.ts'
import { recipeOfPlan } from '../run/management.ts'
import { neededPins, toolsDirOf } from './needed.ts'

/**
 * Looks at everything that a real run needs of this machine before anything is created. Gives the tools that it will call;
 * throws `E_PLAN`, `E_CONFIG` or `E_TOOL_MISSING`, each with the mend.
 */
export const readyForReal = async (plan: Plan, config: Config, runs: string): Promise<ResolvedTools> => {
  const { management } = config
  const recipe = recipeOfPlan(plan, management)
  const tools = await resolveTools(neededPins(recipe, management), { toolsDir: toolsDirOf(config) })
  const place = tools.path === null ? {} : { path: tools.path }
  requireManagement(await managementFindings({ recipe, setting: management, place, runs }))
  return tools
}

/** The same tools for a run that goes on; its management cluster may be there, so nothing else is asked. */
export const toolsAgain = async (
  plan: Plan,
  management: ManagementSetting = DEFAULT_MANAGEMENT,
): Promise<ResolvedTools> =>
  await resolveTools(neededPins(recipeOfPlan(plan, management), management), {
    toolsDir: toolsDirOf(loadConfig(process.cwd())),
  })
