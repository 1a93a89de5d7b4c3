import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, get, MERGE, make } from '../answers.ts'
import { configMap, deployment } from '../objects.ts'
import { configMaps, deployments } from '../paths.ts'

/** What a write does, and what it must not. */
export const EFFECTS: readonly KubernetesCase[] = [
  {
    id: 'writes-09',
    title: 'A version must not be given to what is made, and what the server sets is not taken from the body',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const versioned = await api.ask('POST', configMaps(namespace), configMap('one', {}, { resourceVersion: '1' }))
      expect(versioned.body).toMatchObject({
        status: 'Failure',
        message: 'resourceVersion should not be set on objects to be created',
      })
      golden('versioned', versioned)
      const uid = '11111111-2222-3333-4444-555555555555'
      const past = '2001-01-01T00:00:00Z'
      const made = await make(
        context,
        configMaps(namespace),
        configMap('two', {}, { uid, creationTimestamp: past, generation: 7 }),
      )
      expect(made.metadata.uid).not.toBe(uid)
      expect(made.metadata.creationTimestamp).not.toBe(past)
      // Kinds that have no generation of their own keep whatever is written.
      expect(made.metadata.generation).toBe(7)
    },
  },
  {
    id: 'writes-10',
    title: 'A change of the specification raises the generation, one of metadata or none at all does not',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const made = await make(context, deployments(namespace), deployment('one'))
      const patch = async (body: object) =>
        (await api.ask('PATCH', deployments(namespace, 'one'), body, MERGE)).body.metadata
      expect(made.metadata.generation).toBe(1)
      expect((await patch({ metadata: { labels: { a: 'b' } } })).generation).toBe(1)
      const changed = await patch({ spec: { paused: true } })
      expect(changed.generation).toBe(2)
      const before = await get(context, deployments(namespace, 'one'))
      const same = await patch({ spec: { paused: true } })
      expect([same.generation, same.resourceVersion >= before.metadata.resourceVersion]).toEqual([2, true])
    },
  },
  {
    id: 'writes-11',
    title: 'A write that changes nothing keeps the version',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const made = await make(context, configMaps(namespace), configMap('one', { a: '1' }))
      const put = await api.ask('PUT', configMaps(namespace, 'one'), made)
      const patch = await api.ask('PATCH', configMaps(namespace, 'one'), { data: { a: '1' } }, MERGE)
      for (const { body } of [put, patch]) expect(body.metadata.resourceVersion).toBe(made.metadata.resourceVersion)
    },
  },
  {
    id: 'writes-12',
    title: 'Unknown fields are refused, warned of or dropped, as is asked for',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const object = { ...deployment('one'), bogus: 1, spec: { ...deployment('one').spec, other: true } }
      const post = (fieldValidation: string, where = deployments(namespace), body: object = object) =>
        api.ask('POST', where, body, { query: { fieldValidation, dryRun: 'All' } })
      const strict = await post('Strict')
      expectFailure(strict, 400, 'BadRequest')
      golden('strict', strict)
      const warned = await post('Warn')
      expect(warned.status).toBe(201)
      expect(warned.headers.warning).toContain('unknown field \\"spec.other\\"')
      expect((await post('Ignore')).headers.warning).toBeUndefined()
      const own = await post('Strict', path(namespace), widget('one', { size: 1, bogus: { a: 1 } }))
      expectFailure(own, 400, 'BadRequest')
      golden('strict widget', own)
      const usual = await post('Warn', path(namespace), widget('one', { size: 1, bogus: { a: 1 } }))
      expect(usual.headers.warning).toContain('unknown field \\"spec.bogus\\"')
      golden('unknown directive', await post('Bogus'))
    },
  },
  {
    id: 'writes-13',
    title: 'Deleting under a condition holds uid and version against the object',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const made = await make(context, configMaps(namespace), configMap('one'))
      const remove = (preconditions: object) =>
        api.ask('DELETE', configMaps(namespace, 'one'), { kind: 'DeleteOptions', apiVersion: 'v1', preconditions })
      const uid = await remove({ uid: '11111111-2222-3333-4444-555555555555' })
      expectFailure(uid, 409, 'Conflict')
      golden('uid', uid)
      const version = await remove({ resourceVersion: '1' })
      expectFailure(version, 409, 'Conflict')
      const { resourceVersion } = made.metadata
      const deleted = await remove({ uid: made.metadata.uid, resourceVersion })
      expect(deleted.status).toBe(200)
      golden('deleted', deleted)
    },
  },
  {
    id: 'writes-14',
    title: 'An immutable ConfigMap can only be deleted',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), { ...configMap('one', { a: '1' }), immutable: true })
      const patch = (body: object) => api.ask('PATCH', configMaps(namespace, 'one'), body, MERGE)
      const data = await patch({ data: { a: '2' } })
      expectFailure(data, 422, 'Invalid')
      golden('data', data)
      golden('mutable again', await patch({ immutable: false }))
      expect((await patch({ metadata: { labels: { a: 'b' } } })).status).toBe(200)
      expect((await api.ask('DELETE', configMaps(namespace, 'one'))).status).toBe(200)
    },
  },
  {
    id: 'writes-15',
    title: 'A dry run answers as a write would and leaves nothing behind',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const query = { dryRun: 'All' }
      const made = await api.ask('POST', configMaps(namespace), configMap('dry', { a: '1' }), { query })
      expect(made.status).toBe(201)
      golden('created', made)
      expect((await api.ask('GET', configMaps(namespace, 'dry'))).status).toBe(404)
      const one = await make(context, configMaps(namespace), configMap('one', { a: '1' }))
      const changed = await api.ask('PATCH', configMaps(namespace, 'one'), { data: { a: '2' } }, { ...MERGE, query })
      expect([changed.status, changed.body.data.a]).toEqual([200, '2'])
      const deleted = await api.ask('DELETE', configMaps(namespace, 'one'), undefined, { query })
      expect(deleted.status).toBe(200)
      golden('deleted', deleted)
      expect(await get(context, configMaps(namespace, 'one'))).toEqual({ ...one, kind: 'ConfigMap', apiVersion: 'v1' })
      const bogus = await api.ask('POST', configMaps(namespace), configMap('dry'), { query: { dryRun: 'Some' } })
      expectFailure(bogus, 422, 'Invalid')
      golden('unknown value', bogus)
    },
  },
]
