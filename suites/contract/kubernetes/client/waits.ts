import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { makeWidgets } from '../../../../fixtures/contract/kubernetes/widgets.ts'
import type { KubeObject } from '../../../../lib/kubernetes/types.ts'
import { MERGE } from '../answers.ts'
import { configMaps } from '../paths.ts'
import { INTERVAL, MAPS, mapRef, object, refusal } from './maps.ts'

/** Waits of the client that the harness uses. */
export const CLIENT_WAITS: readonly KubernetesCase[] = [
  {
    id: 'client-05',
    title: 'A change is noticed within half a second of its event',
    alone: true,
    run: async (context) => {
      const { api, kube, undo } = context
      const namespace = await context.namespace()
      await kube.create(object(namespace, 'one', { n: '0' }))
      const stream = await api.watch(configMaps(namespace), { fieldSelector: 'metadata.name=one' })
      undo(async () => stream.close())
      await stream.next()
      const late: number[] = []
      for (let n = 1; n <= 10; n++) {
        const noticed = kube
          .waitFor(mapRef(namespace, 'one'), {
            goal: `n to be ${n}`,
            interval: INTERVAL,
            describe: (map) => `n is ${map?.data?.n}`,
            until: (map) => map?.data?.n === String(n),
          })
          .then(() => performance.now())
        await sleep(50)
        await api.ask('PATCH', configMaps(namespace, 'one'), { data: { n: String(n) } }, MERGE)
        await stream.next()
        const told = performance.now()
        late.push((await noticed) - told)
      }
      expect(Math.max(...late)).toBeLessThan(500)
    },
  },
  {
    id: 'client-06',
    title: 'A wait sees an object come, change and go, and a list grow',
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      const seen: string[] = []
      const wait = (goal: string, until: (map: KubeObject | undefined) => boolean) =>
        kube.waitFor(mapRef(namespace, 'one'), {
          goal,
          interval: INTERVAL,
          until,
          describe: (map) => map?.data?.state ?? 'absent',
          observer: { observed: (_, { state }) => seen.push(state) },
        })
      const changed = wait('done', (map) => map?.data?.state === 'done')
      await sleep(100)
      await kube.create(object(namespace, 'one', { state: 'new' }))
      await sleep(100)
      await kube.patch(mapRef(namespace, 'one'), { data: { state: 'done' } })
      expect((await changed)?.data).toEqual({ state: 'done' })
      expect(seen).toEqual(['absent', 'new', 'done'])
      const gone = wait('gone', (map) => map === undefined)
      await kube.delete(mapRef(namespace, 'one'))
      expect(await gone).toBeUndefined()
      const grown = kube.waitForList(
        MAPS,
        { namespace, labelSelector: 'part=yes' },
        {
          goal: 'three',
          interval: INTERVAL,
          describe: (maps) => String(maps.length),
          until: (maps) => maps.length === 3,
        },
      )
      for (const name of ['a', 'b', 'c']) await kube.create(object(namespace, name, {}, { labels: { part: 'yes' } }))
      expect((await grown).map(({ metadata }) => metadata.name).toSorted()).toEqual(['a', 'b', 'c'])
    },
  },
  {
    id: 'client-07',
    title: 'A wait that is too short ends with what it saw, one that is refused at once',
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      await kube.create(object(namespace, 'one', { state: 'new' }))
      const interval = { timeoutMs: 300, everyMs: 100, warnAfterMs: 10_000 }
      const late = await refusal(
        kube.waitFor(mapRef(namespace, 'one'), {
          goal: 'done',
          interval,
          describe: (map) => map?.data?.state,
          until: () => false,
        }),
      )
      expect([late.code, late.details.timeline]).toEqual([
        'E_WAIT_TIMEOUT',
        [expect.objectContaining({ state: 'new' })],
      ])
      const terminal = await refusal(
        kube.waitFor(mapRef(namespace, 'one'), {
          goal: 'done',
          interval: INTERVAL,
          describe: () => 'new',
          until: () => false,
          unless: () => 'never',
        }),
      )
      expect(terminal.code).toBe('E_TERMINAL_STATE')
      const refused = await refusal(
        kube.waitForList(
          MAPS,
          { namespace, labelSelector: 'a=b=c' },
          { goal: 'any', interval: INTERVAL, describe: () => '', until: () => false },
        ),
      )
      expect(refused.details.status).toBe(400)
    },
  },
  {
    id: 'client-08',
    title: 'A type that comes after the session was opened is found, and one that comes later waited for',
    needs: ['crds'],
    run: async (context) => {
      const { api, name, undo, kubeconfig: _ } = context
      const { kube } = context
      const namespace = await context.namespace()
      const waiting = kube.waitForList(
        { apiVersion: `${name()}.example.com/v1`, kind: 'Widget' },
        { namespace },
        {
          goal: 'a widget',
          interval: { ...INTERVAL, everyMs: 100 },
          describe: (all) => String(all.length),
          until: (all) => all.length === 1,
        },
      )
      const { widget, remove } = await makeWidgets(api, name())
      undo(remove)
      const made = widget('one') as KubeObject
      await kube.create({ ...made, metadata: { ...made.metadata, namespace } })
      expect((await waiting)[0]).toMatchObject({ kind: 'Widget', spec: { size: 1, colour: 'red' } })
    },
  },
]
