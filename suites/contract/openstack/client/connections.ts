import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { openThrough } from '../through.ts'

const ROUNDS = 200
const IDLE_MS = 8
const REQUESTS_AT_ONCE = 8

/** Cases about connections. */
export const CONNECTIONS: readonly ContractCase[] = [
  {
    id: 'client-102',
    title: 'Four hundred requests to a server that closes idle connections without a word: none of them fails',
    timeoutMs: 120_000,
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context, { closeIdleMs: IDLE_MS })
      const group = { server_group: { id: crypto.randomUUID(), name: context.name() } }
      // What the service does is not the point, and hundreds of them would take their time.
      proxy.rule({
        method: 'POST',
        path: /\/os-server-groups$/,
        fault: { kind: 'answer', answer: { status: 201, body: group } },
      })
      for (let round = 0; round < ROUNDS; round++) {
        await cloud.compute.serverGroups.create({ name: context.name() })
        expect(await cloud.compute.serverGroups.list()).toBeInstanceOf(Array)
        // Around the moment in which the server closes.
        await sleep(IDLE_MS - 2 + (round % 5))
      }
      expect(proxy.asked('POST', /\/os-server-groups$/)).toHaveLength(ROUNDS)
    },
  },
  {
    id: 'client-103',
    title: 'An upload that is slower than every time-out goes on as long as bytes flow',
    needs: ['image'],
    timeoutMs: 150_000,
    run: async (context) => {
      const { facts, name, undo, cloud: past } = context
      // A real cloud is given longer than undici waits for headers; a rehearsal's wall must not be lengthened by it.
      const seconds = facts.kind === 'rehearsal' ? 4 : 70
      const { cloud, proxy } = await openThrough(context, { config: { api_timeout: '2' } })
      const sizeBytes = seconds * 64 * 1024
      proxy.rule({ method: 'PUT', path: /\/file$/, fault: { kind: 'slow-upload', bytesPerSecond: 64 * 1024 } })
      const { id } = await cloud.image.images.create({ name: name(), disk_format: 'raw', container_format: 'bare' })
      undo(() => past.image.images.delete(id))
      const start = performance.now()
      const image = await cloud.image.upload(id, { open: () => bytes(sizeBytes), sizeBytes })
      expect(image).toMatchObject({ status: 'active', size: sizeBytes })
      expect(performance.now() - start).toBeGreaterThan(seconds * 800)
    },
  },
  {
    id: 'client-104',
    title: 'An aborted request rejects with the very reason, and its connection is given up',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      await cloud.network.networks.list({ name: context.name() })
      proxy.rule({ method: 'GET', fault: { kind: 'hang' } })
      const before = proxy.connections()
      const abort = new AbortController()
      const lists = Array.from({ length: 20 }, () => cloud.network.networks.list({}, { signal: abort.signal }))
      const outcomes = Promise.allSettled(lists)
      while (proxy.connections() < REQUESTS_AT_ONCE) await sleep(10)
      const reason = new Error('nobody waits for it any more')
      abort.abort(reason)
      for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason })
      await sleep(200)
      expect(proxy.connections()).toBeLessThanOrEqual(before)
      proxy.clear()
      expect(await cloud.network.networks.list({ name: context.name() })).toEqual([])
    },
  },
  {
    id: 'client-110',
    title: 'Hundreds of refused requests with bodies, and answers that are slow, do not use up the connections',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const missing = '00000000-0000-4000-8000-000000000000'
      const refused = Array.from({ length: 200 }, () => cloud.compute.serverGroups.get(missing))
      const outcomes = await Promise.allSettled(refused)
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
      expect(outcomes[0]).toMatchObject({ reason: { details: { status: 404 } } })
      // Sixteen of each kind: those that are kept, and those for one request each.
      expect(proxy.connections()).toBeLessThanOrEqual(32)
      proxy.rule({ method: 'GET', path: /extensions/, fault: { kind: 'slow-answer', pieceBytes: 2048, pauseMs: 5 } })
      const slow = await Promise.all(Array.from({ length: 10 }, () => cloud.network.extensions()))
      expect(new Set(slow.map(({ length }) => length)).size).toBe(1)
      expect(await cloud.network.networks.list({ name: context.name() })).toEqual([])
    },
  },
]

async function* chunks(sizeBytes: number) {
  const chunk = Buffer.alloc(16 * 1024, 'x')
  for (let sent = 0; sent < sizeBytes; sent += chunk.length)
    yield chunk.subarray(0, Math.min(chunk.length, sizeBytes - sent))
}

const bytes = (sizeBytes: number) => Readable.from(chunks(sizeBytes))
