import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { FaultProxy } from '../../../../fixtures/fault-proxy/proxy.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'
import { openThrough } from '../through.ts'

const NETWORKS = /\/networks(\?|$)/
const GROUPS = /\/os-server-groups(\?|$)/

/** Makes a server group (nothing is made sooner) through the proxy, and looks past it at how many of that name there are. */
const makeGroup = async ({ cloud: past, undo, name }: ContractContext, through: OpenStack, suffix: string) => {
  const made = await through.compute.serverGroups.create({ name: name(suffix), policy: 'anti-affinity' })
  const found = (await past.compute.serverGroups.list()).filter((group) => group.name === name(suffix))
  for (const { id } of found) undo(() => past.compute.serverGroups.delete(id))
  return { id: made.id, found: found.map(({ id }) => id) }
}

const posts = (proxy: FaultProxy) => proxy.asked('POST', GROUPS).length

/** Cases about what is tried again, and when. */
export const RETRIES: readonly ContractCase[] = [
  {
    id: 'client-99',
    title: 'A 429 is waited for as long as Retry-After says, in seconds or as a date, and then tried again',
    run: async (context) => {
      const { clock } = context
      const { cloud, proxy } = await openThrough(context)
      const forms = [() => '2', () => new Date(clock.now() + 3000).toUTCString()]
      for (const form of forms) {
        proxy.clear()
        const answer = {
          status: 429,
          headers: { 'retry-after': form() },
          body: { overLimit: { code: 429, message: 'slow' } },
        }
        proxy.rule({ method: 'GET', path: NETWORKS, times: 1, fault: { kind: 'answer', answer } })
        const [before, start] = [proxy.seen.length, clock.now()]
        expect(await cloud.network.networks.list({ name: context.name() })).toEqual([])
        expect(proxy.seen.length - before).toBe(2)
        expect(clock.now() - start).toBeGreaterThanOrEqual(1900)
      }
    },
  },
  {
    id: 'client-100',
    title: 'A creation is sent again after a 503, and after a 504 what was made is adopted',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const busy = { kind: 'answer', answer: { status: 503, body: '<h1>503 Service Unavailable</h1>' } } as const
      proxy.rule({ method: 'POST', path: GROUPS, times: 2, fault: busy })
      const repeated = await makeGroup(context, cloud, 'busy')
      expect(repeated.found).toEqual([repeated.id])
      expect(posts(proxy)).toBe(3)
      proxy.clear()
      const lost = { kind: 'answer-after', answer: { status: 504, body: '<h1>504 Gateway Time-out</h1>' } } as const
      proxy.rule({ method: 'POST', path: GROUPS, times: 1, fault: lost })
      const adopted = await makeGroup(context, cloud, 'lost')
      expect(adopted.found).toEqual([adopted.id])
      expect(posts(proxy)).toBe(4)
    },
  },
  {
    id: 'client-111',
    title: 'A creation whose connection is cut before, after or without an answer makes exactly one',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      for (const kind of ['reset', 'reset-after', 'drop-answer'] as const) {
        proxy.clear()
        proxy.rule({ method: 'POST', path: GROUPS, times: 1, fault: { kind } })
        const made = await makeGroup(context, cloud, kind)
        expect([kind, made.found]).toEqual([kind, [made.id]])
      }
    },
  },
  {
    id: 'client-101',
    title: 'A server whose creation was cut off after it was sent is adopted, and there is only one',
    needs: ['compute'],
    timeoutMs: 180_000,
    run: async (context) => {
      const { cloud: past, facts, name, undo } = context
      const { cloud, proxy } = await openThrough(context)
      proxy.rule({ method: 'POST', path: /\/servers$/, times: 1, fault: { kind: 'reset-after' } })
      const body = { name: name(), flavorRef: facts.flavor!.id, imageRef: facts.image!.id, networks: 'none' }
      const made = await cloud.compute.servers.create(body)
      undo(() => past.compute.servers.delete(made.id))
      const all = await past.compute.servers.list({ name: `^${name()}$` })
      expect(all.map(({ id }) => id)).toEqual([made.id])
      expect(proxy.asked('POST', /\/servers$/)).toHaveLength(1)
    },
  },
  {
    id: 'client-112',
    title: 'A deletion that was done before its answer was lost counts as done',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const { id } = await makeGroup(context, cloud, 'gone')
      proxy.rule({ method: 'DELETE', path: /\/os-server-groups\//, times: 1, fault: { kind: 'reset-after' } })
      await cloud.compute.serverGroups.delete(id)
      expect(proxy.asked('DELETE', /\/os-server-groups\//)).toHaveLength(2)
    },
  },
  {
    id: 'client-113',
    title: 'A 500 is not tried again for a creation, and twice for a question',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const error = { NeutronError: { type: 'HTTPInternalServerError', message: 'Request Failed', detail: '' } }
      proxy.rule({ path: NETWORKS, fault: { kind: 'answer', answer: { status: 500, body: error } } })
      await expect(cloud.network.networks.list()).rejects.toMatchObject({
        code: 'E_OPENSTACK',
        details: { status: 500 },
      })
      expect(proxy.asked('GET', NETWORKS)).toHaveLength(3)
      await expect(cloud.network.qosPolicies.list()).resolves.toBeInstanceOf(Array)
    },
  },
  {
    id: 'client-114',
    title: 'An answer that is cut in the middle is asked for again',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      const { id, found } = await makeGroup(context, cloud, 'cut')
      proxy.rule({ method: 'GET', path: GROUPS, times: 2, fault: { kind: 'cut', afterBytes: 10 } })
      expect(found).toEqual([id])
      expect((await cloud.compute.serverGroups.list()).map((one) => one.id)).toContain(id)
    },
  },
]
