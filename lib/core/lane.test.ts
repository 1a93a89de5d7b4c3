import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLane } from './lane.ts'

test('A lane lets only so many in at a time, in their order, and goes on after a failure', async () => {
  const lane = createLane(2)
  const order: number[] = []
  let running = 0
  let most = 0
  const work = (index: number) => async () => {
    most = Math.max(most, ++running)
    await sleep(5)
    running--
    order.push(index)
    if (index === 0) throw new Error('first')
  }
  const results = await Promise.allSettled([0, 1, 2, 3].map((index) => lane(work(index))))
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect([most, order]).toEqual([2, [0, 1, 2, 3]])
})
