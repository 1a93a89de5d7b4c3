import { expect, test, vi } from 'vitest'
import { acceleratedClock, ManualClock, systemClock } from './clock.ts'

test('an accelerated clock starts at its epoch and runs as many times faster as it says', async () => {
  const clock = acceleratedClock({ epochMs: 1_000_000, wallMs: Date.now(), scale: 100 })
  const start = clock.now()
  const wall = performance.now()
  await clock.sleep(5000)
  expect(performance.now() - wall).toBeLessThan(1000)
  expect(clock.now() - start).toBeGreaterThanOrEqual(4900)
  expect(start).toBeGreaterThanOrEqual(1_000_000)
})

test('two clocks of one setting show the same time', () => {
  const setting = { epochMs: 5, wallMs: Date.now() - 1000, scale: 10 }
  expect(Math.abs(acceleratedClock(setting).now() - acceleratedClock(setting).now())).toBeLessThan(100)
})

test('a sleep rejects with the reason of its signal', async () => {
  const controller = new AbortController()
  const sleeping = systemClock.sleep(10_000, controller.signal)
  controller.abort(new Error('stop'))
  await expect(sleeping).rejects.toThrow('stop')
})

test('a manual clock wakes sleepers in the order of their times', async () => {
  const clock = new ManualClock()
  const woken: string[] = []
  void clock.sleep(20).then(() => woken.push('late'))
  void clock.sleep(10).then(() => woken.push('early'))
  await clock.advance(15)
  expect(woken).toEqual(['early'])
  await clock.advance(15)
  expect(woken).toEqual(['early', 'late'])
})

test.for([-3_600_000, 3_600_000])(
  'a machine whose clock is set by %i ms makes no wait longer or shorter',
  async (jump) => {
    const accelerated = acceleratedClock({ epochMs: 0, wallMs: Date.now(), scale: 100 })
    const before = [systemClock.now(), accelerated.now()]
    const set = Date.now() + jump
    const spy = vi.spyOn(Date, 'now').mockImplementation(() => set)
    const passed = [systemClock.now(), accelerated.now()].map((now, i) => now - before[i]!)
    spy.mockRestore()
    expect(passed[0]).toBeLessThan(1000)
    expect(passed[1]).toBeLessThan(100_000)
    expect(Math.min(...passed)).toBeGreaterThanOrEqual(0)
  },
)
