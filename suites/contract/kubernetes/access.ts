import { expect } from 'vitest'
import type { Identity } from '../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, MERGE, make } from './answers.ts'
import { configMap } from './objects.ts'
import { configMaps, core, deployments, grouped } from './paths.ts'

const RBAC = 'rbac.authorization.k8s.io'

/** A service account of the case's namespace and a token of it. */
const account = async (context: KubernetesContext, namespace: string, name = 'worker'): Promise<{ as: Identity }> => {
  await make(context, core(namespace, 'serviceaccounts'), { metadata: { name } })
  const { status, body, text } = await context.api.ask('POST', core(namespace, 'serviceaccounts', `${name}/token`), {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 600 },
  })
  expect(status, text.slice(0, 300)).toBe(201)
  return { as: { token: body.status.token } }
}

/** Lets the account do something in the namespace. */
const allow = async (context: KubernetesContext, namespace: string, ...rules: object[]) => {
  await make(context, grouped(`${RBAC}/v1`, namespace, 'roles'), { metadata: { name: 'worker' }, rules })
  await make(context, grouped(`${RBAC}/v1`, namespace, 'rolebindings'), {
    metadata: { name: 'worker' },
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'worker' },
    subjects: [{ kind: 'ServiceAccount', name: 'worker', namespace }],
  })
}

const rule = (verbs: string, resources: string, rest: object = {}) => ({
  apiGroups: [''],
  verbs: verbs.split(' '),
  resources: resources.split(' '),
  ...rest,
})

/** Who may do what. */
export const ACCESS: readonly KubernetesCase[] = [
  {
    id: 'access-01',
    title: 'Nobody sees the version and little else; a token that is none is a 401',
    run: async ({ api, golden }) => {
      const nobody = await api.ask('GET', '/api/v1/namespaces/default/secrets', undefined, { as: 'nobody' })
      // A server may be told to take no strangers at all.
      expect([401, 403]).toContain(nobody.status)
      golden('nobody', nobody)
      golden('nobody, no resource', await api.ask('GET', '/metrics', undefined, { as: 'nobody' }))
      const bad = await api.ask('GET', '/api/v1/namespaces', undefined, { as: { token: 'bogus' } })
      expectFailure(bad, 401, 'Unauthorized', 'Unauthorized')
      golden('bad token', bad)
    },
  },
  {
    id: 'access-02',
    title: 'What an account may not do is a 403 that names user, verb, resource and namespace',
    needs: ['roles', 'crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path } = await context.widgets()
      const who = await account(context, namespace)
      const listed = await api.ask('GET', core(namespace, 'secrets'), undefined, who)
      const user = `system:serviceaccount:${namespace}:worker`
      const words = `secrets is forbidden: User "${user}" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`
      expectFailure(listed, 403, 'Forbidden', words)
      golden('list', listed)
      golden('get', await api.ask('GET', core(namespace, 'secrets', 'one'), undefined, who))
      golden('create', await api.ask('POST', deployments(namespace), {}, who))
      golden('watch', await api.ask('GET', configMaps(namespace), undefined, { ...who, query: { watch: true } }))
      golden('cluster', await api.ask('GET', '/api/v1/nodes', undefined, who))
      golden('everywhere', await api.ask('GET', '/api/v1/pods', undefined, who))
      golden('subresource', await api.ask('GET', core(namespace, 'pods', 'one/log'), undefined, who))
      golden('own type', await api.ask('GET', path(namespace, 'one'), undefined, who))
      golden('delete', await api.ask('DELETE', core(namespace, 'secrets'), undefined, who))
      golden('patch', await api.ask('PATCH', configMaps(namespace, 'one'), {}, { ...who, ...MERGE }))
      golden('no resource', await api.ask('GET', '/metrics', undefined, who))
      golden('unknown resource', await api.ask('GET', core(namespace, 'bogus'), undefined, who))
    },
  },
  {
    id: 'access-03',
    title: 'A role with its binding gives what it says, and no more',
    needs: ['roles'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('named'))
      await make(context, configMaps(namespace), configMap('other'))
      const who = await account(context, namespace)
      await allow(
        context,
        namespace,
        rule('get patch', 'configmaps', { resourceNames: ['named'] }),
        rule('create list', 'secrets'),
      )
      const status = async (method: string, path: string, body?: object) =>
        (await api.ask(method, path, body, { ...who, ...(method === 'PATCH' && MERGE) })).status
      await eventually('the role to hold', async () => (await status('GET', configMaps(namespace, 'named'))) === 200)
      const answers = [
        await status('PATCH', configMaps(namespace, 'named'), { data: { a: 'b' } }),
        await status('GET', configMaps(namespace, 'other')),
        await status('GET', configMaps(namespace)),
        await status('POST', core(namespace, 'secrets'), { metadata: { name: 'one' } }),
        await status('GET', core(namespace, 'secrets')),
        await status('GET', core(namespace, 'secrets', 'one')),
        await status('GET', '/api/v1/secrets'),
      ]
      expect(answers).toEqual([200, 403, 403, 201, 200, 403, 403])
    },
  },
  {
    id: 'access-04',
    title: 'Nobody can give rights that are not his own',
    needs: ['roles'],
    run: async (context) => {
      const { api, golden, eventually } = context
      const namespace = await context.namespace()
      const who = await account(context, namespace)
      await allow(context, namespace, { apiGroups: [RBAC], verbs: ['create'], resources: ['roles', 'rolebindings'] })
      const role = { metadata: { name: 'more' }, rules: [rule('get', 'secrets')] }
      const refused = await eventually('the role to hold', async () => {
        const answer = await api.ask('POST', grouped(`${RBAC}/v1`, namespace, 'roles'), role, who)
        return !answer.text.includes('cannot create resource') && answer
      })
      expectFailure(refused, 403, 'Forbidden', /is attempting to grant RBAC permissions not currently held/)
      golden('escalation', refused)
    },
  },
  {
    id: 'access-05',
    title: 'A binding keeps its role for ever, and a role its form',
    needs: ['roles'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await allow(context, namespace, rule('get', 'pods'))
      const bindings = grouped(`${RBAC}/v1`, namespace, 'rolebindings')
      const other = await api.ask(
        'PATCH',
        `${bindings}/worker`,
        { roleRef: { apiGroup: RBAC, kind: 'Role', name: 'other' } },
        MERGE,
      )
      expectFailure(other, 422, 'Invalid', /cannot change roleRef/)
      golden('other role', other)
      golden(
        'no verbs',
        await api.ask('POST', grouped(`${RBAC}/v1`, namespace, 'roles'), {
          metadata: { name: 'two' },
          rules: [{ apiGroups: [''], resources: ['pods'], verbs: [] }],
        }),
      )
      golden(
        'no subject kind',
        await api.ask('POST', bindings, {
          metadata: { name: 'two' },
          roleRef: { apiGroup: RBAC, kind: 'Role', name: 'worker' },
          subjects: [{ name: 'x' }],
        }),
      )
    },
  },
  {
    id: 'access-06',
    title: 'Whoever asks is told what he may do, as kubectl auth can-i asks',
    needs: ['roles'],
    run: async (context) => {
      const { api, golden, eventually } = context
      const namespace = await context.namespace()
      const who = await account(context, namespace)
      await allow(context, namespace, rule('get', 'configmaps'))
      const review = (resourceAttributes: object) =>
        api.ask(
          'POST',
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
          who,
        )
      const yes = await eventually('the role to hold', async () => {
        const answer = await review({ namespace, verb: 'get', resource: 'configmaps' })
        return answer.body.status?.allowed && answer
      })
      expect(yes.body.status.reason).toContain('RBAC: allowed by RoleBinding')
      golden('yes', { status: yes.status, body: yes.body.status })
      const no = await review({ namespace, verb: 'delete', resource: 'configmaps' })
      expect(no.body.status).toEqual({ allowed: false })
      golden('no', { status: no.status, body: no.body.status })
    },
  },
  {
    id: 'access-07',
    title: 'A token is asked for with a life and tells who it is',
    needs: ['roles'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'serviceaccounts'), { metadata: { name: 'worker' } })
      const ask = (spec: object, name = 'worker') =>
        api.ask('POST', core(namespace, 'serviceaccounts', `${name}/token`), {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec,
        })
      const given = await ask({ expirationSeconds: 900 })
      expect(given.status).toBe(201)
      const { body } = await api.ask(
        'POST',
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        { as: { token: given.body.status.token } },
      )
      expect(body.status.userInfo).toMatchObject({
        username: `system:serviceaccount:${namespace}:worker`,
        groups: expect.arrayContaining([`system:serviceaccounts:${namespace}`, 'system:authenticated']),
      })
      const short = await ask({ expirationSeconds: 60 })
      expectFailure(short, 422, 'Invalid')
      golden('short', short)
      golden('missing', await ask({}, 'nobody'))
    },
  },
  {
    id: 'access-08',
    title: 'A ClusterRole is of all namespaces, and a binding in one gives it there only',
    needs: ['roles', 'cluster-roles'],
    run: async (context) => {
      const { api, name, undo, eventually } = context
      const [here, there] = [await context.namespace('here'), await context.namespace('there')]
      const who = await account(context, here)
      const roles = `/apis/${RBAC}/v1/clusterroles`
      await make(context, roles, { metadata: { name: name() }, rules: [rule('list', 'configmaps')] })
      undo(() => api.ask('DELETE', `${roles}/${name()}`))
      await make(context, grouped(`${RBAC}/v1`, here, 'rolebindings'), {
        metadata: { name: 'worker' },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: name() },
        subjects: [{ kind: 'ServiceAccount', name: 'worker', namespace: here }],
      })
      await eventually(
        'the role to hold',
        async () => (await api.ask('GET', configMaps(here), undefined, who)).status === 200,
      )
      expect((await api.ask('GET', configMaps(there), undefined, who)).status).toBe(403)
    },
  },
]
