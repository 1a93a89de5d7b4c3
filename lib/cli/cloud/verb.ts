import { existsSync } from 'node:fs'
import { StackproofError } from '../../core/errors.ts'
import { nearest } from '../../core/nearest.ts'
import { connectOpenStack } from '../../openstack/connect.ts'
import { onInterrupt } from '../run/signals.ts'
import { type CloudOptions, runOf } from './options.ts'

const ACTIONS = {
  look: { load: async () => (await import('./look.ts')).look, takes: [] },
  inventory: { load: async () => (await import('./inventory.ts')).inventory, takes: ['run'] },
  purge: { load: async () => (await import('./purge.ts')).purgeVerb, takes: ['run', 'all', 'withUser', 'yes'] },
} as const

const FLAGS = { run: '--run', all: '--all', withUser: '--with-user', yes: '--yes' } as const

/** `stackproof cloud NAME [inventory|purge]`. Everything that can be refused is refused before the cloud is asked. */
export const cloud = async (name: string, action: string | undefined, options: CloudOptions): Promise<number> => {
  const chosen = actionOf(action)
  refuseStrange(chosen, options)
  const act = ACTIONS[chosen].load()
  const file = await cloudsFile(options.config)
  const interrupt = onInterrupt((text) => console.error(text), 'ending; what is not done stays')
  try {
    const { signal } = interrupt
    const session = await connectOpenStack({ cloud: name, signal, onWarning, ...(file !== null && { file }) })
    try {
      return await (await act)({ cloud: session, signal, options })
    } finally {
      await session.close()
    }
  } catch (error) {
    const code = interrupt.exitCode()
    if (code === null) throw error
    return code
  } finally {
    interrupt.release()
  }
}

const actionOf = (action: string | undefined): keyof typeof ACTIONS => {
  if (action === undefined) return 'look'
  if (Object.hasOwn(ACTIONS, action)) return action as keyof typeof ACTIONS
  const near = nearest(action, Object.keys(ACTIONS))
  throw new StackproofError(
    'E_USAGE',
    `expected inventory or purge, got ${action}${near === undefined ? '' : `; did you mean ${near}?`}`,
  )
}

const refuseStrange = (action: keyof typeof ACTIONS, options: CloudOptions) => {
  const takes: readonly string[] = ACTIONS[action].takes
  for (const [key, flag] of Object.entries(FLAGS))
    if (options[key as keyof typeof FLAGS] !== undefined && !takes.includes(key))
      throw new StackproofError('E_USAGE', `expected no ${flag} for ${action === 'look' ? 'a look' : action}`)
  const { run, all } = options
  if (action === 'purge' && (run === undefined) === (all === undefined))
    throw new StackproofError('E_USAGE', `expected --run ID or --all, got ${run === undefined ? 'neither' : 'both'}`, {
      hint: 'a purge deletes what belongs to one run, or everything in the project; without --yes it only says what it would delete',
    })
  if (run !== undefined && !/^[a-z][a-z0-9]{5}$/.test(runOf(run)))
    throw new StackproofError('E_USAGE', `expected the id of a run, six letters and digits, got ${run}`)
}

// Most people have no stackproof.yaml here; what reads it takes longer to load than the session.
const cloudsFile = async (named: string | undefined): Promise<string | null> => {
  if (named === undefined && !existsSync('stackproof.yaml')) return null
  const { loadConfig } = await import('../../config/load.ts')
  return loadConfig(process.cwd(), named).cloudsFile
}

const onWarning = (text: string) => console.error(`stackproof: warning: ${text}`)
