import { rehearsalProfile } from '../../fixtures/rehearsal/profile.ts'
import { loadConfig } from '../config/load.ts'
import type { Config } from '../config/types.ts'
import { StackproofError } from '../core/errors.ts'
import type { PlannedCloud } from '../core/plan.ts'
import { describePlan } from '../matrix/describe.ts'
import { type PlanRequest, planOf } from './run/plan-of.ts'
import { chosenChecks, stacksDirectory, unknownWord } from './run/selection.ts'

interface PlanOptions extends Readonly<PlanRequest['options']> {
  stacks?: string
  config?: string
  cloud: string[]
  json?: boolean
}

/** Shows what a run would do; starts nothing. */
export const plan = async (options: PlanOptions): Promise<number> => {
  const config = loadConfig(process.cwd(), options.config)
  const stacksDir = stacksDirectory(options.stacks, config)
  const clouds = options.cloud.length === 0 ? [REHEARSAL] : cloudsOf(options.cloud, config)
  const made = await planOf({ stacksDir, clouds, config, options, checks: chosenChecks([], []) })
  console.log(options.json ? JSON.stringify(made, null, 2) : describePlan(made))
  return 0
}

const REHEARSAL: PlannedCloud = { name: 'rehearsal', kind: 'rehearsal', profile: rehearsalProfile() }

/** Clouds with the profile that is declared for them; `rehearsal` is always there. */
export const cloudsOf = (names: readonly string[], config: Config): PlannedCloud[] => {
  const known = [...Object.keys(config.clouds), REHEARSAL.name]
  return names.map((name) => {
    if (name === REHEARSAL.name) return REHEARSAL
    const profile = config.clouds[name]
    if (profile === undefined && Object.keys(config.clouds).length === 0)
      throw new StackproofError(
        'E_CONFIG',
        `Expected a profile of the cloud ${name} in stackproof.yaml, found no clouds there`,
        {
          hint: `add "clouds: { ${name}: {} }" to stackproof.yaml; docs/clouds.md lists the keys`,
        },
      )
    if (profile === undefined) throw unknownWord('--cloud', name, known)
    return { name, kind: 'real', profile }
  })
}
