import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { applyAs, expectFailure, get, MERGE, make } from '../answers.ts'
import { configMap, deployment } from '../objects.ts'
import { configMaps, deployments } from '../paths.ts'
import { applier, isApplied, managersOf } from './applier.ts'

/** Server-side apply: lists, other writers, statuses, forms. */
export const MERGING: readonly KubernetesCase[] = [
  {
    id: 'apply-06',
    title: 'Two managers share a list by its keys, and each removes only its own',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const apply = applier(context, deployments(namespace, 'one'))
      const env = (...names: string[]) => deployment('one', { env: names.map((name) => ({ name, value: name })) })
      expect((await apply('first', env('A', 'B'))).status).toBe(201)
      const partial = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'one' } }
      const container = (...names: string[]) => ({
        ...partial,
        spec: {
          template: { spec: { containers: [{ name: 'main', env: names.map((name) => ({ name, value: name })) }] } },
        },
      })
      const both = await apply('second', container('C'))
      const envOf = ({ body }: typeof both) =>
        body.spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name).join('')
      expect(envOf(both)).toBe('ABC')
      golden('managers', { status: both.status, body: both.body.metadata.managedFields.filter(isApplied) })
      expect(envOf(await apply('first', env('B')))).toBe('BC')
      const left = await apply('second', partial)
      expect(envOf(left)).toBe('B')
    },
  },
  {
    id: 'apply-07',
    title: 'Lists of a type of one’s own are merged as its schema says: by key, as a set, or as one',
    needs: ['crds'],
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const apply = applier(context, path(namespace, 'one'))
      const spec = (word: string) => ({ keyed: [{ key: word, value: word }], tags: [word], atoms: [word] })
      await apply('first', widget('one', { size: 1, ...spec('a') }))
      const { atoms: _, ...mergeable } = spec('b')
      const both = await apply('second', widget('one', { size: 1, ...mergeable }))
      expect(both.status, both.text).toBe(200)
      expect(both.body.spec).toMatchObject({ tags: ['a', 'b'], atoms: ['a'] })
      expect(both.body.spec.keyed.map(({ key }: { key: string }) => key)).toEqual(['a', 'b'])
      golden('both', both)
      const atomic = await apply('second', widget('one', { size: 1, ...spec('b') }))
      expectFailure(atomic, 409, 'Conflict')
      golden('atomic', atomic)
      const keys = [{ key: 'a' }, { key: 'a' }]
      golden(
        'same key twice',
        await applier(context, path(namespace, 'two'))('third', widget('two', { size: 1, keyed: keys })),
      )
    },
  },
  {
    id: 'apply-08',
    title: 'What was written otherwise belongs to its writer until force takes it',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const path = configMaps(namespace, 'one')
      const apply = applier(context, path)
      await api.ask('POST', configMaps(namespace), configMap('one', { a: '1' }), { query: { fieldManager: 'writer' } })
      const refused = await apply('first', configMap('one', { a: '2' }))
      expectFailure(refused, 409, 'Conflict', /conflict with "writer" using v1: \.data\.a/)
      golden('refused', refused)
      const forced = await apply('first', configMap('one', { a: '2' }), { force: true })
      golden('forced', forced)
      const named = await api.ask('PATCH', path, { data: { b: '1' } }, MERGE)
      expect(managersOf(named.body)).toEqual(expect.arrayContaining(['contract Update', 'first Apply']))
      const cleared = await api.ask('PATCH', path, { metadata: { managedFields: [{}] } }, MERGE)
      expect(cleared.body.metadata.managedFields).toBeUndefined()
    },
  },
  {
    id: 'apply-09',
    title: 'The status is applied by itself, with owners of its own',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, path(namespace), widget('one'))
      const status = {
        ...widget('one', {}),
        spec: undefined,
        status: { phase: 'Done', conditions: [{ type: 'Ready', status: 'True' }] },
      }
      const query = applyAs('controller')
      const applied = await api.ask('PATCH', path(namespace, 'one/status'), status, query)
      expect([applied.status, applied.body.status.phase, applied.body.spec.size]).toEqual([200, 'Done', 1])
      golden('applied', applied)
      const other = { ...status, status: { conditions: [{ type: 'Healthy', status: 'True' }] } }
      const second = await api.ask('PATCH', path(namespace, 'one/status'), other, applyAs('second'))
      expect(second.body.status.conditions.map(({ type }: { type: string }) => type)).toEqual(['Ready', 'Healthy'])
    },
  },
  {
    id: 'apply-10',
    title: 'An apply that changes nothing keeps version and times, and a dry run changes nothing',
    run: async (context) => {
      const namespace = await context.namespace()
      const apply = applier(context, configMaps(namespace, 'one'))
      const made = await apply('first', configMap('one', { a: '1' }))
      const again = await apply('first', configMap('one', { a: '1' }))
      expect(again.body).toEqual(made.body)
      const dry = await apply('second', configMap('one', { a: '2' }), { force: true, dryRun: 'All' })
      expect(dry.body.data).toEqual({ a: '2' })
      expect((await get(context, configMaps(namespace, 'one'))).metadata).toEqual(made.body.metadata)
    },
  },
  {
    id: 'apply-11',
    title: 'YAML is taken as it is written, and values that the server defaults belong to nobody',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const path = deployments(namespace, 'one')
      const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: {name: one}
spec: # no replicas
  selector: {matchLabels: {app: one}}
  template:
    metadata: {labels: {app: one}}
    spec:
      nodeSelector: {contract.example.com/none: such}
      containers:
        - name: main
          image: "registry.example.com/main:1"
          ports: [{containerPort: 80}]
`
      const made = await applier(context, path)('first', yaml)
      expect([made.status, made.body.spec.replicas, made.body.spec.template.spec.restartPolicy]).toEqual([
        201,
        1,
        'Always',
      ])
      golden('made', made)
    },
  },
]
