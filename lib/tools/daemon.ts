import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type Clock, systemClock } from '../core/clock.ts'
import { StackproofError } from '../core/errors.ts'
import { identifyProcess, isAlive, type ProcessIdentity } from '../run/process-identity.ts'

/** A program that outlives who starts it. */
export interface DaemonRun {
  command: readonly [program: string, ...args: string[]]
  /** All that it gets: nothing is inherited. */
  env: Readonly<Record<string, string>>
  /** Both streams are appended to it. */
  logFile: string
  pidFile: string
  cwd?: string
}

const PRIVATE = 0o600

/**
 * Starts a program in a session of its own, with exactly the given environment, and notes who it is in its pid file.
 * Returns its pid, or that of the one that already runs. Throws `E_TOOL_MISSING` where the program isn't there.
 */
export const startDaemon = async ({ command, env, logFile, pidFile, cwd = '/' }: DaemonRun): Promise<number> => {
  const running = findDaemon(pidFile)
  if (running !== undefined) return running
  const log = openSync(logFile, 'a', PRIVATE)
  try {
    const pid = await launch(command, { env, cwd, log })
    notePid(pidFile, pid)
    return pid
  } finally {
    closeSync(log)
  }
}

interface Launch {
  env: Readonly<Record<string, string>>
  cwd: string
  log: number
}

const launch = ([program, ...args]: DaemonRun['command'], { env, cwd, log }: Launch): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, env, cwd, stdio: ['ignore', log, log] })
    child.once('error', (cause: NodeJS.ErrnoException) => reject(notStarted(program, cause)))
    child.once('spawn', () => {
      child.unref()
      resolve(child.pid!)
    })
  })

// No cause: that of a spawn carries all arguments.
const notStarted = (program: string, { code }: NodeJS.ErrnoException) =>
  new StackproofError('E_TOOL_MISSING', `expected the program ${program} to start, got ${code}`, {
    details: { tool: program, code },
  })

/** The pid of the process that a pid file tells of, while exactly that process lives. */
export const findDaemon = (pidFile: string): number | undefined => {
  const noted = readPid(pidFile)
  return noted !== undefined && noted.boot === bootId() && isAlive(noted) ? noted.pid : undefined
}

/** When the process of a pid file was started, milliseconds since the epoch; undefined where none runs. */
export const daemonSince = (pidFile: string): number | undefined =>
  findDaemon(pidFile) === undefined ? undefined : readPid(pidFile)?.since

/** Ends a daemon with SIGTERM, and after `graceMs` of the wall whatever is left of its process group with SIGKILL. */
export const stopDaemon = async (pidFile: string, graceMs: number, clock: Clock = systemClock): Promise<void> => {
  const pid = findDaemon(pidFile)
  if (pid !== undefined) {
    signal(pid, 'SIGTERM')
    const end = performance.now() + graceMs
    while (findDaemon(pidFile) !== undefined && performance.now() < end) await clock.sleep(LOOK_EVERY_MS)
    // Workers may outlive their master; the group is theirs as well.
    signal(-pid, 'SIGKILL')
    const killed = performance.now() + KILL_MS
    while (findDaemon(pidFile) !== undefined && performance.now() < killed) await clock.sleep(LOOK_EVERY_MS)
  }
  rmSync(pidFile, { force: true })
}

const LOOK_EVERY_MS = 25
/** The kernel ends a killed process at once, unless a device holds it. */
const KILL_MS = 5000

const signal = (pid: number, name: NodeJS.Signals) => {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already.
  }
}

interface NotedPid extends ProcessIdentity {
  /** Numbers and start times begin anew with each boot. */
  boot: string
  since: number
}

const notePid = (pidFile: string, pid: number) => {
  const identity = identifyProcess(pid)
  if (identity === undefined) return
  const noted: NotedPid = { ...identity, boot: bootId(), since: Date.now() }
  writeFileSync(`${pidFile}.new`, JSON.stringify(noted), { mode: PRIVATE })
  renameSync(`${pidFile}.new`, pidFile)
}

const readPid = (pidFile: string): NotedPid | undefined => {
  try {
    return JSON.parse(readFileSync(pidFile, 'utf8')) as NotedPid
  } catch {
    return undefined
  }
}

const bootId = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}
