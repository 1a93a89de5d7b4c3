import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { definition, version } from '../../../fixtures/contract/kubernetes/definition.ts'
import { makeWidgets } from '../../../fixtures/contract/kubernetes/widgets.ts'
import { expectFailure, get, MERGE, make } from './answers.ts'
import { deployment, pendingPod } from './objects.ts'
import { configMaps, core, deployments } from './paths.ts'

/** Status, scale and what else has a path of its own. */
export const SUBRESOURCES: readonly KubernetesCase[] = [
  {
    id: 'subresources-01',
    title: 'The status is written at its own path only, and the specification never there',
    needs: ['crds'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const made = await make(context, path(namespace), { ...widget('one'), status: { phase: 'Early' } })
      expect(made.status).toBeUndefined()
      const both = { ...made, spec: { ...made.spec, size: 5 }, status: { phase: 'Done' } }
      const status = await api.ask('PUT', path(namespace, 'one/status'), both)
      expect([status.body.status.phase, status.body.spec.size, status.body.metadata.generation]).toEqual(['Done', 1, 1])
      const spec = await api.ask('PUT', path(namespace, 'one'), {
        ...status.body,
        spec: { size: 5 },
        status: { phase: 'Later' },
      })
      expect([spec.body.status.phase, spec.body.spec.size, spec.body.metadata.generation]).toEqual(['Done', 5, 2])
      const patched = await api.ask(
        'PATCH',
        path(namespace, 'one/status'),
        { spec: { size: 2 }, status: { replicas: 3 } },
        MERGE,
      )
      expect([patched.body.status, patched.body.spec.size]).toEqual([{ phase: 'Done', replicas: 3 }, 5])
    },
  },
  {
    id: 'subresources-02',
    title: 'The status of a type without that subresource is a field like others',
    needs: ['crds'],
    run: async (context) => {
      const { api, name, undo, golden } = context
      const namespace = await context.namespace()
      const { versions: _, ...usual } = definition(name()).spec
      const plain = { ...version('v1'), subresources: {} }
      const { path, widget, remove } = await makeWidgets(api, name(), { ...usual.names, versions: [plain] })
      undo(remove)
      const made = await make(context, path(namespace), { ...widget('one'), status: { phase: 'Early' } })
      expect([made.status, made.metadata.generation]).toEqual([{ phase: 'Early' }, 1])
      const changed = await api.ask('PATCH', path(namespace, 'one'), { status: { phase: 'Late' } }, MERGE)
      expect([changed.body.status.phase, changed.body.metadata.generation]).toEqual(['Late', 2])
      const missing = await api.ask('GET', path(namespace, 'one/status'))
      expectFailure(missing, 404, 'NotFound')
      golden('no status', missing)
      golden('no scale', await api.ask('GET', path(namespace, 'one/scale')))
    },
  },
  {
    id: 'subresources-03',
    title: 'A Deployment is scaled by its scale, as by its own field',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, deployments(namespace), deployment('one'))
      const scale = deployments(namespace, 'one/scale')
      golden('scale', await api.ask('GET', scale))
      const read = await get(context, scale)
      expect(read).toMatchObject({
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        spec: {},
        status: { replicas: 0, selector: 'app=one' },
      })
      const paused = await api.ask('PATCH', deployments(namespace, 'one'), { spec: { paused: true } }, MERGE)
      expect(paused.status).toBe(200)
      const patched = await api.ask('PATCH', scale, { spec: { replicas: 2 } }, { ...MERGE, query: { dryRun: 'All' } })
      expect(patched.body.spec).toEqual({ replicas: 2 })
      const negative = await api.ask('PUT', scale, {
        ...read,
        metadata: { name: 'one', namespace },
        spec: { replicas: -1 },
      })
      expectFailure(negative, 422, 'Invalid')
      golden('negative', negative)
      const late = await api.ask('PUT', scale, {
        ...read,
        metadata: { ...read.metadata, resourceVersion: '1' },
        spec: { replicas: 3 },
      })
      expectFailure(late, 409, 'Conflict')
      golden('late', late)
      golden('missing', await api.ask('GET', deployments(namespace, 'none/scale')))
    },
  },
  {
    id: 'subresources-04',
    title: 'A type of one’s own is scaled where its schema says',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, path(namespace), widget('one', { size: 1, replicas: 2 }))
      await api.ask('PATCH', path(namespace, 'one/status'), { status: { replicas: 1, selector: 'app=one' } }, MERGE)
      const read = await api.ask('GET', path(namespace, 'one/scale'))
      expect(read.body).toMatchObject({
        kind: 'Scale',
        spec: { replicas: 2 },
        status: { replicas: 1, selector: 'app=one' },
      })
      golden('scale', read)
      const put = await api.ask('PUT', path(namespace, 'one/scale'), { ...read.body, spec: { replicas: 4 } })
      expect([put.status, put.body.spec.replicas]).toEqual([200, 4])
      expect((await get(context, path(namespace, 'one'))).spec.replicas).toBe(4)
      const negative = await api.ask('PATCH', path(namespace, 'one/scale'), { spec: { replicas: -1 } }, MERGE)
      expectFailure(negative, 422, 'Invalid')
      golden('negative', negative)
    },
  },
  {
    id: 'subresources-05',
    title: 'A status of a built-in type is written at its own path, as controllers do',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'pods'), pendingPod('one'))
      const conditions = [{ type: 'example.com/ready', status: 'True' }]
      const type = 'application/strategic-merge-patch+json'
      const patched = await api.ask(
        'PATCH',
        core(namespace, 'pods', 'one/status'),
        { status: { conditions } },
        { type },
      )
      expect(patched.body.status.conditions).toEqual(expect.arrayContaining([expect.objectContaining(conditions[0]!)]))
      const ignored = await api.ask('PATCH', core(namespace, 'pods', 'one'), { status: { message: 'ignored' } }, MERGE)
      expect([ignored.status, ignored.body.status.message]).toEqual([200, undefined])
    },
  },
  {
    id: 'subresources-06',
    title: 'A pod can be bound once, and most of its specification not be changed',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'pods'), pendingPod('one'))
      const image = { spec: { containers: [{ name: 'main', image: 'registry.example.com/main:2' }] } }
      expect(
        (
          await api.ask('PATCH', core(namespace, 'pods', 'one'), image, {
            type: 'application/strategic-merge-patch+json',
          })
        ).status,
      ).toBe(200)
      const refused = await api.ask('PATCH', core(namespace, 'pods', 'one'), { spec: { hostname: 'other' } }, MERGE)
      expectFailure(
        refused,
        422,
        'Invalid',
        /^Pod "one" is invalid: spec: Forbidden: pod updates may not change fields other than/,
      )
      golden(
        'eviction',
        await api.ask('POST', core(namespace, 'pods', 'one/eviction'), {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: 'one', namespace },
        }),
      )
    },
  },
  {
    id: 'subresources-07',
    title: 'A method that a path has not is a 405',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), { metadata: { name: 'one' } })
      const posted = await api.ask('POST', configMaps(namespace, 'one'), {})
      expectFailure(posted, 405, 'MethodNotAllowed')
      golden('POST of an object', posted)
      golden('PUT of a collection', await api.ask('PUT', configMaps(namespace), {}))
      golden('DELETE of a scale', await api.ask('DELETE', deployments(namespace, 'one/scale')))
      golden('POST of a status', await api.ask('POST', deployments(namespace, 'one/status'), {}))
    },
  },
]
