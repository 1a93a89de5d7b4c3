import { loadConfig } from '../config/load.ts'
import { StackproofError } from '../core/errors.ts'
import { readClouds } from '../openstack/config/read.ts'
import type { RunSetting } from '../run/setting.ts'
import { cloudsOf } from './plan.ts'
import { finishRun, type RunOptions } from './run/finish.ts'
import { openRunFolder } from './run/folder.ts'
import { parallelCells } from './run/parallel.ts'
import { planOf } from './run/plan-of.ts'
import { chosenChecks, stacksDirectory } from './run/selection.ts'
import { onInterrupt } from './run/signals.ts'
import { tidy } from './run/tidy.ts'
import { readyForReal } from './tools/ready.ts'

/** Runs a matrix on the clouds of a clouds.yaml. Configuration, credentials and tools are looked at before anything is started. */
export const realRun = async (options: RunOptions & { cloud: string[] }): Promise<number> => {
  const config = loadConfig(process.cwd(), options.config)
  const names = options.cloud.length > 0 ? options.cloud : Object.keys(config.clouds)
  if (names.length === 0)
    throw new StackproofError('E_USAGE', 'Expected --cloud NAME or clouds in stackproof.yaml, got neither', {
      hint: 'to see stackproof work without a cloud: stackproof rehearse',
    })
  const clouds = cloudsOf(names, config)
  const files = await knownClouds(names, config.cloudsFile)
  const checks = chosenChecks(options.area, options.check)
  const plan = await planOf({ stacksDir: stacksDirectory(options.stacks, config), clouds, config, options, checks })
  const { versions: tools, path: toolPath } = await readyForReal(plan, config, options.runs ?? config.runs)
  const interrupt = onInterrupt((text) => console.error(text))
  const folder = openRunFolder(options.runs ?? config.runs)
  let ended = false
  try {
    const code = await finishRun({
      options,
      config: { ...config, keep: options.keep ?? config.keep },
      folder,
      plan,
      faults: [],
      parallel: options.parallel ?? config.parallel ?? parallelCells(plan),
      interrupt,
      place: { environment: 'real', clock: null, slack: 1, ...files, toolPath, toolEnv: {}, outside: [] },
      tools,
    })
    ended = true
    return code
  } finally {
    tidy(folder, ended)
    interrupt.release()
  }
}

const knownClouds = async (
  names: readonly string[],
  cloudsFile: string | null,
): Promise<Pick<RunSetting, 'cloudsFile' | 'secureFile'>> => {
  // A cell reads files; what only variables know would not reach it.
  const { file, secure, clouds } = await readClouds({
    ...(cloudsFile !== null && { file: cloudsFile }),
    environment: false,
  })
  const missing = names.filter((name) => clouds[name] === undefined)
  if (missing.length > 0)
    throw new StackproofError(
      'E_CONFIG',
      `Expected ${missing.join(', ')} in ${file}, found ${Object.keys(clouds).join(', ') || 'no clouds'}`,
    )
  return { cloudsFile: file!, ...(secure !== undefined && { secureFile: secure }) }
}
