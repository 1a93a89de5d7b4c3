import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { RawAnswer } from '../../../../lib/openstack/types.ts'
import { credentialKeeper } from './application-credential.ts'
import { byCredential, login, projectScope, tokenOf, withoutCatalog } from './login.ts'

/** Cases about application credentials. */
export const CREDENTIALS: readonly ContractCase[] = [
  {
    id: 'auth-09',
    title: 'An application credential logs in by id and secret; a wrong secret is a 401',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { id, secret } = await keeper.make()
      const answer = await login(context, byCredential({ id, secret }))
      expect(answer.status).toBe(201)
      expect(answer.body.token.methods).toEqual(['application_credential'])
      expect(answer.body.token.project.id).toBe(context.cloud.projectId)
      context.golden('token', withoutCatalog(answer))
      const wrong = await login(context, byCredential({ id, secret: 'wrong' }))
      expect(wrong.status).toBe(401)
      context.golden('wrong secret', wrong)
      context.golden('no secret', await login(context, byCredential({ id })))
      context.golden('no id', await login(context, byCredential({ secret })))
    },
  },
  {
    id: 'auth-10',
    title: 'An application credential logs in by its name and its user',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { user } = context.password()
      const { name, secret } = await keeper.make()
      const byId = await login(context, byCredential({ name, secret, user: { id: user.id } }))
      const byName = await login(
        context,
        byCredential({ name, secret, user: { name: user.name, domain: user.domain } }),
      )
      expect([byId.status, byName.status]).toEqual([201, 201])
      expect(byName.body.token.user.id).toBe(user.id)
      context.golden('no user', await login(context, byCredential({ name, secret })))
      context.golden(
        'unknown name',
        await login(context, byCredential({ name: 'nobody', secret, user: { id: user.id } })),
      )
    },
  },
  {
    id: 'auth-11',
    title: 'An application credential with a scope is a 401, even with its own',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { id, secret } = await keeper.make()
      const answer = await login(context, byCredential({ id, secret }, projectScope(context.password())))
      expect(answer.status).toBe(401)
      expect(answer.body.error.message).toMatch(/Application credentials cannot request a scope\.$/)
      context.golden('scope', answer)
    },
  },
  {
    id: 'auth-12',
    title: 'A deleted application credential is a 404 at the login, and its old tokens are good nowhere',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { cloud } = context
      const { id, secret } = await keeper.make()
      const token = tokenOf(await login(context, byCredential({ id, secret })))
      expect((await keeper.remove(id)).status).toBe(204)
      const again = await login(context, byCredential({ id, secret }))
      expect(again.status).toBe(404)
      context.golden('login', again)
      const validation = await cloud.request({
        service: 'identity',
        method: 'GET',
        path: '/auth/tokens',
        headers: { 'x-subject-token': token },
      })
      expect(validation.status).toBe(404)
      context.golden('validation', validation)
      const elsewhere = await cloud.request({ service: 'network', method: 'GET', path: '/networks', token })
      expect(elsewhere.status).toBe(401)
      context.golden('elsewhere', elsewhere)
    },
  },
  {
    id: 'auth-13',
    title: 'A restricted application credential must not make or delete others',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { id, secret } = await keeper.make()
      const token = tokenOf(await login(context, byCredential({ id, secret })))
      const made = await keeper.request({ name: context.name('second') }, token)
      const removed = await keeper.remove(id, token)
      expect([made.status, removed.status]).toEqual([403, 403])
      context.golden('create', made)
      context.golden('delete', removed)
      const free = await keeper.make({ unrestricted: true })
      const freeToken = tokenOf(await login(context, byCredential({ id: free.id, secret: free.secret })))
      expect((await keeper.remove(id, freeToken)).status).toBe(204)
    },
  },
  {
    id: 'auth-14',
    title: 'A token of an application credential cannot be exchanged for another one',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { id, secret } = await keeper.make()
      const token = tokenOf(await login(context, byCredential({ id, secret })))
      const scope = projectScope(context.password())
      const answer = await login(context, { identity: { methods: ['token'], token: { id: token } }, scope })
      expect(answer.status).toBe(403)
      context.golden('rescope', answer)
    },
  },
  {
    id: 'auth-19',
    title: 'The secret of an application credential is told when it is made and never again',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { golden } = context
      const { id, secret, name, answer } = await keeper.make({ description: 'told once' })
      expect(secret.length).toBeGreaterThan(40)
      golden('create', withoutRoleLinks(answer))
      const shown = await keeper.send('GET', `/${id}`)
      expect(shown.status).toBe(200)
      expect(shown.text).not.toContain(secret)
      expect(shown.body.application_credential).not.toHaveProperty('secret')
      golden('show', withoutRoleLinks(shown))
      const listed = await keeper.send('GET', '', { query: { name } })
      expect(listed.body.application_credentials.map((one: { id: string }) => one.id)).toEqual([id])
      golden('list', withoutRoleLinks(listed))
    },
  },
  {
    id: 'auth-113',
    title: 'A second application credential of the same name is a 409',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { name } = await keeper.make()
      const again = await keeper.request({ name })
      expect(again.status).toBe(409)
      context.golden('duplicate', again)
    },
  },
  {
    id: 'auth-114',
    title: 'An application credential ends by itself, but not in the past',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const { answer } = await keeper.make({ expires_at: '2099-01-01T00:00:00Z' })
      expect(answer.body.application_credential.expires_at).toBe('2099-01-01T00:00:00.000000')
      const past = await keeper.request({ name: context.name(), expires_at: '2020-01-01T00:00:00' })
      expect(past.status).toBe(400)
      context.golden('past', past)
      const never = await keeper.request({ name: context.name(), expires_at: 'tomorrow' })
      expect(never.status).toBe(400)
      context.golden('no moment', never)
    },
  },
  {
    id: 'auth-115',
    title: 'An application credential gets only roles that its user has',
    needs: ['password'],
    run: async (context) => {
      const keeper = await credentialKeeper(context)
      const answer = await keeper.request({ name: context.name(), roles: [{ name: 'admin' }] })
      expect(answer.status).toBe(400)
      context.golden('unassigned role', answer)
      const { answer: reader } = await keeper.make({ roles: [{ name: 'reader' }] })
      expect(reader.body.application_credential.roles.map(({ name }: { name: string }) => name)).toEqual(['reader'])
    },
  },
  {
    id: 'auth-116',
    title: "Another user's application credentials can be neither read nor made, and unknown ones are a 404",
    needs: ['password'],
    run: async (context) => {
      const { cloud, name, golden } = context
      const keeper = await credentialKeeper(context)
      const nobody = `/users/${'0'.repeat(32)}/application_credentials`
      const body = { application_credential: { name: name() } }
      const listed = await cloud.request({ service: 'identity', method: 'GET', path: nobody })
      const made = await cloud.request({ service: 'identity', method: 'POST', path: nobody, body })
      expect([listed.status, made.status]).toEqual([403, 403])
      golden('list', listed)
      golden('create', made)
      const missing = await keeper.send('GET', `/${'0'.repeat(32)}`)
      expect(missing.status).toBe(404)
      golden('missing', missing)
    },
  },
]

/** Keystone keeps roles in memory, and some answers leave their links in what others then give. */
const withoutRoleLinks = (answer: RawAnswer): RawAnswer => {
  const strip = <T extends { roles: { links?: unknown }[] }>(one: T) => ({
    ...one,
    roles: one.roles.map(({ links: _, ...role }) => role),
  })
  const { application_credential: one, application_credentials: all, ...rest } = answer.body
  const stripped =
    one === undefined ? { application_credentials: all.map(strip) } : { application_credential: strip(one) }
  return { ...answer, body: { ...rest, ...stripped } }
}
