import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { OpenStack, RawCall, Resource } from '../../../../lib/openstack/types.ts'

const send = (cloud: OpenStack, method: RawCall['method'], path: string, more: Partial<RawCall> = {}) =>
  cloud.request({ service: 'identity', method, path, ...more })

const makeProject = async (context: ContractContext, suffix: string, more: object = {}): Promise<Resource> => {
  const admin = context.admin()
  const body = { project: { name: context.name(suffix), domain_id: 'default', ...more } }
  const { status, body: made, text } = await send(admin, 'POST', '/projects', { body })
  if (status !== 201) throw new Error(`expected a project, got ${status}: ${text}`)
  context.undo(() => send(admin, 'DELETE', `/projects/${made.project.id}`))
  return made.project
}

/** Cases about projects, users and roles. */
export const PROJECTS: readonly ContractCase[] = [
  {
    id: 'auth-20',
    title: 'Projects can be found by their tags: all of them, any of them, none of them',
    needs: ['admin', 'own-cloud'],
    run: async (context) => {
      const admin = context.admin()
      const [red, blue] = [context.name('red'), context.name('blue')]
      const both = await makeProject(context, 'both', { tags: [red, blue] })
      const one = await makeProject(context, 'one', { tags: [red] })
      const find = async (query: Record<string, string>) => {
        const { body } = await send(admin, 'GET', '/projects', { query })
        return body.projects.map(({ id }: Resource) => id).filter((id: string) => [both.id, one.id].includes(id))
      }
      expect(await find({ tags: `${red},${blue}` })).toEqual([both.id])
      expect((await find({ 'tags-any': `${red},${blue}` })).sort()).toEqual([both.id, one.id].sort())
      expect(await find({ 'not-tags': `${red},${blue}` })).toEqual([one.id])
      expect(await find({ 'not-tags-any': red })).toEqual([])
      context.golden('filtered', await send(admin, 'GET', '/projects', { query: { tags: `${red},${blue}` } }))
    },
  },
  {
    id: 'auth-121',
    title: 'Tags of a project are replaced, added, asked for and removed one by one',
    needs: ['admin', 'own-cloud'],
    run: async (context) => {
      const admin = context.admin()
      const path = `/projects/${(await makeProject(context, 'tags')).id}/tags`
      const replaced = await send(admin, 'PUT', path, { body: { tags: ['a', 'b'] } })
      expect(replaced.status).toBe(200)
      context.golden('replace', replaced)
      const added = await send(admin, 'PUT', `${path}/c`)
      expect(added.status).toBe(201)
      context.golden('add', added)
      context.golden('list', await send(admin, 'GET', path))
      expect((await send(admin, 'GET', `${path}/c`)).status).toBe(204)
      expect((await send(admin, 'DELETE', `${path}/c`)).status).toBe(204)
      const again = await send(admin, 'DELETE', `${path}/c`)
      expect(again.status).toBe(404)
      context.golden('missing', again)
    },
  },
  {
    id: 'auth-122',
    title: 'A project is made, shown, changed and deleted; its name is taken only once',
    needs: ['admin', 'own-cloud'],
    run: async (context) => {
      const admin = context.admin()
      const body = { project: { name: context.name(), domain_id: 'default', description: 'of a case' } }
      const made = await send(admin, 'POST', '/projects', { body })
      expect(made.status).toBe(201)
      const path = `/projects/${made.body.project.id}`
      context.undo(() => send(admin, 'DELETE', path))
      context.golden('create', made)
      context.golden('show', await send(admin, 'GET', path))
      context.golden('change', await send(admin, 'PATCH', path, { body: { project: { description: 'changed' } } }))
      const twice = await send(admin, 'POST', '/projects', { body })
      expect(twice.status).toBe(409)
      context.golden('duplicate', twice)
      expect((await send(admin, 'DELETE', path)).status).toBe(204)
      const gone = await send(admin, 'GET', path)
      expect(gone.status).toBe(404)
      context.golden('gone', gone)
    },
  },
  {
    id: 'auth-123',
    title: 'A user gets a role in a project, can work there, and no longer when it is taken away',
    needs: ['admin', 'own-cloud'],
    run: async (context) => {
      const admin = context.admin()
      const project = await makeProject(context, 'work')
      const secret = crypto.randomUUID()
      const user = { name: context.name('user'), domain_id: 'default', password: secret }
      const made = await send(admin, 'POST', '/users', { body: { user } })
      expect(made.status).toBe(201)
      const { id } = made.body.user
      context.undo(() => send(admin, 'DELETE', `/users/${id}`))
      context.golden('user', made)
      const found = await send(admin, 'GET', '/roles', { query: { name: 'member' } })
      context.golden('role', found)
      const grant = `/projects/${project.id}/users/${id}/roles/${found.body.roles[0].id}`
      const enter = () => {
        const identity = { methods: ['password'], password: { user: { id, password: secret } } }
        const auth = { identity, scope: { project: { id: project.id } } }
        return send(admin, 'POST', '/auth/tokens', { token: false, body: { auth } })
      }
      expect((await enter()).status).toBe(401)
      expect((await send(admin, 'PUT', grant)).status).toBe(204)
      const token = await enter()
      expect(token.status).toBe(201)
      expect(token.body.token.roles.map(({ name }: { name: string }) => name).sort()).toEqual(['member', 'reader'])
      expect((await send(admin, 'DELETE', grant)).status).toBe(204)
      expect((await enter()).status).toBe(401)
      const again = await send(admin, 'DELETE', grant)
      expect(again.status).toBe(404)
      context.golden('no grant', again)
    },
  },
  {
    id: 'auth-124',
    title: 'A member sees the own projects and user, and none of the lists of an administrator',
    run: async ({ cloud, golden }) => {
      const own = await send(cloud, 'GET', '/auth/projects')
      expect(own.status).toBe(200)
      expect(own.body.projects.map(({ id }: Resource) => id)).toContain(cloud.projectId)
      expect((await send(cloud, 'GET', `/users/${cloud.userId}`)).status).toBe(200)
      for (const list of ['projects', 'users', 'roles', 'domains']) {
        const answer = await send(cloud, 'GET', `/${list}`)
        expect([list, answer.status]).toEqual([list, 403])
        golden(list, answer)
      }
      const foreign = await send(cloud, 'GET', `/projects/${'0'.repeat(32)}`)
      expect(foreign.status).toBe(403)
      golden('foreign project', foreign)
    },
  },
]
