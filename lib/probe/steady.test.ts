import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { steady } from './steady.ts'
import type { ProbeResult } from './types.ts'

const good: ProbeResult = { outcome: 'connected', connectMs: 1, totalMs: 2, status: 200, body: 'ok', error: null }
const bad: ProbeResult = { ...good, outcome: 'reset', status: null, body: null }
const probe = { target: { host: '127.0.0.1', port: 1 }, path: '/', timeoutMs: 100 }

const playing = (results: ProbeResult[]) => {
  let running = 0
  const seen = { most: 0, count: 0 }
  const http = async () => {
    seen.most = Math.max(seen.most, ++running)
    const result = results[seen.count++ % results.length]!
    await sleep(1)
    running--
    return result
  }
  return { vantage: { http }, seen }
}

test('Every probe is sent once, one after the other, and failures are told by number', async () => {
  const { vantage, seen } = playing([good, bad, good, good])
  expect(await steady(vantage, probe, 8)).toEqual({
    ok: 6,
    failures: [
      { index: 1, result: bad },
      { index: 5, result: bad },
    ],
  })
  expect(seen).toEqual({ most: 1, count: 8 })
})

test('So many as asked for run at once', async () => {
  const { vantage, seen } = playing([good])
  expect((await steady(vantage, probe, 20, { concurrency: 5 })).ok).toBe(20)
  expect(seen).toEqual({ most: 5, count: 20 })
})

test('What counts as an answer can be said', async () => {
  const { vantage } = playing([good, { ...good, body: 'other' }])
  const { failures } = await steady(vantage, probe, 2, { accept: ({ body }) => body === 'ok' })
  expect(failures.map(({ index }) => index)).toEqual([1])
})
