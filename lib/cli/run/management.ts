import { type ManagementRecipe, recipeFor } from '../../../fixtures/management/recipe.ts'
import { bringUpManagement, type ManagementCluster, type ManagementOptions } from '../../../fixtures/management/up.ts'
import { runMark } from '../../core/ids.ts'
import type { Plan } from '../../core/plan.ts'
import { aliveIn } from '../../run/ledger-state.ts'
import type { ManagementSetting } from '../../run/management-setting.ts'
import { readRun } from '../../run/read.ts'
import type { RunSetting } from '../../run/setting.ts'

/** What the management cluster of a plan is made of. Throws `E_PLAN` for stacks that no single one can serve. */
export const recipeOfPlan = ({ cells }: Pick<Plan, 'cells'>, management?: ManagementSetting): ManagementRecipe =>
  recipeFor(
    cells.map(({ stack }) => stack),
    cells.some(({ expectations }) => !expectations.noProvider),
    management,
  )

/** Brings up the management cluster of a run. */
export const bringUp = async (
  plan: Plan,
  { run, dir, management }: RunSetting,
  options: Omit<ManagementOptions, 'name' | 'recipe' | 'existing' | 'announced'>,
): Promise<ManagementCluster> => {
  const kubeconfig = management?.kubeconfig ?? null
  return await bringUpManagement({
    ...options,
    name: runMark(run),
    recipe: recipeOfPlan(plan, management),
    ...(kubeconfig !== null && { existing: { kubeconfig, install: management!.install } }),
    announced: aliveIn(readRun(dir).ledger).some(({ kind }) => kind === 'kind'),
  })
}
