import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, describeError } from '../../core/errors.ts'
import type { JanitorResult } from '../../core/journal.ts'
import { takeLock } from '../lock.ts'
import { clockOf, PRIVATE, readSetting } from '../setting.ts'
import type { Notice, Order } from './messages.ts'
import { reapRun } from './reap.ts'

/**
 * The janitor as a process: waits until its run ends. In order: proves that nothing is left. By death: waits a grace time,
 * takes the run over and removes what it has made. Everything it does stands in janitor.log.
 */
const [dir = ''] = process.argv.slice(2)

/** Milliseconds of the environment's clock: what a dying run has asked for may still arrive. */
const GRACE_MS = 30_000

const say = (text: string) => process.stdout.write(`${new Date().toISOString()} ${text}\n`)
const tell = (notice: Notice) => void (process.connected && process.send!(notice, () => {}))
const stop = new AbortController()
// A log on a full disk is no reason to end.
process.stdout.on('error', () => {})
process.on('SIGTERM', () => stop.abort(new Error('the janitor was ended by SIGTERM')))
process.on('SIGINT', () => {})

const ending = new Promise<Order | 'death'>((resolve) => {
  process.once('message', (order: Order) => resolve(order))
  process.once('disconnect', () => resolve('death'))
})

const afterDeath = async (): Promise<JanitorResult> => {
  const setting = readSetting(dir)
  const clock = clockOf(setting)
  say(`the run has died; waiting ${GRACE_MS / 1000} s for what it has asked for`)
  await clock.sleep(GRACE_MS, stop.signal)
  const lock = lockIfWritable()
  try {
    const result = await reapRun({ dir, trigger: 'death', kept: [], say, signal: stop.signal })
    // Kubeconfigs of what is gone; `resume` does without.
    if (isClean(result)) rmSync(join(dir, PRIVATE), { recursive: true, force: true })
    return result
  } finally {
    lock?.release()
  }
}

/** On a full disk there is no lock to be had, and no other process could take it either. */
const lockIfWritable = () => {
  try {
    return takeLock(dir, 'janitor')
  } catch (error) {
    if (codeOf(error) !== 'E_JOURNAL') throw error
    say(`working without a lock: ${describeError(error)}`)
    return undefined
  }
}

const main = async (): Promise<number> => {
  tell({ type: 'ready' })
  say(`watching ${dir} as pid ${process.pid}`)
  const order = await ending
  const result =
    order === 'death'
      ? await afterDeath()
      : await reapRun({ dir, trigger: 'orderly', kept: order.kept, say, signal: stop.signal })
  tell({ type: 'finished', result })
  return isClean(result) ? 0 : 4
}

const isClean = ({ left, problems }: JanitorResult) => left.length === 0 && problems.length === 0

try {
  process.exitCode = await main()
} catch (error) {
  process.exitCode = 3
  say(`gave up: ${describeError(error)}`)
  appendFileSync(join(dir, 'janitor.error'), `${describeError(error)}\n`)
}
// A channel to a living run would keep the process.
if (process.connected) process.disconnect()
