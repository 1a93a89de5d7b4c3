import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { FaultProxy } from '../../../../fixtures/fault-proxy/proxy.ts'
import { openThrough } from '../through.ts'

const LOGIN = /\/auth\/tokens/
const NETWORKS = /\/networks/
const tokensUsed = (proxy: FaultProxy) => proxy.asked('GET', NETWORKS).map(({ headers }) => headers['x-auth-token'])

/** Cases about the tokens that the client keeps. */
export const RENEWAL: readonly ContractCase[] = [
  {
    id: 'auth-16',
    title: 'A token that is about to end is renewed before it is refused',
    run: async (context) => {
      const lifeMs = 3000
      const shorten = (text: string) => {
        const body = JSON.parse(text)
        body.token.expires_at = new Date(Date.parse(body.token.issued_at) + lifeMs).toISOString()
        return { text: JSON.stringify(body) }
      }
      const { cloud, proxy } = await openThrough(context, {
        prepare: (made) =>
          made.rule({
            method: 'POST',
            path: LOGIN,
            times: 1,
            fault: { kind: 'rewrite', change: ({ text }) => shorten(text) },
          }),
      })
      await cloud.network.networks.list({ limit: 1 })
      await context.clock.sleep(lifeMs, context.signal)
      await cloud.network.networks.list({ limit: 1 })
      const used = tokensUsed(proxy)
      expect(proxy.asked('POST', LOGIN)).toHaveLength(2)
      expect(new Set([used[0], used.at(-1)]).size).toBe(2)
    },
  },
  {
    id: 'auth-17',
    title: 'Fifty requests that are refused at once make one new login, and all of them succeed',
    run: async (context) => {
      let subject = ''
      const learn = ({ headers }: { headers: Record<string, string> }) => {
        subject = headers['x-subject-token']!
        return {}
      }
      const { cloud, proxy } = await openThrough(context, {
        prepare: (made) =>
          made.rule({ method: 'POST', path: LOGIN, times: 1, fault: { kind: 'rewrite', change: learn } }),
      })
      // Revoked before Neutron has seen it: services go on taking a token that they know for minutes.
      await context.cloud.request({
        service: 'identity',
        method: 'DELETE',
        path: '/auth/tokens',
        headers: { 'x-subject-token': subject },
        token: subject,
      })
      const lists = Array.from({ length: 50 }, () => cloud.network.networks.list({ name: context.name(), limit: 1 }))
      expect((await Promise.all(lists)).flat()).toEqual([])
      expect(proxy.asked('POST', LOGIN)).toHaveLength(2)
      expect(new Set(tokensUsed(proxy)).size).toBe(2)
    },
  },
  {
    id: 'auth-18',
    title: 'A second refusal with a new token is told, with the ids of both requests, and not tried again',
    run: async (context) => {
      const { cloud, proxy } = await openThrough(context)
      let count = 0
      const refuse = () => {
        const id = `req-00000000-0000-4000-8000-00000000000${++count}`
        const error = {
          code: 401,
          title: 'Unauthorized',
          message: 'The request you have made requires authentication.',
        }
        return {
          status: 401,
          headers: { 'x-openstack-request-id': id, 'content-type': 'application/json' },
          text: JSON.stringify({ error }),
        }
      }
      proxy.rule({ path: NETWORKS, fault: { kind: 'rewrite', change: refuse } })
      await expect(cloud.network.networks.list({ limit: 1 })).rejects.toMatchObject({
        code: 'E_AUTH',
        details: {
          requestIds: ['req-00000000-0000-4000-8000-000000000001', 'req-00000000-0000-4000-8000-000000000002'],
        },
      })
      expect(proxy.asked('GET', NETWORKS)).toHaveLength(2)
      expect(proxy.asked('POST', LOGIN)).toHaveLength(2)
    },
  },
]
