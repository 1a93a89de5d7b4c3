import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { fields, version } from '../../../../fixtures/contract/kubernetes/definition.ts'
import { expectFailure, get, MERGE, make } from '../answers.ts'
import { ownType } from './own-type.ts'

/** What a definition does to objects: defaults, pruning, validation. */
export const TYPED_OBJECTS: readonly KubernetesCase[] = [
  {
    id: 'types-04',
    title: 'Defaults are filled in when an object is written, and below what is there',
    needs: ['crds'],
    run: async (context) => {
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const made = await make(
        context,
        path(namespace),
        widget('one', { size: 1, keyed: [{ key: 'a' }], nothing: null }),
      )
      expect(made.spec).toEqual({
        size: 1,
        colour: 'red',
        keyed: [{ key: 'a', value: 'none' }],
        nested: { deep: 7 },
        nothing: null,
      })
      const given = await make(
        context,
        path(namespace),
        widget('two', { size: 1, colour: 'blue', nested: { other: 'x' } }),
      )
      expect(given.spec).toEqual({ size: 1, colour: 'blue', nested: { deep: 7, other: 'x' } })
      const emptied = await context.api.ask('PATCH', path(namespace, 'two'), { spec: { colour: null } }, MERGE)
      expect(emptied.body.spec.colour).toBe('red')
    },
  },
  {
    id: 'types-05',
    title: 'A default that a definition gets later is there in objects that were stored before',
    needs: ['crds'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      const schema = (spec: object) => fields({ spec: fields({ size: { type: 'integer' }, ...spec }) })
      const { path, widget, definition: at } = await ownType(context, { schema: schema({}) })
      const made = await make(context, path(namespace), widget('one'))
      expect(made.spec).toEqual({ size: 1 })
      const later = [version('v1', schema({ added: { type: 'string', default: 'later' } }))]
      expect((await api.ask('PATCH', at, { spec: { versions: later } }, MERGE)).status).toBe(200)
      const read = await eventually('the default to be read', async () => {
        const object = await get(context, path(namespace, 'one'))
        return object.spec.added === 'later' && object
      })
      expect(read.metadata.resourceVersion).toBe(made.metadata.resourceVersion)
      expect((await get(context, path(namespace))).items[0].spec.added).toBe('later')
    },
  },
  {
    id: 'types-06',
    title: 'Fields that a schema has not are pruned, unless it keeps them',
    needs: ['crds'],
    run: async (context) => {
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const spec = {
        size: 1,
        bogus: 1,
        free: { any: { thing: [1, 'two'] } },
        labels: { a: 'b' },
        keyed: [{ key: 'a', bogus: 1 }],
        nested: { bogus: 1 },
      }
      const made = await make(context, path(namespace), { ...widget('one', spec), extra: true, status: { bogus: 1 } })
      expect(made.spec).toEqual({
        size: 1,
        colour: 'red',
        free: { any: { thing: [1, 'two'] } },
        labels: { a: 'b' },
        keyed: [{ key: 'a', value: 'none' }],
        nested: { deep: 7 },
      })
      expect([made.extra, made.status]).toEqual([undefined, undefined])
    },
  },
  {
    id: 'types-07',
    title: 'Objects that do not fit the schema are a 422 with a cause for each field',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const post = (spec: object) => api.ask('POST', path(namespace), widget('one', spec))
      const large = await post({ size: 9 })
      expectFailure(large, 422, 'Invalid')
      golden('large', large)
      const wrong: Record<string, object> = {
        small: { size: 0 },
        missing: {},
        type: { size: 'one' },
        fraction: { size: 1.5 },
        enum: { size: 1, colour: 'green' },
        pattern: { size: 1, name: 'A' },
        long: { size: 1, name: 'abcdef' },
        'set twice': { size: 1, tags: ['a', 'a'] },
        'too many': { size: 1, tags: ['a', 'b', 'c'] },
        'same key': { size: 1, keyed: [{ key: 'a' }, { key: 'a' }] },
        'no key': { size: 1, keyed: [{ value: 'a' }] },
        'int or string': { size: 1, port: true },
        null: { size: null },
        'additional property': { size: 1, labels: { a: 1 } },
        'no date': { size: 1, when: 'yesterday' },
        'no object': { size: 1, nested: 'x' },
        several: { size: 9, colour: 'green', name: 'ABCDEF' },
      }
      for (const [label, spec] of Object.entries(wrong)) golden(label, await post(spec))
      golden('no spec', await api.ask('POST', path(namespace), { ...widget('one'), spec: undefined }))
      golden('spec is a text', await api.ask('POST', path(namespace), { ...widget('one'), spec: 'text' }))
    },
  },
  {
    id: 'types-08',
    title: 'Status is validated as well, and an update as a creation',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, path(namespace), widget('one'))
      const status = await api.ask('PATCH', path(namespace, 'one/status'), { status: { replicas: 'many' } }, MERGE)
      expectFailure(status, 422, 'Invalid')
      golden('status', status)
      golden('update', await api.ask('PATCH', path(namespace, 'one'), { spec: { size: 7 } }, MERGE))
    },
  },
]
