import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'
import { byPassword, login, projectScope, tokenOf, withoutCatalog } from './login.ts'

const check = (cloud: OpenStack, subject: string, method: 'GET' | 'HEAD' | 'DELETE' = 'GET', token?: string) =>
  cloud.request({
    service: 'identity',
    method,
    path: '/auth/tokens',
    headers: { 'x-subject-token': subject },
    ...(token !== undefined && { token }),
  })

/** Cases about what tokens are good for. */
export const TOKENS: readonly ContractCase[] = [
  {
    id: 'auth-15',
    title: 'A revoked token is a 401 with WWW-Authenticate, at Keystone and elsewhere',
    needs: ['password'],
    run: async (context) => {
      const { cloud, golden } = context
      const credential = context.password()
      const token = tokenOf(await login(context, byPassword(credential, projectScope(credential))))
      expect((await check(cloud, token, 'DELETE', token)).status).toBe(204)
      const here = await cloud.request({ service: 'identity', method: 'GET', path: '/auth/projects', token })
      const there = await cloud.request({ service: 'network', method: 'GET', path: '/networks', token })
      for (const answer of [here, there]) {
        expect(answer.status).toBe(401)
        expect(answer.headers['www-authenticate']).toMatch(/^Keystone uri="https?:/)
      }
      golden('keystone', here)
      golden('neutron', there)
    },
  },
  {
    id: 'auth-117',
    title: 'A token shows itself; one that Keystone does not know is a 404',
    needs: ['password'],
    run: async (context) => {
      const { cloud, golden } = context
      const credential = context.password()
      const token = tokenOf(await login(context, byPassword(credential, projectScope(credential))))
      const shown = await check(cloud, token, 'GET', token)
      expect(shown.status).toBe(200)
      golden('show', withoutCatalog(shown))
      expect((await check(cloud, token, 'HEAD', token)).status).toBe(200)
      const unknown = await check(cloud, 'no-token-at-all')
      expect(unknown.status).toBe(404)
      golden('unknown', unknown)
      const none = await cloud.request({ service: 'identity', method: 'GET', path: '/auth/tokens' })
      expect(none.status).toBe(403)
      golden('none', none)
    },
  },
  {
    id: 'auth-118',
    title: 'A token can be exchanged for one of another scope that ends with it',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const first = await login(context, byPassword(credential, 'unscoped'))
      const identity = { methods: ['token'], token: { id: tokenOf(first) } }
      const scoped = await login(context, { identity, scope: projectScope(credential) })
      expect(scoped.status).toBe(201)
      expect(scoped.body.token.expires_at).toBe(first.body.token.expires_at)
      expect(scoped.body.token.audit_ids).toHaveLength(2)
      context.golden('rescoped', withoutCatalog(scoped))
      const bad = { methods: ['token'], token: { id: 'no-token-at-all' } }
      const unknown = await login(context, { identity: bad, scope: projectScope(credential) })
      expect(unknown.status).toBe(404)
      context.golden('unknown', unknown)
    },
  },
  {
    id: 'auth-119',
    title: 'Without a token, and with one that is none, every service answers 401 in its own words',
    run: async ({ cloud, golden }) => {
      const paths = [
        ['identity', '/auth/projects'],
        ['compute', '/servers'],
        ['network', '/networks'],
        ['image', '/images'],
        ['block-storage', '/volumes'],
        ['load-balancer', '/lbaas/loadbalancers'],
        ['placement', '/usages'],
      ] as const
      for (const [service, path] of paths.filter(([service]) => cloud.available().includes(service))) {
        const none = await cloud.request({ service, method: 'GET', path, token: false })
        const wrong = await cloud.request({ service, method: 'GET', path, token: 'no-token-at-all' })
        expect([service, none.status, wrong.status]).toEqual([service, 401, 401])
        golden(`${service}, none`, none)
        golden(`${service}, wrong`, wrong)
      }
    },
  },
  {
    id: 'auth-120',
    title: 'A path that Keystone does not have is a 404 in HTML, a wrong method a 405 without the key error',
    run: async ({ cloud, golden }) => {
      const path = await cloud.request({ service: 'identity', method: 'GET', path: '/no-such-thing' })
      expect(path.status).toBe(404)
      expect(path.headers['content-type']).toMatch(/^text\/html/)
      golden('path', path)
      const method = await cloud.request({ service: 'identity', method: 'PUT', path: '/auth/tokens' })
      expect(method.status).toBe(405)
      expect(method.body).toEqual({ message: 'The method is not allowed for the requested URL.' })
      golden('method', method)
    },
  },
]
