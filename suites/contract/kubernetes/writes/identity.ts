import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, get, make } from '../answers.ts'
import { configMap } from '../objects.ts'
import { configMaps, core } from '../paths.ts'

/** Creating and replacing objects, and who comes second. */
export const IDENTITY: readonly KubernetesCase[] = [
  {
    id: 'writes-01',
    title: 'A name is taken once: the second is a 409 AlreadyExists',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const made = await api.ask('POST', configMaps(namespace), configMap('one', { a: '1' }))
      expect(made.status).toBe(201)
      golden('created', made)
      const again = await api.ask('POST', configMaps(namespace), configMap('one', { a: '2' }))
      expectFailure(again, 409, 'AlreadyExists', 'configmaps "one" already exists')
      golden('again', again)
      expect((await get(context, configMaps(namespace, 'one'))).data).toEqual({ a: '1' })
    },
  },
  {
    id: 'writes-02',
    title: 'A replacement of an older version is a 409 Conflict and changes nothing',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const old = await make(context, configMaps(namespace), configMap('one', { a: '1' }))
      const put = (object: object) => api.ask('PUT', configMaps(namespace, 'one'), object)
      expect((await put({ ...old, data: { a: '2' } })).status).toBe(200)
      const late = await put({ ...old, data: { a: '3' } })
      expectFailure(
        late,
        409,
        'Conflict',
        /the object has been modified; please apply your changes to the latest version/,
      )
      golden('late', late)
      expect((await get(context, configMaps(namespace, 'one'))).data).toEqual({ a: '2' })
    },
  },
  {
    id: 'writes-03',
    title: 'A replacement without a version is taken for a built-in type, and refused for one’s own',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, configMaps(namespace), configMap('one', { a: '1' }))
      expect((await api.ask('PUT', configMaps(namespace, 'one'), configMap('one', { a: '2' }))).status).toBe(200)
      await make(context, path(namespace), widget('one'))
      const refused = await api.ask('PUT', path(namespace, 'one'), widget('one', { size: 2 }))
      expectFailure(refused, 422, 'Invalid')
      golden('widget', refused)
    },
  },
  {
    id: 'writes-04',
    title: 'A replacement with another uid is a 409, of what is not there a 404',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('one'))
      const uid = '11111111-2222-3333-4444-555555555555'
      const other = await api.ask('PUT', configMaps(namespace, 'one'), configMap('one', {}, { uid }))
      expectFailure(other, 409, 'Conflict')
      golden('other uid', other)
      const missing = await api.ask('PUT', configMaps(namespace, 'two'), configMap('two', {}, { resourceVersion: '1' }))
      expectFailure(missing, 404, 'NotFound')
      golden('missing', missing)
    },
  },
  {
    id: 'writes-05',
    title: 'Name and namespace of the body have to be those of the path',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('one'))
      golden('other name', await api.ask('PUT', configMaps(namespace, 'one'), configMap('two')))
      const elsewhere = configMap('three', {}, { namespace: 'default' })
      golden('other namespace', await api.ask('POST', configMaps(namespace), elsewhere))
      golden('no name', await api.ask('PUT', configMaps(namespace, 'one'), { apiVersion: 'v1', kind: 'ConfigMap' }))
    },
  },
  {
    id: 'writes-06',
    title: 'A generated name is the prefix with five letters or digits that cannot be read as words',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const make = () => api.ask('POST', configMaps(namespace), { metadata: { generateName: 'made-' } })
      const [one, two] = await Promise.all([make(), make()])
      for (const { status, body } of [one!, two!]) {
        expect(status).toBe(201)
        expect(body.metadata.name).toMatch(/^made-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
        expect(body.metadata.generateName).toBe('made-')
      }
      expect(one!.body.metadata.name).not.toBe(two!.body.metadata.name)
      const nameless = await api.ask('POST', configMaps(namespace), { data: {} })
      expectFailure(nameless, 422, 'Invalid')
      golden('no name', nameless)
      const long = await api.ask('POST', configMaps(namespace), { metadata: { generateName: 'x'.repeat(100) } })
      expect([long.status, long.body.metadata.name?.length]).toEqual([201, 63])
      const longest = await api.ask('POST', configMaps(namespace), { metadata: { generateName: 'x'.repeat(300) } })
      expectFailure(
        longest,
        422,
        'Invalid',
        /metadata\.generateName: Invalid value: .* must be no more than 253 characters$/,
      )
    },
  },
  {
    id: 'writes-07',
    title: 'A name that is none, and labels that are none, are a 422 with each cause',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const post = (metadata: object) => api.ask('POST', configMaps(namespace), { metadata })
      const upper = await post({ name: 'Upper_Case' })
      expectFailure(upper, 422, 'Invalid')
      golden('name', upper)
      golden('long name', await post({ name: 'x'.repeat(254) }))
      golden('label value', await post({ name: 'one', labels: { key: 'not a value!' } }))
      golden('label key', await post({ name: 'one', labels: { 'bad key': 'v', '/x': 'v' } }))
      golden('long label', await post({ name: 'one', labels: { key: 'v'.repeat(64) } }))
      golden('annotation key', await post({ name: 'one', annotations: { 'bad key': 'anything goes' } }))
      golden('namespace', await api.ask('POST', '/api/v1/namespaces', { metadata: { name: 'Upper.Case' } }))
      golden(
        'service',
        await api.ask('POST', core(namespace, 'services'), {
          metadata: { name: '1st' },
          spec: { ports: [{ port: 80 }] },
        }),
      )
    },
  },
  {
    id: 'writes-08',
    title: 'Nothing can be made in a namespace that is not there',
    run: async ({ api, name, golden }) => {
      const answer = await api.ask('POST', configMaps(name('missing')), configMap('one'))
      expectFailure(answer, 404, 'NotFound', `namespaces "${name('missing')}" not found`)
      golden('missing', answer)
      golden('list', await api.ask('GET', configMaps(name('missing'))))
    },
  },
]
