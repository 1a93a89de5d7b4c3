import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { byPassword, login, projectScope, tokenOf, withoutCatalog } from './login.ts'

const UNAUTHORIZED = 'The request you have made requires authentication.'

/** Cases about logins with user and password. */
export const PASSWORD: readonly ContractCase[] = [
  {
    id: 'auth-02',
    title: 'A password with a project gives 201, the token in a header, and a catalog in the body',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const answer = await login(context, byPassword(credential, projectScope(credential)))
      expect(answer.status).toBe(201)
      expect(tokenOf(answer).length).toBeGreaterThan(100)
      expect(answer.body.token.catalog.map(({ type }: { type: string }) => type)).toContain('identity')
      expect(answer.body.token.expires_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/)
      context.golden('token', withoutCatalog(answer))
    },
  },
  {
    id: 'auth-03',
    title: 'A wrong password, an unknown user and an unknown project are one and the same 401',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const scope = projectScope(credential)
      const stranger = { name: context.name(), domain: credential.user.domain, password: 'x' }
      const wrong = await login(context, byPassword(credential, scope, { password: 'wrong' }))
      const unknown = await login(context, byPassword(credential, scope, { id: undefined, ...stranger }))
      const nowhere = await login(context, byPassword(credential, { project: { id: '0'.repeat(32) } }))
      for (const answer of [wrong, unknown, nowhere]) {
        expect(answer.status).toBe(401)
        expect(answer.body.error).toEqual({ code: 401, title: 'Unauthorized', message: UNAUTHORIZED })
      }
      context.golden('wrong password', wrong)
      context.golden('unknown user', unknown)
      context.golden('unknown project', nowhere)
    },
  },
  {
    id: 'auth-04',
    title: 'A user by name without a domain is a 400 that names the domain',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const user = { id: undefined, name: credential.user.name }
      const answer = await login(context, byPassword(credential, projectScope(credential), user))
      expect(answer.status).toBe(400)
      expect(answer.body.error.message).toMatch(/^Expecting to find domain in user\./)
      context.golden('no domain', answer)
    },
  },
  {
    id: 'auth-05',
    title: 'A project by name without a domain is a 400 that names the domain',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const answer = await login(context, byPassword(credential, { project: { name: credential.project.name } }))
      expect(answer.status).toBe(400)
      expect(answer.body.error.message).toMatch(/^Expecting to find domain in project\./)
      context.golden('no domain', answer)
    },
  },
  {
    id: 'auth-06',
    title: 'Two scopes at once are a 400',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const scope = { ...projectScope(credential), domain: { id: credential.project.domain.id } }
      const answer = await login(context, byPassword(credential, scope))
      expect(answer.status).toBe(400)
      context.golden('two scopes', answer)
    },
  },
  {
    id: 'auth-07',
    title: 'An unscoped token has neither project nor roles nor catalog',
    needs: ['password'],
    run: async (context) => {
      const answer = await login(context, byPassword(context.password(), 'unscoped'))
      expect(answer.status).toBe(201)
      expect(answer.body.token).not.toHaveProperty('catalog')
      expect(answer.body.token).not.toHaveProperty('project')
      context.golden('unscoped', answer)
    },
  },
  {
    id: 'auth-08',
    title: 'A login with ?nocatalog leaves the catalog out, and it can be had later',
    needs: ['password'],
    run: async (context) => {
      const credential = context.password()
      const answer = await login(context, byPassword(credential, projectScope(credential)), { nocatalog: '' })
      expect(answer.status).toBe(201)
      expect(answer.body.token).not.toHaveProperty('catalog')
      context.golden('token', answer)
      const token = tokenOf(answer)
      const later = await context.cloud.request({ service: 'identity', method: 'GET', path: '/auth/catalog', token })
      expect(later.status).toBe(200)
      expect(later.body.catalog.length).toBeGreaterThan(0)
    },
  },
  {
    id: 'auth-111',
    title: 'A method that Keystone does not have is a 401 that lists those it has',
    run: async (context) => {
      const answer = await login(context, { identity: { methods: ['carrier-pigeon'], 'carrier-pigeon': {} } })
      expect(answer.status).toBe(401)
      expect(answer.body.error.identity.methods).toContain('application_credential')
      // Which ones there are is the operator's choice.
      const error = { ...answer.body.error, identity: Object.keys(answer.body.error.identity) }
      context.golden('unknown method', { ...answer, body: { error } })
    },
  },
  {
    id: 'auth-112',
    title: 'A body that is no JSON, a list or empty is a 400',
    run: async ({ cloud, golden }) => {
      const post = (body: unknown) =>
        cloud.request({ service: 'identity', method: 'POST', path: '/auth/tokens', token: false, body })
      const broken = await post('{')
      expect(broken.status).toBe(400)
      golden('broken', broken)
      golden('list', await post([]))
      golden('no auth', await post({}))
      const noIdentity = await post({ auth: {} })
      expect(noIdentity.status).toBe(400)
      expect(noIdentity.body.error.message).toMatch(/^'identity' is a required property/)
    },
  },
]
