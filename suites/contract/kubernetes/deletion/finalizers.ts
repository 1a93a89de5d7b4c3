import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, MERGE, make } from '../answers.ts'
import { configMap } from '../objects.ts'
import { configMaps } from '../paths.ts'
import { release } from './family.ts'

/** How single objects go. */
export const FINALIZERS: readonly KubernetesCase[] = [
  {
    id: 'deletion-01',
    title: 'A delete is answered with a Status that names what is gone',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('one'))
      const deleted = await api.ask('DELETE', configMaps(namespace, 'one'))
      expect(deleted.body).toMatchObject({
        kind: 'Status',
        status: 'Success',
        details: { name: 'one', kind: 'configmaps' },
      })
      golden('deleted', deleted)
      const again = await api.ask('DELETE', configMaps(namespace, 'one'))
      expectFailure(again, 404, 'NotFound', 'configmaps "one" not found')
      golden('again', again)
    },
  },
  {
    id: 'deletion-02',
    title: 'Finalizers hold an object that is deleted; it can be changed, and goes with the last of them',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const path = configMaps(namespace, 'one')
      await make(
        context,
        configMaps(namespace),
        configMap('one', {}, { finalizers: ['example.com/a', 'example.com/b'] }),
      )
      const deleted = await api.ask('DELETE', path)
      expect([deleted.status, deleted.body.kind, typeof deleted.body.metadata.deletionTimestamp]).toEqual([
        200,
        'ConfigMap',
        'string',
      ])
      golden('deleted', deleted)
      const again = await api.ask('DELETE', path)
      expect([again.status, again.body.metadata.deletionTimestamp]).toEqual([
        200,
        deleted.body.metadata.deletionTimestamp,
      ])
      const taken = await api.ask('POST', configMaps(namespace), configMap('one'))
      expectFailure(taken, 409, 'AlreadyExists')
      golden('name is taken', taken)
      const added = await api.ask(
        'PATCH',
        path,
        { metadata: { finalizers: ['example.com/a', 'example.com/b', 'example.com/c'] } },
        MERGE,
      )
      expectFailure(added, 422, 'Invalid')
      golden('one more', added)
      expect((await api.ask('PATCH', path, { data: { a: '1' } }, MERGE)).status).toBe(200)
      const fewer = await api.ask('PATCH', path, { metadata: { finalizers: ['example.com/b'] } }, MERGE)
      expect(fewer.body.metadata.finalizers).toEqual(['example.com/b'])
      expect((await release(context, path)).status).toBe(200)
      expect((await api.ask('GET', path)).status).toBe(404)
    },
  },
  {
    id: 'deletion-03',
    title: 'A finalizer that is none is refused, and one that is not qualified warned of',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (name: string, finalizers: string[]) =>
        api.ask('POST', configMaps(namespace), configMap(name, {}, { finalizers }), { query: { dryRun: 'All' } })
      const bad = await post('one', ['Not a name!'])
      expectFailure(bad, 422, 'Invalid')
      golden('no name', bad)
      golden('unqualified', await post('two', ['plain']))
      golden('both of the collector', await post('three', ['orphan', 'foregroundDeletion']))
    },
  },
]
