import { FAULTS } from '../../fixtures/rehearsal/faults/catalog.ts'
import { loadConfig } from '../config/load.ts'
import { clusterName } from '../core/ids.ts'
import { parseFault, placeFaults } from './run/faults.ts'
import { finishRun, type RunOptions } from './run/finish.ts'
import { openRunFolder } from './run/folder.ts'
import { parallelCells } from './run/parallel.ts'
import { planOf } from './run/plan-of.ts'
import { chosenChecks, stacksDirectory } from './run/selection.ts'
import { onInterrupt } from './run/signals.ts'
import { checkJoin, rehearsalPlace, worldOf } from './run/world.ts'

export interface RehearseOptions extends RunOptions {
  fault: string[]
  listFaults?: boolean
  seed?: number
  scale?: number
  /** Folder of a run whose world this one takes part in. */
  join?: string
}

/** Runs a matrix against the embedded cloud: the same path as on real clouds, on an accelerated clock, and no evidence. */
export const rehearse = async (options: RehearseOptions): Promise<number> => {
  if (options.listFaults) return listFaults(options.json ?? false)
  checkJoin(options)
  const config = loadConfig(process.cwd(), options.config)
  const requests = options.fault.map(parseFault)
  const checks = chosenChecks(options.area, options.check)
  const stacksDir = stacksDirectory(options.stacks, config)
  const interrupt = onInterrupt(say)
  const { seed, scale, slack } = {
    ...config.rehearsal,
    ...(options.seed && { seed: options.seed }),
    ...(options.scale && { scale: options.scale }),
  }
  const folder = openRunFolder(options.runs ?? config.runs)
  const where =
    options.join === undefined
      ? `on the embedded cloud (seed ${seed}, ${scale} times faster than the wall)`
      : `in the world of ${options.join}`
  say(`stackproof: REHEARSAL ${folder.run} ${where}; it is no evidence`)
  const rehearsal = await worldOf(options.join, { seed, scale, folder, signal: interrupt.signal, say })
  let ended = false
  try {
    const { info } = rehearsal
    const plan = await planOf({
      stacksDir,
      clouds: [{ name: info.cloud, kind: 'rehearsal', profile: info.profile }],
      config,
      options,
      checks,
    })
    const faults = placeFaults(requests, plan)
    for (const { name, index } of faults)
      await rehearsal.plant(name, index === null ? null : clusterName(folder.run, index))
    const code = await finishRun({
      options,
      config: { ...config, keep: options.join === undefined ? (options.keep ?? config.keep) : 'never' },
      ...(rehearsal.leash !== undefined && { leash: rehearsal.leash }),
      folder,
      plan,
      seed,
      faults: faults.map(({ name, cell }) => ({ name, cell })),
      parallel: options.parallel ?? config.parallel ?? parallelCells(plan),
      interrupt,
      place: rehearsalPlace(info, slack),
      tools: { rehearsal: 'embedded' },
    })
    ended = true
    return code
  } finally {
    await rehearsal.leave(ended)
    interrupt.release()
  }
}

const say = (text: string) => console.error(text)

const listFaults = (json: boolean): number => {
  console.log(
    json
      ? JSON.stringify({ faults: FAULTS }, null, 2)
      : FAULTS.map(({ name, effect }) => `${name.padEnd(32)} ${effect}`).join('\n'),
  )
  return 0
}
