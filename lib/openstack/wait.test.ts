import { expect, test } from 'vitest'
import { ManualClock } from '../core/clock.ts'
import { StackproofError } from '../core/errors.ts'
import type { Resource } from './types.ts'
import { waitForResource, waitUntilGone } from './wait.ts'

const interval = { timeoutMs: 60_000, everyMs: 10_000, warnAfterMs: 60_000 }
const missing = new StackproofError('E_OPENSTACK', 'not there', { details: { status: 404 } })

/** A resource that goes through its states, one a look; the last one stays. */
const passing = (...states: (Partial<Resource> | undefined)[]) => ({
  get: async (id: string): Promise<Resource> => {
    const state = states.length > 1 ? states.shift() : states[0]
    if (state === undefined) throw missing
    return { id, ...state }
  },
})

const run = async <T>(clock: ManualClock, wait: Promise<T>): Promise<T> => {
  const settled = Promise.allSettled([wait])
  await clock.advance(120_000)
  await settled
  return await wait
}

test('A resource is looked at until it is as wanted', async () => {
  const clock = new ManualClock()
  const seen: string[] = []
  const wait = waitForResource({
    collection: passing({ status: 'BUILD' }, { status: 'BUILD' }, { status: 'ACTIVE' }),
    id: 's1',
    goal: 'server s1 ACTIVE',
    interval,
    clock,
    observer: { observed: (_, { state }) => seen.push(state) },
    until: (server) => server?.status === 'ACTIVE',
  })
  expect((await run(clock, wait))?.status).toBe('ACTIVE')
  expect(seen).toEqual(['BUILD', 'ACTIVE'])
})

test.each([
  [{ status: 'ERROR', fault: { message: 'No valid host was found.' } }, 'ERROR: No valid host was found.'],
  [{ status: 'error_deleting' }, 'error_deleting'],
  [{ provisioning_status: 'ERROR', status: 'x' }, 'ERROR'],
])('An error state ends a wait with its fault: %j', async (state, reason) => {
  const clock = new ManualClock()
  const options = { collection: passing(state), id: 'r', goal: 'r ready', interval, clock, until: () => false }
  await expect(run(clock, waitForResource(options))).rejects.toMatchObject({
    code: 'E_TERMINAL_STATE',
    message: expect.stringContaining(reason),
  })
})

test.each([
  ['the service answers 404', [{ status: 'ACTIVE' }, undefined]],
  ['the service still says deleted', [{ provisioning_status: 'PENDING_DELETE' }, { provisioning_status: 'DELETED' }]],
  ['it has been in error before', [{ status: 'ERROR' }, undefined]],
])('A resource is gone when %s', async (_, states) => {
  const clock = new ManualClock()
  await run(clock, waitUntilGone({ collection: passing(...states), id: 'r', goal: 'r gone', interval, clock }))
  expect(clock.now()).toBeGreaterThanOrEqual(10_000)
})

test('A time-out carries the states and the evidence', async () => {
  const clock = new ManualClock()
  const evidence = async () => ({ messages: ['no backend'] })
  const wait = waitUntilGone({
    collection: passing({ status: 'deleting' }),
    id: 'v',
    goal: 'volume v gone',
    interval,
    clock,
    evidence,
  })
  const error = await run(clock, wait).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_WAIT_TIMEOUT', details: { messages: ['no backend'] } })
  expect(error.timeline).toMatchObject([{ state: 'deleting' }])
})

test('Any other error ends the wait', async () => {
  const clock = new ManualClock()
  const get = async () => {
    throw new StackproofError('E_OPENSTACK', 'forbidden', { details: { status: 403 } })
  }
  const wait = waitUntilGone({ collection: { get }, id: 'v', goal: 'volume v gone', interval, clock })
  await expect(run(clock, wait)).rejects.toThrow('forbidden')
})
