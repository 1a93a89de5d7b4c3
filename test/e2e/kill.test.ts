import { beforeAll, describe, expect, test } from 'vitest'
import { claimAddresses } from '../../fixtures/rehearsal/addresses.ts'
import { createRandom } from '../../fixtures/rehearsal/random.ts'
import { inCidr } from '../../lib/core/cidr.ts'
import type { JournalEvent } from '../../lib/core/journal.ts'
import { readLedger, readRun } from '../../lib/run/read.ts'
import { begunChecks, type Killed, killAt, SMALL } from './killing.ts'
import { runsFolder, stackproof } from './stackproof.ts'

const MINUTE = 60_000

/** What a run writes on its way; those that only other endings write are not among them. */
const PHASES = ['preflight', 'stack', 'cluster', 'addons', 'checks', 'teardown', 'audit'] as const
type Moment = readonly [name: string, at: (event: JournalEvent) => boolean]

const MOMENTS: readonly Moment[] = [
  ...(['run.started', 'management.finished', 'cell.started'] as const).map(ofType),
  ...PHASES.flatMap((phase) => [
    [
      `phase.started ${phase}`,
      (event: JournalEvent) => event.type === 'phase.started' && event.phase === phase,
    ] as const,
    [
      `phase.finished ${phase}`,
      (event: JournalEvent) => event.type === 'phase.finished' && event.phase === phase,
    ] as const,
  ]),
  ...(
    ['wait.observed', 'wait.finished', 'check.started', 'check.finished', 'audit.finished', 'cell.finished'] as const
  ).map(ofType),
  ...(['janitor.started', 'janitor.finished', 'run.finished'] as const).map(ofType),
]

function ofType(type: JournalEvent['type']): Moment {
  return [type, (event) => event.type === type]
}

const NOTHING = { service: {}, rehearsal: {} }

const expectNothingLeft = (killed: Killed) => {
  const { dir, janitor, log } = killed
  expectEmpty(killed)
  // Before its janitor is up a run creates nothing.
  if (janitor === undefined) expect(readRun(dir).ledger).toEqual([])
  else expect(janitor, log).toMatchObject({ left: [], problems: [] })
}

/** By the cloud's own account; a run that was quicker than its killer has an audit that says it. */
const expectEmpty = ({ dir, how, truth, log }: Killed) => {
  if (truth === 'killed before its world was held') expect(readLedger(dir)).toEqual([])
  else if (truth === 'the run has ended its world in order') expect(how).toMatchObject({ code: 0 })
  else expect(truth, log).toMatchObject({ projects: NOTHING, clusters: [] })
}

describe.concurrent('after kill -9 nothing is left in the cloud, and the run can be resumed', () => {
  test.each(MOMENTS)('right after %s', { timeout: 3 * MINUTE }, async (_name, at) => {
    const killed = await killAt({
      moment: (events) => events.some(at),
      group: MOMENTS.findIndex(([, one]) => one === at) % 2 === 0,
    })
    expectNothingLeft(killed)
    const passed = passedIn(killed.dir)
    const { code, stderr, stdout } = await stackproof('resume', killed.dir)
    expect(code, `${stderr}\n${stdout}`).toBe(0)
    const begun = begunChecks(killed.dir)
    for (const check of passed) expect(begun.get(check), `${check} stands`).toBe(1)
  })
})

test('a run that goes on in another world takes the addresses of that one', { timeout: MINUTE }, async () => {
  const { dir } = await killAt({ moment: (events) => events.some(({ type }) => type === 'cell.started'), group: true })
  const [planned] = readRun(dir).plan.clouds
  const block = Number(planned!.profile.networks.nodes.split('.')[1]) >> 4
  const { control } = await claimAddresses([block])
  try {
    const { code, stderr } = await stackproof('resume', dir)
    expect(code, stderr).toBe(0)
  } finally {
    control.server.close()
  }
  const nodes = nodesIn(dir)
  expect(nodes).toHaveLength(1)
  expect(inCidr(nodes[0]!.split('/')[0]!, planned!.profile.networks.nodes)).toBe(false)
})

const nodesIn = (dir: string): string[] =>
  readRun(dir).journal.flatMap((event) =>
    event.type === 'phase.finished' && event.phase === 'cluster' ? [String(event.facts?.nodeCidr)] : [],
  )

const passedIn = (dir: string): string[] =>
  readRun(dir).journal.flatMap((event) =>
    event.type === 'check.finished' && event.verdict === 'passed' ? [event.check] : [],
  )

const RANDOM_MOMENTS = 50
/** Two at a time take longer than the one that is timed. */
const BESIDE = 1.3
const SEED = Number(process.env.STACKPROOF_SEED ?? Date.now() % 1_000_000)

/** Wall milliseconds of a run that nobody kills, on this machine. */
const timed = async (): Promise<number> => {
  const start = Date.now()
  const { code, stderr } = await stackproof('rehearse', '--runs', runsFolder(), ...SMALL)
  expect(code, stderr).toBe(0)
  return Date.now() - start
}

describe.concurrent(`after kill -9 at ${RANDOM_MOMENTS} random moments (STACKPROOF_SEED=${SEED}) nothing is left`, () => {
  const random = createRandom(SEED)
  const moments = Array.from({ length: RANDOM_MOMENTS }, () => Math.round(random.next() * 100 * BESIDE))
  let lengthMs = 0
  beforeAll(async () => {
    lengthMs = await timed()
  }, MINUTE)
  test.each(moments)('after %i % of its time', { timeout: 3 * MINUTE }, async (percent) => {
    const ms = (lengthMs * percent) / 100
    const killed = await killAt({ moment: (_, elapsedMs) => elapsedMs >= ms, group: percent % 2 === 0 })
    expectEmpty(killed)
    expect(killed.janitor?.left ?? []).toEqual([])
  })
})
