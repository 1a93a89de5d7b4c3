import { expect, test } from 'vitest'
import { ManualClock } from '../core/clock.ts'
import { minutes } from '../core/duration.ts'
import type { JournalFact, PhaseId } from '../core/journal.ts'
import { createEngine, type Phase } from './engine.ts'

const idle = new AbortController().signal

const engineOf = (
  bodies: Partial<Record<PhaseId, (signal: AbortSignal) => Promise<unknown>>>,
  always: PhaseId[] = ['teardown'],
) => {
  const facts: JournalFact[] = []
  const ran: string[] = []
  const clock = new ManualClock()
  const phases = Object.entries(bodies).map(
    ([id, body]): Phase<null> => ({
      id: id as PhaseId,
      title: id,
      always: always.includes(id as PhaseId),
      run: async (_, signal) => {
        ran.push(id)
        return { result: await body(signal) }
      },
    }),
  )
  const journal = { write: (fact: JournalFact) => void facts.push(fact), observer: () => ({}), close: () => undefined }
  const interval = () => ({ timeoutMs: minutes(10), everyMs: 1000, warnAfterMs: minutes(5) })
  const engine = createEngine({ cell: 'c', phases, context: null, journal, clock, interval })
  return { engine, facts, ran, clock }
}

const ok = async () => undefined
const fail = async () => Promise.reject(new Error('no network'))

test('a phase runs after those before it, each only once', async () => {
  const { engine, ran } = engineOf({ preflight: ok, stack: ok, cluster: ok })
  await engine.reach('cluster', idle)
  await engine.reach('stack', idle)
  await engine.reach('cluster', idle)
  expect(ran).toEqual(['preflight', 'stack', 'cluster'])
})

test('what follows a failed phase is blocked by it and does not run', async () => {
  const { engine, ran, facts } = engineOf({ preflight: ok, stack: fail, cluster: ok })
  await expect(engine.reach('cluster', idle)).rejects.toMatchObject({ code: 'E_BLOCKED' })
  expect(ran).toEqual(['preflight', 'stack'])
  expect(engine.blocked('cluster')).toBe('phase stack failed: no network')
  expect(facts.at(-1)).toMatchObject({ type: 'phase.finished', phase: 'cluster', outcome: 'blocked' })
})

test('teardown runs whatever became of the phases before it', async () => {
  const { engine, ran } = engineOf({ preflight: ok, cluster: fail, teardown: ok })
  await engine.reach('cluster', idle).catch(() => undefined)
  await engine.reach('teardown', idle)
  expect(ran).toEqual(['preflight', 'cluster', 'teardown'])
})

test('teardown of a cell in which nothing was begun has nothing to do', async () => {
  const { engine, ran } = engineOf({ preflight: ok, teardown: ok })
  await expect(engine.reach('teardown', idle)).rejects.toMatchObject({ code: 'E_BLOCKED' })
  expect(ran).toEqual([])
})

test('a phase that does not end is aborted at its time limit, even if it ignores its signal', async () => {
  const { engine, clock, facts } = engineOf({ cluster: () => new Promise(() => undefined) })
  const reached = engine.reach('cluster', idle)
  reached.catch(() => undefined)
  await clock.advance(minutes(11))
  await expect(reached).rejects.toMatchObject({
    code: 'E_WAIT_TIMEOUT',
    message: 'Phase cluster did not end within 10m00s',
  })
  expect(facts.at(-1)).toMatchObject({ outcome: 'failed', durationMs: minutes(10) })
})

test('an interrupted phase is aborted, not failed', async () => {
  const controller = new AbortController()
  const { engine, facts, clock } = engineOf({ cluster: () => new Promise(() => undefined) })
  const reached = engine.reach('cluster', controller.signal)
  reached.catch(() => undefined)
  await clock.advance(1)
  controller.abort(new Error('interrupted'))
  await expect(reached).rejects.toThrow('interrupted')
  expect(facts.at(-1)).toMatchObject({ outcome: 'aborted' })
})
