import { expect, test } from 'vitest'
import { isAmbiguous, pauseBeforeRetry, type RetryClass, type Setback } from './retry.ts'

const status = (code: number, retryAfter?: string): Setback => ({ status: code, retryAfter })
const pause = (setback: Setback, retry: RetryClass, count = 1) =>
  pauseBeforeRetry(setback, { retry, count, now: Date.parse('2026-01-01T00:00:00Z'), random: () => 1 })

test.each([
  ['never reached', { failure: 'unreached' }, [true, true, true]],
  ['lost on the way', { failure: 'ambiguous' }, [true, true, false]],
  ['not trusted', { failure: 'tls' }, [false, false, false]],
  ['answered by something else', { failure: 'foreign' }, [false, false, false]],
  ['too many requests', status(429), [true, true, true]],
  ['busy', status(503), [true, true, true]],
  ['bad gateway', status(502), [true, true, false]],
  ['broken', status(500), [true, true, false]],
  ["Cinder's quota", status(413, '0'), [false, false, false]],
  ['conflict', status(409), [false, false, false]],
  ['fine', status(200), [false, false, false]],
] as [string, Setback, boolean[]][])(
  'What is %s is repeated only where that is safe',
  (_, setback, [read, idempotent, once]) => {
    expect(pause(setback, 'read') !== undefined).toBe(read)
    expect(pause(setback, 'idempotent') !== undefined).toBe(idempotent)
    expect(pause(setback, 'once') !== undefined).toBe(once)
  },
)

test('A broken service is asked twice more for a read and once more for a change', () => {
  expect([1, 2, 3].map((count) => pause(status(500), 'read', count) !== undefined)).toEqual([true, true, false])
  expect([1, 2].map((count) => pause(status(500), 'idempotent', count) !== undefined)).toEqual([true, false])
})

test('Pauses double up to half a minute, and attempts end', () => {
  const pauses = [1, 2, 3, 7, 8].map((count) => pause(status(503), 'read', count))
  expect(pauses).toEqual([500, 1000, 2000, 30_000, undefined])
})

test('Retry-After is honoured in seconds and as a date, but never as zero', () => {
  expect(pause(status(503, '7'), 'once')).toBe(7000)
  expect(pause(status(503, 'Thu, 01 Jan 2026 00:00:09 GMT'), 'once')).toBe(9000)
  expect(pause(status(503, '0'), 'once')).toBe(1000)
  expect(pause(status(503, 'nonsense'), 'once')).toBe(500)
})

test('A create that failed may have been carried out where the answer was lost', () => {
  expect([{ failure: 'ambiguous' } as const, status(500), status(504)].every(isAmbiguous)).toBe(true)
  expect(
    [{ failure: 'unreached' } as const, { failure: 'tls' } as const, status(503), status(409)].some(isAmbiguous),
  ).toBe(false)
})

test('What shall go out once is not even repeated when it was refused', () => {
  for (const setback of [
    status(503),
    status(429, '1'),
    { failure: 'unreached' },
    { failure: 'ambiguous' },
  ] as Setback[])
    expect(pause(setback, 'never')).toBeUndefined()
})

test('What clouds.yaml says of attempts holds', () => {
  const patient = (setback: Setback, count: number, patience: object) =>
    pauseBeforeRetry(setback, { retry: 'read', count, now: 0, random: () => 1, patience })
  expect(patient({ failure: 'unreached' }, 1, { connectRetries: 0 })).toBeUndefined()
  expect(patient({ failure: 'unreached' }, 2, { connectRetries: 2, connectRetryDelayMs: 50 })).toBe(100)
  expect(patient(status(503), 3, { statusRetries: 2 })).toBeUndefined()
  expect(patient(status(503), 9, { statusRetries: 9 })).toBe(30_000)
})

test('Attempts end when they have taken five minutes', () => {
  const after = (spentMs: number) =>
    pauseBeforeRetry(status(503, '60'), { retry: 'read', count: 1, spentMs, now: 0, random: () => 1 })
  expect([after(0), after(240_000), after(241_000)]).toEqual([60_000, 60_000, undefined])
})
