import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { StackproofError } from '../core/errors.ts'
import { identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts'

export const LOCK_FILE = 'run.lock'

/** Who works on a run: one at a time. */
export interface LockHolder extends ProcessIdentity {
  host: string
  /** `run`, `resume`, `janitor`. */
  role: string
  since: string
}

export interface Lock {
  release(): void
}

/**
 * Takes the lock of a run folder. One whose holder has died on this host is taken over; of a holder on another host nobody
 * here can tell, so it counts as alive. Throws `E_LOCKED` with the holder, `E_JOURNAL` where the folder can't be written.
 */
export const takeLock = (dir: string, role: string): Lock => {
  const path = join(dir, LOCK_FILE)
  const mine = { ...identifyProcess(process.pid)!, host: hostname(), role, since: new Date().toISOString() }
  for (;;) {
    if (tryTake(path, mine)) return { release: () => releaseOwn(path, mine) }
    const holder = readHolder(path)
    if (holder === undefined) continue
    if (holdsStill(holder)) throw lockedBy(dir, holder)
    rmSync(path, { force: true })
  }
}

/** Who holds the lock of a run folder and lives, as far as can be told from here. */
export const lockHolder = (dir: string): LockHolder | undefined => {
  const holder = readHolder(join(dir, LOCK_FILE))
  return holder !== undefined && holdsStill(holder) ? holder : undefined
}

// Written whole beside it and linked: nobody ever reads half a lock, and the second one to link fails.
const tryTake = (path: string, holder: LockHolder): boolean => {
  const draft = `${path}.${holder.pid}`
  try {
    writeFileSync(draft, JSON.stringify(holder))
    linkSync(draft, path)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new StackproofError('E_JOURNAL', `expected to write ${path}, got ${(cause as NodeJS.ErrnoException).code}`, {
      cause,
    })
  } finally {
    rmSync(draft, { force: true })
  }
}

const readHolder = (path: string): LockHolder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder
  } catch {
    return undefined
  }
}

const holdsStill = (holder: LockHolder) => holder.host !== hostname() || isAlive(holder)

const releaseOwn = (path: string, mine: LockHolder): void => {
  const holder = readHolder(path)
  if (holder?.pid === mine.pid && holder.started === mine.started) unlinkSync(path)
}

/** The error of who finds a run at work. */
export const lockedBy = (dir: string, { pid, host, role, since }: LockHolder) =>
  new StackproofError(
    'E_LOCKED',
    `expected ${dir} to be free, got ${role} at work on it (pid ${pid} on ${host}, since ${since})`,
    {
      details: { pid, host, role, since },
      hint:
        host === hostname()
          ? 'Wait for it, or end it.'
          : `If that host is gone for good, delete ${join(dir, LOCK_FILE)}.`,
    },
  )
