import { expect } from 'vitest'
import type { WatchEvent } from '../../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { makeWidgets } from '../../../../fixtures/contract/kubernetes/widgets.ts'
import { expectFailure, MERGE, make } from '../answers.ts'
import { configMap } from '../objects.ts'
import { configMaps } from '../paths.ts'
import { secrets, shown, take, versionOf, watch } from './stream.ts'

/** How watches begin and end, and what else they can do. */
export const ENDS: readonly KubernetesCase[] = [
  {
    id: 'watches-05',
    title: 'Initial events end with a bookmark that says so, or are refused where the server has them switched off',
    needs: ['crds'],
    run: async (context) => {
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      for (const name of ['a', 'b']) await make(context, path(namespace), widget(name))
      const stream = await watch(context, path(namespace), {
        sendInitialEvents: true,
        resourceVersionMatch: 'NotOlderThan',
        allowWatchBookmarks: true,
      })
      // Switched off by default in 1.33.
      if (stream.status === 422) return
      const events = [await stream.next(), await stream.next(), await stream.next()] as WatchEvent[]
      expect(events.map(({ type }) => type)).toEqual(['ADDED', 'ADDED', 'BOOKMARK'])
      expect(events[2]!.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
    },
  },
  {
    id: 'watches-06',
    title: 'Initial events without their match, or a match without them, are a 422',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const ask = (query: Record<string, string>) =>
        api.ask('GET', secrets(namespace), undefined, { query: { watch: 'true', timeoutSeconds: '1', ...query } })
      const alone = await ask({ sendInitialEvents: 'true' })
      expectFailure(alone, 422, 'Invalid')
      golden('match alone', await ask({ resourceVersionMatch: 'NotOlderThan', resourceVersion: '1' }))
      const exact = await ask({ sendInitialEvents: 'true', resourceVersionMatch: 'Exact' })
      expectFailure(exact, 422, 'Invalid', /Unsupported value: "Exact": supported values: "NotOlderThan"/)
    },
  },
  {
    id: 'watches-07',
    title: 'A watch ends by itself after its time, and a bookmark says shortly before where it has come to',
    run: async (context) => {
      const namespace = await context.namespace()
      const resourceVersion = await versionOf(context, secrets(namespace))
      const start = Date.now()
      const stream = await watch(context, secrets(namespace), {
        resourceVersion,
        allowWatchBookmarks: true,
        timeoutSeconds: 4,
      })
      const bookmark = await stream.next()
      expect(bookmark).toMatchObject({ type: 'BOOKMARK', object: { kind: 'Secret', apiVersion: 'v1' } })
      expect(Number(bookmark!.object.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(resourceVersion))
      let last: WatchEvent | undefined = bookmark
      while (last !== undefined) last = await stream.next()
      expect(Date.now() - start).toBeGreaterThan(3000)
      expect(Date.now() - start).toBeLessThan(8000)
    },
  },
  {
    id: 'watches-08',
    title: 'A version that is too old is an event with a Status 410, after a 200',
    needs: ['crds'],
    run: async (context) => {
      const { golden } = context
      const namespace = await context.namespace()
      const { path } = await context.widgets()
      const stream = await watch(context, path(namespace), { resourceVersion: 1 })
      const event = await stream.next()
      expect(event).toMatchObject({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })
      expect(await stream.next()).toBeUndefined()
      golden('too old', { status: stream.status, headers: stream.headers, body: event })
    },
  },
  {
    id: 'watches-09',
    title: 'A version that is none is refused before any event',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const answer = await api.ask('GET', configMaps(namespace), undefined, {
        query: { watch: true, resourceVersion: 'bogus' },
      })
      expect(answer.body).toMatchObject({ kind: 'Status', status: 'Failure' })
      golden('bogus', answer)
    },
  },
  {
    id: 'watches-10',
    title: 'What waits for its finalizers is modified first and deleted when they are gone',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await make(context, configMaps(namespace), configMap('held', {}, { finalizers: ['example.com/hold'] }))
      const resourceVersion = await versionOf(context, configMaps(namespace))
      const stream = await watch(context, configMaps(namespace), {
        resourceVersion,
        fieldSelector: 'metadata.name=held',
      })
      await api.ask('DELETE', configMaps(namespace, 'held'))
      await api.ask('PATCH', configMaps(namespace, 'held'), { metadata: { finalizers: null } }, MERGE)
      const first = await stream.next()
      expect([first!.type, typeof first!.object.metadata.deletionTimestamp]).toEqual(['MODIFIED', 'string'])
      expect(shown((await stream.next())!)).toBe('DELETED held')
    },
  },
  {
    id: 'watches-11',
    title: 'A watch of all namespaces tells of each of them',
    run: async (context) => {
      const [one, two] = [await context.namespace('one'), await context.namespace('two')]
      const labelSelector = `case=${context.name()}`
      const stream = await watch(context, '/api/v1/secrets', { labelSelector })
      const metadata = (name: string) => ({ metadata: { name, labels: { case: context.name() } } })
      await make(context, secrets(one), metadata('one'))
      await make(context, secrets(two), metadata('two'))
      expect(await take(stream, 2)).toEqual(['ADDED one', 'ADDED two'])
    },
  },
  {
    id: 'watches-12',
    title: 'A watch can be had as rows of a table and as metadata',
    run: async (context) => {
      const { api, undo } = context
      const namespace = await context.namespace()
      await make(context, secrets(namespace), { metadata: { name: 'one' }, data: { a: 'Yg==' } })
      const open = async (accept: string) => {
        const stream = await api.watch(secrets(namespace), {}, { headers: { accept } })
        undo(async () => stream.close())
        return (await stream.next())!
      }
      const table = await open('application/json;as=Table;v=v1;g=meta.k8s.io')
      expect(table).toMatchObject({
        type: 'ADDED',
        object: { kind: 'Table', rows: [{ cells: ['one', 'Opaque', 1, expect.any(String)] }] },
      })
      const metadata = await open('application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io')
      expect(metadata).toMatchObject({
        type: 'ADDED',
        object: { kind: 'PartialObjectMetadata', metadata: { name: 'one' } },
      })
      expect(metadata.object.data).toBeUndefined()
    },
  },
  {
    id: 'watches-13',
    title: 'The watch of a type ends when the type is deleted, after its objects',
    needs: ['crds'],
    run: async (context) => {
      const { api, name, undo } = context
      const namespace = await context.namespace()
      const { path, widget, remove } = await makeWidgets(api, name())
      undo(remove)
      await make(context, path(namespace), widget('one'))
      const stream = await watch(context, path(namespace))
      expect(await take(stream, 1)).toEqual(['ADDED one'])
      await remove()
      // Whether the objects are marked before they go is the server's affair.
      let event = await stream.next()
      while (event?.type === 'MODIFIED') event = await stream.next()
      expect(event === undefined || shown(event) === 'DELETED one').toBe(true)
    },
  },
]
