import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { StackproofError } from '../../core/errors.ts'
import type { JanitorResult } from '../../core/journal.ts'
import type { Notice, Order } from './messages.ts'

export const JANITOR_LOG = 'janitor.log'

/** A process of its own that outlives the run and cleans up after it. */
export interface Janitor {
  readonly pid: number
  /** Tells it that the run has ended in order; resolves with what it found, or undefined where it has died. */
  done(kept: readonly string[]): Promise<JanitorResult | undefined>
}

export interface JanitorOptions {
  /** Absolute run folder, with its setting. */
  dir: string
  /** What keeps a rehearsal alive; the janitor holds it too, so that there is a cloud to clean. */
  leash?: Writable
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
/** Wall milliseconds. */
const START_MS = 20_000

/** Starts a run's janitor. Throws `E_LEDGER` where it doesn't come up: a run without one must create nothing. */
export const startJanitor = async ({ dir, leash }: JanitorOptions): Promise<Janitor> => {
  const log = openSync(join(dir, JANITOR_LOG), 'a', 0o644)
  const child = spawn(process.execPath, [MAIN, dir], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc', ...(leash === undefined ? [] : [leash])],
  })
  closeSync(log)
  await ready(child)
  child.unref()
  child.channel?.unref()
  return { pid: child.pid!, done: (kept) => finish(child, kept) }
}

const ready = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (got: string) =>
      reject(new StackproofError('E_LEDGER', `expected the janitor to start, got ${got}; see ${JANITOR_LOG}`))
    const timer = setTimeout(() => fail('no word in time'), START_MS)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`exit code ${code}`))
    child.once('message', () => {
      clearTimeout(timer)
      child.removeAllListeners('exit')
      resolve()
    })
  })

const finish = (child: ChildProcess, kept: readonly string[]): Promise<JanitorResult | undefined> =>
  new Promise((resolve) => {
    if (!child.connected) return resolve(undefined)
    child.channel?.ref()
    child.once('disconnect', () => resolve(undefined))
    child.on('message', (notice: Notice) => {
      if (notice.type === 'finished') resolve(notice.result)
    })
    child.send({ type: 'done', kept } satisfies Order)
  })
