import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startOpenLoop } from './open-loop.ts'
import { outsideVantage } from './outside.ts'
import type { ProbeResult } from './types.ts'

const outside = outsideVantage({ name: 'outside', addresses: ['127.0.0.1'] })
const good: ProbeResult = { outcome: 'connected', connectMs: 1, totalMs: 2, status: 200, body: '', error: null }
const bad: ProbeResult = { ...good, outcome: 'refused', connectMs: null, totalMs: null, status: null }

const probe = (port = 1) => ({ target: { host: '127.0.0.1', port }, path: '/', timeoutMs: 1000 })

/** Answers at once, well or badly as `isUp` says at that moment. */
const switched = (isUp: () => boolean) => ({ http: async () => (isUp() ? good : bad) })

test('A real outage is measured from the last good answer to the next one', async () => {
  const server = createServer((_, response) => void response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const loop = startOpenLoop(outside, probe(port), { everyMs: 20 })
  await sleep(200)
  server.close()
  server.closeAllConnections()
  await sleep(300)
  server.listen(port, '127.0.0.1')
  await sleep(200)
  const result = await loop.stop()
  server.close()
  expect(result.sent).toBeGreaterThan(25)
  expect(result.lost).toBeGreaterThan(5)
  expect(result.gapMs).toBeGreaterThan(250)
  expect(result.gapMs).toBeLessThan(500)
  expect(result.gap).toMatchObject({ open: false })
  expect(result.connectMs.p50).toBeGreaterThan(0)
})

test('Without an outage nothing is lost', async () => {
  const loop = startOpenLoop(
    switched(() => true),
    probe(),
    { everyMs: 10 },
  )
  await sleep(200)
  expect(await loop.stop()).toMatchObject({ lost: 0, totalMs: { p50: 2, p99: 2 } })
})

test('An outage that lasts to the end counts, and is marked as open', async () => {
  let up = true
  const loop = startOpenLoop(
    switched(() => up),
    probe(),
    { everyMs: 10 },
  )
  await sleep(60)
  up = false
  await sleep(200)
  const { gap, gapMs } = await loop.stop()
  expect(gap).toMatchObject({ open: true })
  expect(gapMs).toBeGreaterThan(150)
})

test('Slow answers do not slow down the loop', async () => {
  const http = async () => {
    await sleep(150)
    return good
  }
  const loop = startOpenLoop({ http }, probe(), { everyMs: 10 })
  await sleep(250)
  expect((await loop.stop()).sent).toBeGreaterThan(15)
})

test('A vantage that breaks, and a signal, end the loop with an error', async () => {
  const broken = startOpenLoop({ http: () => Promise.reject(new Error('no vantage')) }, probe())
  await expect(broken.stop()).rejects.toThrow('no vantage')
  const controller = new AbortController()
  const loop = startOpenLoop(
    switched(() => true),
    probe(),
    { signal: controller.signal },
  )
  controller.abort(new Error('enough'))
  await expect(loop.stop()).rejects.toThrow('enough')
})
