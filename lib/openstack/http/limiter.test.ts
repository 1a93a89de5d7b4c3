import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ManualClock, systemClock } from '../../core/clock.ts'
import { createLimiter } from './limiter.ts'

test('No more than the limit are under way at once, and all get their turn in order', async () => {
  const limiter = createLimiter({ concurrency: 3, perSecond: undefined }, systemClock)
  const begun: number[] = []
  let now = 0
  let most = 0
  const work = (index: number) => async () => {
    begun.push(index)
    most = Math.max(most, ++now)
    await wait(2)
    now--
    return index
  }
  const indices = Array.from({ length: 12 }, (_, index) => index)
  expect(await Promise.all(indices.map((index) => limiter.run(work(index))))).toEqual(indices)
  expect(most).toBe(3)
  expect(begun).toEqual(indices)
})

test('Work that fails gives its place back', async () => {
  const limiter = createLimiter({ concurrency: 1, perSecond: undefined }, systemClock)
  await expect(limiter.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await limiter.run(async () => 'done')).toBe('done')
})

test('Whoever gives up while waiting leaves the queue with the reason', async () => {
  const limiter = createLimiter({ concurrency: 1, perSecond: undefined }, systemClock)
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = limiter.run(() => promise)
  const given = new AbortController()
  const second = limiter.run(async () => 'never', given.signal)
  const third = limiter.run(async () => 'third')
  given.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  await expect(limiter.run(async () => 'never', given.signal)).rejects.toThrow('enough')
  resolve()
  await first
  expect(await third).toBe('third')
})

test('Requests begin no faster than the rate allows, by the clock of the run', async () => {
  const clock = new ManualClock(1000)
  const limiter = createLimiter({ concurrency: 8, perSecond: 5 }, clock)
  const begun: number[] = []
  const all = Array.from({ length: 4 }, () => limiter.run(async () => void begun.push(clock.now())))
  await clock.advance(1000)
  await Promise.all(all)
  expect(begun).toEqual([1000, 1200, 1400, 1600])
})
