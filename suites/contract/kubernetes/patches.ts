import { expect } from 'vitest'
import type { Answer } from '../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, JSON_PATCH, MERGE, make, STRATEGIC } from './answers.ts'
import { configMap, deployment } from './objects.ts'
import { configMaps, deployments } from './paths.ts'

/** Makes an object and gives what patches it. */
const patcher = async (context: KubernetesContext, collection: string, object: { metadata: { name: string } }) => {
  await make(context, collection, object)
  return (body: unknown, options: object) =>
    context.api.ask('PATCH', `${collection}/${object.metadata.name}`, body, options)
}

/** The message holds the whole object, which is another one each time. */
const expectWrongType = (answer: Answer) => {
  expectFailure(answer, 422, 'Invalid', /^ "" is invalid: patch: Invalid value: "\{.*\}": .*cannot unmarshal/)
  expect(answer.body.details.causes[0]).toMatchObject({ field: 'patch', reason: 'FieldValueInvalid' })
}

/** The three forms of a patch. */
export const PATCHES: readonly KubernetesCase[] = [
  {
    id: 'patches-01',
    title: 'A JSON patch adds, replaces, moves, copies, tests and removes, all or nothing',
    run: async (context) => {
      const namespace = await context.namespace()
      const patch = await patcher(
        context,
        configMaps(namespace),
        configMap('one', { a: '1', b: '2' }, { labels: { 'a/b': 'x' } }),
      )
      const done = await patch(
        [
          { op: 'test', path: '/data/a', value: '1' },
          { op: 'add', path: '/data/c', value: '3' },
          { op: 'replace', path: '/data/a', value: '0' },
          { op: 'copy', from: '/data/c', path: '/data/d' },
          { op: 'move', from: '/data/b', path: '/data/e' },
          { op: 'remove', path: '/metadata/labels/a~1b' },
        ],
        JSON_PATCH,
      )
      expect([done.status, done.body.data, done.body.metadata.labels]).toEqual([
        200,
        { a: '0', c: '3', d: '3', e: '2' },
        undefined,
      ])
      const failed = await patch(
        [
          { op: 'remove', path: '/data/a' },
          { op: 'test', path: '/data/c', value: '4' },
        ],
        JSON_PATCH,
      )
      expect(failed.status).toBe(422)
      const { body } = await context.api.ask('GET', configMaps(namespace, 'one'))
      expect(body.data).toEqual({ a: '0', c: '3', d: '3', e: '2' })
    },
  },
  {
    id: 'patches-02',
    title: 'A JSON patch that does not fit is a 422, one that is none a 400',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const patch = await patcher(context, configMaps(namespace), configMap('one', { a: '1' }))
      const failed = await patch([{ op: 'test', path: '/data/a', value: '2' }], JSON_PATCH)
      expectFailure(failed, 422, 'Invalid')
      golden('failed test', failed)
      golden('missing member', await patch([{ op: 'remove', path: '/data/none' }], JSON_PATCH))
      golden('missing parent', await patch([{ op: 'add', path: '/metadata/labels/x', value: 'y' }], JSON_PATCH))
      golden('replace of nothing', await patch([{ op: 'replace', path: '/data/none', value: 'y' }], JSON_PATCH))
      golden('unknown operation', await patch([{ op: 'bogus', path: '/data/a' }], JSON_PATCH))
      golden('an object', await patch({ data: {} }, JSON_PATCH))
      golden('no JSON', await patch('{', JSON_PATCH))
      expectWrongType(await patch([{ op: 'replace', path: '/data/a', value: 1 }], JSON_PATCH))
    },
  },
  {
    id: 'patches-03',
    title: 'A merge patch merges maps, replaces lists and removes what is null',
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const object = deployment('one', {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      })
      const patch = await patcher(context, deployments(namespace), object)
      const containers = [{ name: 'other', image: 'registry.example.com/other:1' }]
      const done = await patch(
        { metadata: { labels: { a: 'b' } }, spec: { template: { spec: { containers } } } },
        MERGE,
      )
      expect(done.body.spec.template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['other'])
      const removed = await patch({ metadata: { labels: null }, spec: { replicas: null } }, MERGE)
      expect([removed.body.metadata.labels, removed.body.spec.replicas]).toEqual([undefined, 1])
      golden('no JSON', await patch('{', MERGE))
      golden('a list', await patch([], MERGE))
      expectWrongType(await patch({ spec: { replicas: 'many' } }, MERGE))
    },
  },
  {
    id: 'patches-04',
    title: 'A strategic patch merges lists by their keys, deletes by directive and keeps the rest',
    run: async (context) => {
      const namespace = await context.namespace()
      const object = deployment('one', {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        args: ['x', 'y'],
      })
      const patch = await patcher(context, deployments(namespace), object)
      const inContainers = (...containers: object[]) => ({ spec: { template: { spec: { containers } } } })
      const env = [
        { name: 'B', value: '3' },
        { name: 'C', value: '4' },
        { name: 'A', $patch: 'delete' },
      ]
      const merged = await patch(inContainers({ name: 'main', env, args: ['z'] }), STRATEGIC)
      const [main] = merged.body.spec.template.spec.containers
      expect([main.image, main.args]).toEqual(['registry.example.com/main:1', ['z']])
      expect(main.env.toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))).toEqual([
        { name: 'B', value: '3' },
        { name: 'C', value: '4' },
      ])
      const second = await patch(inContainers({ name: 'side', image: 'registry.example.com/side:1' }), STRATEGIC)
      const names = (answer: typeof second) =>
        answer.body.spec.template.spec.containers.map(({ name }: { name: string }) => name)
      expect(names(second).toSorted()).toEqual(['main', 'side'])
      const replaced = await patch(
        inContainers({ $patch: 'replace' }, { name: 'only', image: 'registry.example.com/only:1' }),
        STRATEGIC,
      )
      expect(names(replaced)).toEqual(['only'])
    },
  },
  {
    id: 'patches-05',
    title: 'A strategic patch orders and removes as its directives say',
    run: async (context) => {
      const namespace = await context.namespace()
      const object = deployment('one', { env: ['A', 'B', 'C'].map((name) => ({ name, value: name })) })
      const patch = await patcher(context, deployments(namespace), object)
      const inMain = (container: object) => ({
        spec: { template: { spec: { containers: [{ name: 'main', ...container }] } } },
      })
      const envOf = ({ body }: Awaited<ReturnType<typeof patch>>) =>
        body.spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name).join('')
      const order = ['C', 'D', 'A', 'B'].map((name) => ({ name }))
      const ordered = await patch(
        inMain({ '$setElementOrder/env': order, env: [{ name: 'D', value: 'D' }] }),
        STRATEGIC,
      )
      expect(envOf(ordered)).toBe('CDAB')
      const bare = await patch(
        inMain({ $retainKeys: ['name', 'image'], image: 'registry.example.com/main:2' }),
        STRATEGIC,
      )
      expect(bare.body.spec.template.spec.containers[0].image).toBe('registry.example.com/main:2')
      const strategy = await patch(
        { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate', rollingUpdate: null } } },
        STRATEGIC,
      )
      expect(strategy.body.spec.strategy).toEqual({ type: 'Recreate' })
    },
  },
  {
    id: 'patches-06',
    title: 'Types of one’s own have no strategic patch, and nothing has other forms: 415',
    needs: ['crds'],
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const own = await patcher(context, path(namespace), widget('one') as { metadata: { name: string } })
      const refused = await own({ spec: { size: 2 } }, STRATEGIC)
      expectFailure(refused, 415, 'UnsupportedMediaType')
      golden('strategic widget', refused)
      const map = await patcher(context, configMaps(namespace), configMap('one'))
      golden('JSON', await map({ data: {} }, { type: 'application/json' }))
      golden('text', await map('{}', { type: 'text/plain' }))
    },
  },
  {
    id: 'patches-07',
    title: 'A patch with a version is held against it, and one of what is not there is a 404',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { metadata } = await make(context, configMaps(namespace), configMap('one', { a: '1' }))
      const patch = (body: object) => api.ask('PATCH', configMaps(namespace, 'one'), body, MERGE)
      const { resourceVersion } = metadata
      expect((await patch({ metadata: { resourceVersion }, data: { a: '2' } })).status).toBe(200)
      const late = await patch({ metadata: { resourceVersion }, data: { a: '3' } })
      expectFailure(late, 409, 'Conflict')
      golden('late', late)
      golden('missing', await api.ask('PATCH', configMaps(namespace, 'none'), { data: {} }, MERGE))
      golden('other name', await patch({ metadata: { name: 'two' } }))
    },
  },
  {
    id: 'patches-08',
    title: 'Thirty patches at once are all taken',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('one'))
      const keys = Array.from({ length: 30 }, (_, index) => `key-${index}`)
      const answers = await Promise.all(
        keys.map((key) => api.ask('PATCH', configMaps(namespace, 'one'), { data: { [key]: key } }, MERGE)),
      )
      expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200))
      const { body } = await api.ask('GET', configMaps(namespace, 'one'))
      expect(Object.keys(body.data).length).toBe(30)
    },
  },
]
