import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, get, gone, make } from '../answers.ts'
import { configMap, ownedBy, pendingPod } from '../objects.ts'
import { configMaps, core } from '../paths.ts'
import { family, HOLD, release, remove } from './family.ts'

/** How objects go with their owners, and collections at once. */
export const OWNERS: readonly KubernetesCase[] = [
  {
    id: 'deletion-04',
    title: 'In the background the owner goes at once, and what it owns afterwards',
    run: async (context) => {
      const { owner, child } = await family(context)
      expect((await remove(context, owner, 'Background')).body.status).toBe('Success')
      expect((await context.api.ask('GET', owner)).status).toBe(404)
      await gone(context, child)
    },
  },
  {
    id: 'deletion-05',
    title: 'In the foreground the owner waits for what it owns and what blocks it',
    run: async (context) => {
      const { golden, eventually } = context
      const { owner, child } = await family(context, HOLD, { blockOwnerDeletion: true })
      const deleted = await remove(context, owner, 'Foreground')
      expect(deleted.body.metadata.finalizers).toEqual(['foregroundDeletion'])
      golden('deleted', deleted)
      await eventually('the child to be marked', async () => (await get(context, child)).metadata.deletionTimestamp)
      expect((await context.api.ask('GET', owner)).status).toBe(200)
      await release(context, child)
      await gone(context, owner)
      expect((await context.api.ask('GET', child)).status).toBe(404)
    },
  },
  {
    id: 'deletion-06',
    title: 'Orphans lose the reference to their owner and stay',
    run: async (context) => {
      const { eventually } = context
      const { owner, child } = await family(context)
      const deleted = await remove(context, owner, 'Orphan')
      expect(deleted.body.metadata.finalizers).toEqual(['orphan'])
      await gone(context, owner)
      const left = await eventually('the reference to go', async () => {
        const { metadata } = await get(context, child)
        return metadata.ownerReferences === undefined && metadata
      })
      expect(left.deletionTimestamp).toBeUndefined()
    },
  },
  {
    id: 'deletion-07',
    title: 'What has two owners goes with the second',
    run: async (context) => {
      const { eventually } = context
      const namespace = await context.namespace()
      const owners = []
      for (const name of ['a', 'b']) owners.push(await make(context, configMaps(namespace), configMap(name)))
      const ownerReferences = owners.map((owner) => ownedBy(owner))
      await make(context, configMaps(namespace), configMap('child', {}, { ownerReferences }))
      await remove(context, configMaps(namespace, 'a'), 'Background')
      await eventually('one reference to be left', async () => {
        const { metadata } = await get(context, configMaps(namespace, 'child'))
        return metadata.ownerReferences.length === 1
      })
      await remove(context, configMaps(namespace, 'b'))
      await gone(context, configMaps(namespace, 'child'))
    },
  },
  {
    id: 'deletion-08',
    title: 'What names an owner that never was goes by itself',
    run: async (context) => {
      const namespace = await context.namespace()
      const owner = { metadata: { name: 'nobody', uid: '11111111-2222-3333-4444-555555555555' } }
      await make(context, configMaps(namespace), configMap('child', {}, { ownerReferences: [ownedBy(owner)] }))
      await gone(context, configMaps(namespace, 'child'))
    },
  },
  {
    id: 'deletion-09',
    title: 'A chain of owners goes from its root to its end',
    needs: ['crds'],
    run: async (context) => {
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const root = await make(context, path(namespace), widget('root'))
      const middle = {
        ...(widget('middle') as object),
        metadata: { name: 'middle', ownerReferences: [ownedBy(root, { controller: true, blockOwnerDeletion: true })] },
      }
      const made = await make(context, path(namespace), middle)
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'end', ownerReferences: [ownedBy(made)] } })
      await remove(context, path(namespace, 'root'), 'Foreground')
      await gone(context, path(namespace, 'root'))
      await gone(context, core(namespace, 'secrets', 'end'))
      expect((await context.api.ask('GET', path(namespace, 'middle'))).status).toBe(404)
    },
  },
  {
    id: 'deletion-10',
    title: 'References without a part, and two controllers, are a 422',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const owner = await make(context, configMaps(namespace), configMap('owner'))
      const post = (...ownerReferences: object[]) =>
        api.ask('POST', configMaps(namespace), configMap('child', {}, { ownerReferences }))
      const two = await post(ownedBy(owner, { controller: true }), {
        ...ownedBy(owner, { controller: true }),
        uid: 'other',
      })
      expectFailure(two, 422, 'Invalid')
      golden('two controllers', two)
      golden('parts missing', await post({ apiVersion: 'v1', kind: '', name: '', uid: '' }))
      golden('an event as owner', await post({ ...ownedBy(owner), kind: 'Event' }))
    },
  },
  {
    id: 'deletion-11',
    title: 'A policy that is none, or two at once, are refused',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('one'))
      const bogus = await remove(context, configMaps(namespace, 'one'), 'Bogus')
      expectFailure(bogus, 422, 'Invalid')
      golden('bogus', bogus)
      const both = { kind: 'DeleteOptions', apiVersion: 'v1', orphanDependents: true, propagationPolicy: 'Orphan' }
      golden('both', await api.ask('DELETE', configMaps(namespace, 'one'), both))
      const query = { propagationPolicy: 'Background', gracePeriodSeconds: 0 }
      expect((await api.ask('DELETE', configMaps(namespace, 'one'), undefined, { query })).status).toBe(200)
    },
  },
  {
    id: 'deletion-12',
    title: 'A collection is deleted by selection, and answered with what went',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      for (const [name, tier] of [
        ['a', 'web'],
        ['b', 'db'],
        ['c', 'web'],
      ])
        await make(context, core(namespace, 'secrets'), { metadata: { name, labels: { tier } } })
      const deleted = await api.ask('DELETE', core(namespace, 'secrets'), undefined, {
        query: { labelSelector: 'tier=web' },
      })
      expect(deleted.status).toBe(200)
      golden('deleted', deleted)
      const { items } = await get(context, core(namespace, 'secrets'))
      expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['b'])
    },
  },
  {
    id: 'deletion-13',
    title: 'A pod that no node has goes at once, whatever its grace',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'pods'), pendingPod('one', { terminationGracePeriodSeconds: 60 }))
      const deleted = await api.ask('DELETE', core(namespace, 'pods', 'one'))
      expect([deleted.status, deleted.body.kind]).toEqual([200, 'Pod'])
      expect((await api.ask('GET', core(namespace, 'pods', 'one'))).status).toBe(404)
    },
  },
]
