import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RehearsalInfo } from '../../../fixtures/rehearsal/info.ts'
import { joinRehearsal } from '../../../fixtures/rehearsal/join.ts'
import { type Rehearsal, startRehearsal } from '../../../fixtures/rehearsal/start.ts'
import { StackproofError } from '../../core/errors.ts'
import { PRIVATE } from '../../run/setting.ts'
import type { RunJob } from './finish.ts'
import type { RunFolder } from './folder.ts'
import { isWatched, keeps, tidy } from './tidy.ts'

/** The world that a rehearsal takes place in. */
export type World = Pick<Rehearsal, 'info' | 'plant'> &
  Partial<Pick<Rehearsal, 'leash'>> & {
    /** `ended`: in order, so that no janitor needs the world any more. */
    leave(ended: boolean): Promise<void>
  }

export interface Place {
  seed: number
  scale: number
  folder: RunFolder
  signal: AbortSignal
  say(text: string): void
}

/** Throws `E_USAGE` for what a world that is there already has decided. */
export const checkJoin = (options: { join?: string; seed?: number; scale?: number; keep?: string }): void => {
  const { join, seed, scale, keep = 'never' } = options
  if (join === undefined || (seed === undefined && scale === undefined && keep === 'never')) return
  throw new StackproofError('E_USAGE', 'expected --join without --seed, --scale and --keep, got one of them', {
    hint: 'The world that is joined has them already, and ends with the run that started it.',
  })
}

/** Starts a world of its own, or takes part in that of the run in `joined`. */
export const worldOf = async (joined: string | undefined, place: Place): Promise<World> => {
  const { seed, scale, folder, signal, say } = place
  if (joined !== undefined) return await takePart(joined, folder)
  const rehearsal = await startWorld({ seed, scale, folder, signal })
  return { ...rehearsal, leave: (ended) => leaveWorld(rehearsal, folder, { ended, say }) }
}

/** Where a run in a world finds its cloud, its tools and its time. */
export const rehearsalPlace = (info: RehearsalInfo, slack: number): RunJob['place'] => ({
  environment: 'rehearsal',
  clock: info.clock,
  slack,
  cloudsFile: info.cloudsFile,
  toolPath: info.binDir,
  toolEnv: info.toolEnv,
  networks: info.profile.networks,
  outside: info.outside,
})

/** A world of a run's own, in which the operator lets tenants do all that checks ask of a cloud. */
export const startWorld = async ({ seed, scale, folder, signal }: Omit<Place, 'say'>): Promise<Rehearsal> =>
  await startRehearsal({ seed, scale, stateDir: folder.stateDir, faults: [], tenantsMayFailOver: true, signal })

const takePart = async (dir: string, folder: RunFolder): Promise<World> => {
  try {
    const world = await joinRehearsal(stateDirOf(dir), folder.run)
    const leave = async (ended: boolean) => {
      if (ended || !isWatched(folder)) await world.leave()
      tidy(folder, ended)
    }
    return { ...world, leave }
  } catch (error) {
    rmSync(folder.dir, { recursive: true, force: true })
    throw error
  }
}

/** A run folder, or the directory of a rehearsal itself. */
const stateDirOf = (dir: string) => {
  const inside = resolve(dir, PRIVATE, 'rehearsal')
  return existsSync(inside) ? inside : resolve(dir)
}

/** Wall milliseconds. */
const KEPT_MS = 8 * 3_600_000
const LOOK_MS = 250

/**
 * Ends a world, unless clusters in it were kept: then it lives on for some hours, for `resume` and `janitor`. Where the run
 * did not end in order, its janitor has the world, and ends it.
 */
export const leaveWorld = async (
  rehearsal: Pick<Rehearsal, 'stop' | 'hold' | 'holders' | 'release'>,
  folder: RunFolder,
  { ended, say }: { ended: boolean; say(text: string): void },
): Promise<void> => {
  if (!ended && isWatched(folder)) return rehearsal.release()
  if (keeps(folder)) {
    await rehearsal.hold(KEPT_MS)
    // Its pipes would keep this process.
    return rehearsal.release()
  }
  await othersGone(rehearsal, say)
  await rehearsal.stop()
  tidy(folder, ended)
}

/** Runs that have joined a world would lose it in the middle of their work. */
const othersGone = async ({ holders }: Pick<Rehearsal, 'holders'>, say: (text: string) => void): Promise<void> => {
  for (let told = false; ; told = true) {
    // A world that doesn't answer has ended already.
    const others = (await holders().catch(() => [])).filter(({ by }) => by !== 'kept')
    if (others.length === 0) return
    if (!told) say(`stackproof: ${others.map(({ by }) => by).join(', ')} joined this world; waiting for the end of it`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
