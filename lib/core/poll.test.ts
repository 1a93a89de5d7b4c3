import { expect, test } from 'vitest'
import { ManualClock } from './clock.ts'
import { minutes, seconds } from './duration.ts'
import { poll, WaitError } from './poll.ts'

const interval = { timeoutMs: minutes(1), everyMs: seconds(10), warnAfterMs: seconds(30) }

const start = (states: string[], extra: Partial<Parameters<typeof poll<string>>[0]> = {}) => {
  const clock = new ManualClock()
  const seen = [...states]
  const observe = async () => (seen.length > 1 ? seen.shift()! : seen[0]!)
  const done = poll({
    goal: 'x Ready',
    interval,
    clock,
    observe,
    describe: (s) => s,
    until: (s) => s === 'ready',
    ...extra,
  })
  done.catch(() => undefined)
  return { clock, done }
}

test('a poll looks at once and resolves with the value that fits', async () => {
  const { done } = start(['ready'])
  await expect(done).resolves.toBe('ready')
})

test('a poll looks again after each interval', async () => {
  const { clock, done } = start(['building', 'building', 'ready'])
  await clock.advance(seconds(20))
  await expect(done).resolves.toBe('ready')
})

test('a timeout names the goal and carries each state with the time it was first seen', async () => {
  const { clock, done } = start(['building', 'building', 'half', 'half'])
  await clock.advance(minutes(2))
  const error = await done.catch((caught: WaitError) => caught)
  expect(error).toBeInstanceOf(WaitError)
  expect(error).toMatchObject({
    code: 'E_WAIT_TIMEOUT',
    timeline: [
      { afterMs: 0, state: 'building' },
      { afterMs: 20_000, state: 'half' },
    ],
  })
  expect((error as WaitError).message).toBe('x Ready not reached within 1m00s; observed building (0ms) → half (20.0s)')
})

test('a terminal state ends the wait at once with its reason', async () => {
  const { done } = start(['error'], { unless: (state) => (state === 'error' ? 'No valid host was found' : undefined) })
  await expect(done).rejects.toMatchObject({
    code: 'E_TERMINAL_STATE',
    message: expect.stringContaining('No valid host was found'),
  })
})

test('evidence is collected only when the wait times out', async () => {
  let asked = 0
  const evidence = async () => ({ asked: ++asked })
  await start(['ready'], { evidence }).done
  expect(asked).toBe(0)
  const { clock, done } = start(['never'], { evidence })
  await clock.advance(minutes(2))
  await expect(done).rejects.toMatchObject({ details: { asked: 1 } })
})

test('an abort rejects with the reason of the signal', async () => {
  const controller = new AbortController()
  const { clock, done } = start(['building'], { signal: controller.signal })
  await clock.advance(seconds(5))
  controller.abort(new Error('enough'))
  await expect(done).rejects.toThrow('enough')
})

test('a slow wait warns once', async () => {
  const warned: string[] = []
  const { clock } = start(['building'], { observer: { slow: (goal) => warned.push(goal) } })
  await clock.advance(seconds(55))
  expect(warned).toEqual(['x Ready'])
})
