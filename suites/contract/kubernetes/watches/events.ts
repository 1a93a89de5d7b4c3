import { expect } from 'vitest'
import type { WatchEvent } from '../../../../fixtures/contract/kubernetes/api/types.ts'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { MERGE, make } from '../answers.ts'
import { secrets, shown, take, versionOf, watch } from './stream.ts'

/** Changes as they come. */
export const EVENTS: readonly KubernetesCase[] = [
  {
    id: 'watches-01',
    title: 'From a version on every change is told once, in order, with rising versions',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, secrets(namespace), { metadata: { name: 'before' } })
      const resourceVersion = await versionOf(context, secrets(namespace))
      await make(context, secrets(namespace), { metadata: { name: 'one' } })
      const stream = await watch(context, secrets(namespace), { resourceVersion })
      await api.ask('PATCH', secrets(namespace, 'one'), { metadata: { labels: { a: 'b' } } }, MERGE)
      await api.ask('DELETE', secrets(namespace, 'one'))
      const events = [await stream.next(), await stream.next(), await stream.next()] as WatchEvent[]
      expect(events.map(shown)).toEqual(['ADDED one', 'MODIFIED one', 'DELETED one'])
      const versions = events.map(({ object }) => Number(object.metadata.resourceVersion))
      expect(versions).toEqual(versions.toSorted((a, b) => a - b))
      expect(new Set(versions).size).toBe(3)
      expect(stream.headers['content-type']).toBe('application/json')
      golden('events', { status: stream.status, headers: stream.headers, body: events })
    },
  },
  {
    id: 'watches-02',
    title: 'Without a version a watch begins with everything that is there',
    run: async (context) => {
      const namespace = await context.namespace()
      for (const name of ['a', 'b']) await make(context, secrets(namespace), { metadata: { name } })
      for (const query of [{}, { resourceVersion: '0' }]) {
        const stream = await watch(context, secrets(namespace), query)
        expect((await take(stream, 2)).toSorted()).toEqual(['ADDED a', 'ADDED b'])
        stream.close()
      }
      const stream = await watch(context, secrets(namespace))
      await make(context, secrets(namespace), { metadata: { name: 'c' } })
      expect((await take(stream, 3)).at(-1)).toBe('ADDED c')
    },
  },
  {
    id: 'watches-03',
    title: 'What comes into a selection is added, and what leaves it is deleted',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const label = (on: string | null) =>
        api.ask('PATCH', secrets(namespace, 'one'), { metadata: { labels: { on } } }, MERGE)
      const resourceVersion = await versionOf(context, secrets(namespace))
      const stream = await watch(context, secrets(namespace), { resourceVersion, labelSelector: 'on=yes' })
      await make(context, secrets(namespace), { metadata: { name: 'one' } })
      for (const value of ['yes', 'no', 'yes']) await label(value)
      await api.ask('PATCH', secrets(namespace, 'one'), { metadata: { annotations: { a: 'b' } } }, MERGE)
      await api.ask('DELETE', secrets(namespace, 'one'))
      const wanted = ['ADDED one', 'DELETED one', 'ADDED one', 'MODIFIED one', 'DELETED one']
      expect(await take(stream, wanted.length)).toEqual(wanted)
    },
  },
  {
    id: 'watches-04',
    title: 'One object is watched by its name as a field; a watch at its own path is only a read',
    run: async (context) => {
      const namespace = await context.namespace()
      const resourceVersion = await versionOf(context, secrets(namespace))
      const byField = await watch(context, secrets(namespace), { resourceVersion, fieldSelector: 'metadata.name=two' })
      for (const name of ['one', 'two', 'three']) await make(context, secrets(namespace), { metadata: { name } })
      await context.api.ask('DELETE', secrets(namespace, 'two'))
      expect(await take(byField, 2)).toEqual(['ADDED two', 'DELETED two'])
      const read = await context.api.ask('GET', secrets(namespace, 'one'), undefined, { query: { watch: true } })
      expect([read.status, read.body.kind]).toEqual([200, 'Secret'])
    },
  },
]
