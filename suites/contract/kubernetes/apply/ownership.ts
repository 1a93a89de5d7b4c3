import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, MERGE } from '../answers.ts'
import { configMap } from '../objects.ts'
import { configMaps } from '../paths.ts'
import { applier, managersOf } from './applier.ts'

/** Server-side apply: who owns what. */
export const OWNERSHIP: readonly KubernetesCase[] = [
  {
    id: 'apply-01',
    title: 'The first apply makes the object, the second changes it, and who owns what is told',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const apply = applier(context, configMaps(namespace, 'one'))
      const made = await apply('first', configMap('one', { a: '1' }, { labels: { l: 'm' } }))
      expect(made.status).toBe(201)
      golden('made', made)
      const again = await apply('first', configMap('one', { a: '2' }, { labels: { l: 'm' } }))
      expect([again.status, again.body.data]).toEqual([200, { a: '2' }])
      golden('again', again)
    },
  },
  {
    id: 'apply-02',
    title: 'What another manager owns with another value is a 409 that names manager and field',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const apply = applier(context, configMaps(namespace, 'one'))
      await apply('first', configMap('one', { a: '1', b: '1' }))
      const refused = await apply('second', configMap('one', { a: '2', b: '2' }))
      expectFailure(refused, 409, 'Conflict')
      expect(refused.body.details.causes).toEqual([
        { reason: 'FieldManagerConflict', message: 'conflict with "first"', field: '.data.a' },
        { reason: 'FieldManagerConflict', message: 'conflict with "first"', field: '.data.b' },
      ])
      golden('conflict', refused)
      const same = await apply('second', configMap('one', { a: '1' }))
      expect([same.status, managersOf(same.body)]).toEqual([
        200,
        expect.arrayContaining(['first Apply', 'second Apply']),
      ])
      await apply('third', configMap('one', { b: '1' }))
      golden('two owners', await apply('fourth', configMap('one', { a: '4', b: '4' })))
    },
  },
  {
    id: 'apply-03',
    title: 'Force takes the field and its ownership',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const apply = applier(context, configMaps(namespace, 'one'))
      await apply('first', configMap('one', { a: '1', b: '1' }))
      const forced = await apply('second', configMap('one', { a: '2' }), { force: true })
      expect([forced.status, forced.body.data]).toEqual([200, { a: '2', b: '1' }])
      golden('forced', forced)
      const back = await apply('first', configMap('one', { a: '1', b: '1' }))
      expectFailure(back, 409, 'Conflict')
      const rest = await apply('first', configMap('one', { b: '1' }))
      expect(rest.body.data).toEqual({ a: '2', b: '1' })
    },
  },
  {
    id: 'apply-04',
    title: 'A field that is applied no more goes with its last owner',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const apply = applier(context, configMaps(namespace, 'one'))
      await apply('first', configMap('one', { own: '1', shared: '1' }, { labels: { l: 'm' } }))
      await apply('second', configMap('one', { shared: '1' }))
      const fewer = await apply('first', configMap('one', {}))
      expect([fewer.body.data, fewer.body.metadata.labels]).toEqual([{ shared: '1' }, undefined])
      golden('fewer', fewer)
      const none = await apply('second', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } })
      expect(none.body.data).toBeUndefined()
    },
  },
  {
    id: 'apply-05',
    title: 'Without a manager, with managed fields, or without type and name nothing is applied',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const path = configMaps(namespace, 'one')
      const apply = applier(context, path)
      const anonymous = await api.ask('PATCH', path, configMap('one'), { type: 'application/apply-patch+yaml' })
      expectFailure(anonymous, 422, 'Invalid')
      golden('no manager', anonymous)
      const { body } = await apply('first', configMap('one'))
      const managed = await apply('first', body)
      expectFailure(managed, 400, 'BadRequest', 'metadata.managedFields must be nil')
      golden('managed fields', managed)
      golden('no type', await apply('first', { metadata: { name: 'one' } }))
      golden('other kind', await apply('first', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one' } }))
      golden('other version', await apply('first', { apiVersion: 'v7', kind: 'ConfigMap', metadata: { name: 'one' } }))
      golden('other name', await apply('first', configMap('two')))
      golden('no object', await apply('first', '- a\n'))
      const broken = await apply('first', 'a: [b\n')
      expectFailure(broken, 400, 'BadRequest', /^error decoding YAML: error converting YAML to JSON: yaml: /)
      golden('long manager', await apply('m'.repeat(129), configMap('one')))
      golden('force without apply', await api.ask('PATCH', path, { data: {} }, { ...MERGE, query: { force: true } }))
    },
  },
]
