import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, get, gone, MERGE, make } from './answers.ts'
import { configMap, pendingPod } from './objects.ts'
import { configMaps, core } from './paths.ts'

/** Namespaces, what is in them from the beginning, and how they go with all that. */
export const NAMESPACES: readonly KubernetesCase[] = [
  {
    id: 'namespaces-01',
    title: 'A namespace has a label with its name, a finalizer and is Active',
    run: async ({ api, name, undo, golden }) => {
      const path = `/api/v1/namespaces/${name()}`
      undo(() => api.ask('DELETE', path))
      const made = await api.ask('POST', '/api/v1/namespaces', { metadata: { name: name() } })
      expect(made.body).toMatchObject({
        metadata: { labels: { 'kubernetes.io/metadata.name': name() } },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      })
      golden('made', made)
      const relabelled = await api.ask('PATCH', path, { metadata: { labels: null } }, MERGE)
      expect(relabelled.body.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': name() })
    },
  },
  {
    id: 'namespaces-02',
    title: 'A namespace soon has its default account and the certificate of the API server',
    needs: ['accounts'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      const find = (path: string) =>
        eventually(path, async () => {
          const answer = await api.ask('GET', path)
          return answer.status === 200 && answer.body
        })
      await find(core(namespace, 'serviceaccounts', 'default'))
      const certificate = await find(configMaps(namespace, 'kube-root-ca.crt'))
      expect(certificate.data['ca.crt']).toMatch(/^-----BEGIN CERTIFICATE-----/)
    },
  },
  {
    id: 'namespaces-03',
    title: 'A namespace is deleted with everything in it, types of one’s own included',
    needs: ['crds'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, configMaps(namespace), configMap('one'))
      await make(context, core(namespace, 'pods'), pendingPod('one'))
      await make(context, path(namespace), widget('one'))
      const deleted = await api.ask('DELETE', `/api/v1/namespaces/${namespace}`)
      expect([deleted.status, deleted.body.status.phase, typeof deleted.body.metadata.deletionTimestamp]).toEqual([
        200,
        'Terminating',
        'string',
      ])
      await gone(context, `/api/v1/namespaces/${namespace}`)
      for (const left of [configMaps(namespace, 'one'), path(namespace, 'one')])
        expect((await api.ask('GET', left)).status).toBe(404)
    },
  },
  {
    id: 'namespaces-04',
    title: 'Nothing can be made in a namespace that is being deleted: 403 with the cause',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const held = configMaps(namespace, 'held')
      await make(context, configMaps(namespace), configMap('held', {}, { finalizers: ['example.com/hold'] }))
      await api.ask('DELETE', `/api/v1/namespaces/${namespace}`)
      try {
        const refused = await api.ask('POST', configMaps(namespace), configMap('late'))
        expectFailure(refused, 403, 'Forbidden', /because it is being terminated/)
        expect(refused.body.details.causes[0].reason).toBe('NamespaceTerminating')
        golden('late', refused)
      } finally {
        await api.ask('PATCH', held, { metadata: { finalizers: null } }, MERGE)
      }
    },
  },
  {
    id: 'namespaces-05',
    title: 'A namespace that cannot go says in its conditions what holds it',
    run: async (context) => {
      const { api, golden, eventually } = context
      const namespace = await context.namespace()
      const path = `/api/v1/namespaces/${namespace}`
      await make(context, configMaps(namespace), configMap('held', {}, { finalizers: ['example.com/hold'] }))
      await api.ask('DELETE', path)
      try {
        const conditions = await eventually('the conditions', async () => {
          const { status } = await get(context, path)
          const found: { type: string; status: string }[] = status.conditions ?? []
          return (
            found.some(({ type, status: state }) => type === 'NamespaceFinalizersRemaining' && state === 'True') &&
            found
          )
        })
        golden('conditions', { status: 200, body: conditions.toSorted((a, b) => (a.type < b.type ? -1 : 1)) })
      } finally {
        await api.ask('PATCH', configMaps(namespace, 'held'), { metadata: { finalizers: null } }, MERGE)
      }
    },
  },
  {
    id: 'namespaces-06',
    title: 'The namespaces that the cluster lives in cannot be deleted',
    run: async ({ api, golden }) => {
      for (const name of ['default', 'kube-system', 'kube-public']) {
        const refused = await api.ask('DELETE', `/api/v1/namespaces/${name}`, undefined, { query: { dryRun: 'All' } })
        expectFailure(refused, 403, 'Forbidden', `namespaces "${name}" is forbidden: this namespace may not be deleted`)
        golden(name, refused)
      }
    },
  },
  {
    id: 'namespaces-07',
    title: 'A namespace can wait for finalizers of its own, in its metadata as in its specification',
    run: async (context) => {
      const { api, name, undo, eventually } = context
      const path = `/api/v1/namespaces/${name()}`
      const release = async () => {
        await api.ask('PATCH', path, { metadata: { finalizers: null } }, MERGE)
        await api.ask('DELETE', path)
      }
      undo(release)
      await make(context, '/api/v1/namespaces', { metadata: { name: name(), finalizers: ['example.com/hold'] } })
      await api.ask('DELETE', path)
      const emptied = await eventually('its own finalizer to go', async () => {
        const { spec, metadata } = await get(context, path)
        return spec.finalizers === undefined && metadata
      })
      expect(emptied.finalizers).toEqual(['example.com/hold'])
      await release()
      await gone(context, path)
    },
  },
]
