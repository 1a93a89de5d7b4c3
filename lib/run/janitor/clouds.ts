import type { IntervalLookup } from '../../config/intervals.ts'
import type { Clock } from '../../core/clock.ts'
import { describeError, isStackproofError } from '../../core/errors.ts'
import type { JanitorResult, Leftover } from '../../core/journal.ts'
import type { Plan } from '../../core/plan.ts'
import { poll } from '../../core/poll.ts'
import { readClouds } from '../../openstack/config/read.ts'
import { connectOpenStack } from '../../openstack/connect.ts'
import type { OpenStack } from '../../openstack/types.ts'
import type { Ledger } from '../ledger.ts'
import type { LedgerResource } from '../ledger-state.ts'
import { cloudFiles, type RunSetting } from '../setting.ts'
import { cleanProject } from './project.ts'
import { proofOf } from './proof.ts'

export interface CloudJob {
  trigger: JanitorResult['trigger']
  setting: RunSetting
  plan: Plan
  /** Names of clusters that stay. */
  kept: readonly string[]
  /** What the ledger has not seen to go. */
  alive: readonly LedgerResource[]
  clock: Clock
  interval: IntervalLookup
  ledger: Ledger
  say(text: string): void
  signal: AbortSignal
}

type Cleaned = Pick<JanitorResult, 'reaped' | 'left' | 'problems'>

/** Empties the run's projects of what it has made. A cloud that doesn't answer is asked again for an hour. */
export const cleanClouds = async (job: CloudJob): Promise<Cleaned> => {
  const results = await Promise.all(job.plan.clouds.map(({ name }) => cleanCloud(name, job)))
  return {
    reaped: results.flatMap(({ reaped }) => reaped),
    left: results.flatMap(({ left }) => left),
    problems: results.flatMap(({ problems }) => problems),
  }
}

const cleanCloud = async (name: string, job: CloudJob): Promise<Cleaned> => {
  const reaped: Leftover[] = []
  try {
    return await patiently(name, job, (cloud) => cleanProject(cloud, { ...job, proof: proofOf(job), reaped }))
  } catch (error) {
    job.signal.throwIfAborted()
    return { reaped, left: [], problems: [`cloud ${name} could not be cleaned: ${describeError(error)}`] }
  }
}

/** A credential that is refused will be refused again; everything else may pass. */
const HOPELESS = ['E_AUTH', 'E_CONFIG', 'E_TLS']

const patiently = async <T>(name: string, job: CloudJob, work: (cloud: OpenStack) => Promise<T>): Promise<T> => {
  let done: { value: T } | undefined
  await poll<string>({
    goal: `cloud ${name} cleaned`,
    interval: job.interval('janitor/cloud'),
    clock: job.clock,
    signal: job.signal,
    observe: async () => {
      try {
        done = { value: await withCloud(name, job, work) }
        return 'cleaned'
      } catch (error) {
        job.signal.throwIfAborted()
        if (isStackproofError(error) && HOPELESS.includes(error.code)) throw error
        job.say(`cloud ${name} does not let itself be cleaned yet: ${describeError(error).split('\n')[0]}`)
        return describeError(error)
      }
    },
    describe: (state) => state,
    until: () => done !== undefined,
  })
  return done!.value
}

const withCloud = async <T>(
  name: string,
  { setting, clock, signal }: CloudJob,
  work: (cloud: OpenStack) => Promise<T>,
): Promise<T> => {
  const entry = (await readClouds(cloudFiles(setting))).clouds[name]!
  const cloud = await connectOpenStack({ cloud: entry, clock, signal })
  try {
    return await work(cloud)
  } finally {
    await cloud.close()
  }
}
