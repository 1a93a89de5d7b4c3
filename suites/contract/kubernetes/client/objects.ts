import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { configMap } from '../objects.ts'
import { configMaps } from '../paths.ts'
import { MAPS, mapRef, object, refusal } from './maps.ts'

/** Objects through the client that the harness uses. */
export const CLIENT_OBJECTS: readonly KubernetesCase[] = [
  {
    id: 'client-01',
    title: 'What is not there is undefined, what is refused an error with status, reason and message',
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      expect(await kube.get(mapRef(namespace, 'none'))).toBeUndefined()
      await kube.create(object(namespace, 'one', { a: '1' }))
      expect(await kube.get(mapRef(namespace, 'one'))).toMatchObject({ kind: 'ConfigMap', data: { a: '1' } })
      const again = await refusal(kube.create(object(namespace, 'one')))
      expect([again.code, again.details]).toEqual([
        'E_KUBERNETES',
        expect.objectContaining({ status: 409, reason: 'AlreadyExists', message: 'configmaps "one" already exists' }),
      ])
      const unknown = await refusal(kube.get({ apiVersion: 'contract.example.com/v1', kind: 'Nothing', name: 'one' }))
      expect(unknown.details).toMatchObject({ status: 404, reason: 'NotServed' })
    },
  },
  {
    id: 'client-02',
    title: 'An apply makes and changes as manager stackproof, by force',
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      await kube.create(object(namespace, 'one', { a: 'of another' }))
      const applied = await kube.apply(object(namespace, 'one', { a: '1' }))
      expect(applied.data).toEqual({ a: '1' })
      expect(applied.metadata.managedFields).toEqual(
        expect.arrayContaining([expect.objectContaining({ manager: 'stackproof', operation: 'Apply' })]),
      )
      const again = await kube.apply({ ...applied, data: { b: '2' } })
      expect(again.data).toEqual({ b: '2' })
    },
  },
  {
    id: 'client-03',
    title: 'A patch merges; a delete of what is not there is none, and orphans stay where that is asked for',
    run: async (context) => {
      const { kube, eventually } = context
      const namespace = await context.namespace()
      const owner = await kube.create(object(namespace, 'owner', { a: '1', b: '1' }))
      const patched = await kube.patch(mapRef(namespace, 'owner'), { data: { a: null, c: '1' } })
      expect(patched.data).toEqual({ b: '1', c: '1' })
      const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid! }]
      await kube.create(object(namespace, 'child', {}, { ownerReferences }))
      await kube.delete(mapRef(namespace, 'owner'), { propagation: 'Orphan' })
      await eventually('the owner to go', async () => (await kube.get(mapRef(namespace, 'owner'))) === undefined)
      expect((await kube.get(mapRef(namespace, 'child')))?.metadata.ownerReferences).toBeUndefined()
      await kube.delete(mapRef(namespace, 'owner'))
    },
  },
  {
    id: 'client-04',
    title: 'A list of more than a page is whole, and its items know what they are',
    run: async (context) => {
      const { kube, api } = context
      const namespace = await context.namespace()
      const names = Array.from({ length: 510 }, (_, index) => `map-${index}`)
      for (let from = 0; from < names.length; from += 30)
        await Promise.all(
          names
            .slice(from, from + 30)
            .map((name) => api.ask('POST', configMaps(namespace), configMap(name, {}, { labels: { many: 'yes' } }))),
        )
      const found = await kube.list(MAPS, { namespace, labelSelector: 'many=yes' })
      expect(found.map(({ metadata }) => metadata.name).toSorted()).toEqual(names.toSorted())
      expect(found[0]).toMatchObject(MAPS)
      const one = await kube.list(MAPS, { namespace, fieldSelector: 'metadata.name=map-7' })
      expect(one.map(({ metadata }) => metadata.name)).toEqual(['map-7'])
    },
  },
]
