import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Leftovers } from '../../fixtures/rehearsal/control/leftovers.ts'
import { createControlClient } from '../../fixtures/rehearsal/control-client.ts'
import { type RehearsalInfo, readInfo } from '../../fixtures/rehearsal/info.ts'
import type { JanitorResult, JournalEvent } from '../../lib/core/journal.ts'
import { LEFTOVERS_FILE } from '../../lib/run/janitor/reap.ts'
import { JANITOR_LOG } from '../../lib/run/janitor/start.ts'
import { JOURNAL_FILE } from '../../lib/run/journal.ts'
import { identifyProcess, isAlive } from '../../lib/run/process-identity.ts'
import { readLines, readRun } from '../../lib/run/read.ts'
import { PRIVATE } from '../../lib/run/setting.ts'
import { type Ended, type Running, runsFolder, startStackproof } from './stackproof.ts'

/** One cell, few checks: enough for every kind of event, and quick to run a hundred times. */
export const SMALL = [
  ...['--cell', '*cp1*', '--setting', 'apiEndpoint=octavia-amphora', '--setting', 'serviceLb=yawol'],
  ...[
    '--check',
    'api.readyz',
    '--check',
    'lb.default-service',
    '--check',
    'lifecycle.nothing-left',
    '--no-allure',
    '--parallel',
    '1',
  ],
]

export interface Killed {
  dir: string
  how: Ended
  /** What the cloud itself says is there after the janitor has gone, or why it could not be asked. */
  truth: Leftovers | 'killed before its world was held' | 'the run has ended its world in order'
  janitor: JanitorResult | undefined
  log: string
  /** Wall milliseconds from the kill to the janitor's end. */
  reapMs: number
}

export interface KillOptions {
  /** True as soon as the run is to die; asked a thousand times a second. */
  moment(events: readonly JournalEvent[], elapsedMs: number): boolean
  /** The whole process group, or the first process alone. */
  group: boolean
  args?: readonly string[]
  /** How it ends instead of by SIGKILL. */
  end?: (running: Running) => Promise<unknown>
}

/** Starts a rehearsal, kills it with SIGKILL at a moment, and waits for its janitor. */
export const killAt = async ({ moment, group, args = SMALL, end }: KillOptions): Promise<Killed> => {
  const runs = runsFolder()
  const start = Date.now()
  const running = startStackproof(['rehearse', '--runs', runs, ...args])
  const { child, ended } = running
  const dir = await until(() => firstRun(runs), 'a run folder')
  const held = hold(dir, () => child.exitCode !== null || child.signalCode !== null)
  let [size, events] = [0, [] as JournalEvent[]]
  while (child.exitCode === null && !moment(events, Date.now() - start)) {
    await sleep(1)
    const grown = sizeOf(join(dir, JOURNAL_FILE))
    if (grown !== size) [size, events] = [grown, eventsOf(dir)]
  }
  const over = child.exitCode !== null
  // From here on the world outlives its run and janitor, where there is one.
  if (readInfo(stateDirOf(dir)) !== undefined) await held
  if (end !== undefined) await end(running)
  else if (!over) process.kill(group ? -child.pid! : child.pid!, 'SIGKILL')
  const killedAt = Date.now()
  const how = await ended
  await janitorGone(dir)
  const reapMs = Date.now() - killedAt
  const world = await held
  const mayHaveEnded = over || end !== undefined
  const truth = world === undefined ? 'killed before its world was held' : await truthOf(world, mayHaveEnded)
  return { dir, how, truth, janitor: resultOf(dir), log: textOf(join(dir, JANITOR_LOG)), reapMs }
}

// A run that ends in order ends its world too.
const truthOf = async ({ control, pid }: RehearsalInfo, mayHaveEnded: boolean): Promise<Killed['truth']> => {
  try {
    const truth = await createControlClient(control).get<Leftovers>('/leftovers')
    const world = identifyProcess(pid)!
    process.kill(pid, 'SIGTERM')
    await until(() => (isAlive(world) ? undefined : true), 'the end of the world', 30_000, PROCESSES_MS)
    return truth
  } catch (error) {
    if (mayHaveEnded) return 'the run has ended its world in order'
    throw error
  }
}

// It is the run that tells where its world is: one that has died before that never will.
const hold = async (dir: string, over: () => boolean): Promise<RehearsalInfo | undefined> => {
  for (;;) {
    const ended = over()
    const info = readInfo(stateDirOf(dir))
    if (info !== undefined) {
      // Without a janitor a world ends with its run, and that may be now.
      const put = createControlClient(info.control).put('/hold', { forMs: 300_000 })
      return await put.then(
        () => info,
        () => undefined,
      )
    }
    if (ended) return undefined
    await sleep(2)
  }
}

const stateDirOf = (dir: string) => join(dir, PRIVATE, 'rehearsal')

/** Looking through all processes is work that the run itself would miss. */
const PROCESSES_MS = 50

/** Waits until the janitor of a run has ended, also one that has not yet said a word. */
export const janitorGone = async (dir: string, limitMs = 120_000): Promise<void> => {
  await until(() => (isAtWork(dir) ? undefined : true), 'the end of what works on the run', limitMs, PROCESSES_MS)
  const [, pid] = /as pid (\d+)/.exec(textOf(join(dir, JANITOR_LOG))) ?? []
  const janitor = pid === undefined ? undefined : identifyProcess(Number(pid))
  if (janitor !== undefined) await until(() => (isAlive(janitor) ? undefined : true), 'the end of the janitor', limitMs)
}

/** True while a process has the run's folder among its arguments, other than the world that is held for us. */
const isAtWork = (dir: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandOf(pid))
    .some((command) => command.includes(dirname(dir)) && !command.includes('rehearsal/main.ts'))

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const eventsOf = (dir: string): JournalEvent[] => readLines<JournalEvent>(join(dir, JOURNAL_FILE))
const resultOf = (dir: string): JanitorResult | undefined =>
  existsSync(join(dir, LEFTOVERS_FILE)) ? JSON.parse(textOf(join(dir, LEFTOVERS_FILE))) : undefined
const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0)
const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
const firstRun = (runs: string) => {
  const [name] = existsSync(runs) ? readdirSync(runs) : []
  return name === undefined ? undefined : join(runs, name)
}

/** Looks until there is something; throws after `limitMs` of the wall. */
export const until = async <T>(look: () => T | undefined, what: string, limitMs = 30_000, everyMs = 2): Promise<T> => {
  const end = Date.now() + limitMs
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`expected ${what} within ${limitMs} ms`)
    await sleep(everyMs)
  }
}

/** How often each check was begun, over all starts of a run. */
export const begunChecks = (dir: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const event of readRun(dir).journal)
    if (event.type === 'check.started') counts.set(event.check, (counts.get(event.check) ?? 0) + 1)
  return counts
}
