import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { connectKube } from '../../../../lib/kubernetes/connect.ts'
import type { KubeObject } from '../../../../lib/kubernetes/types.ts'
import { configMap, deployment } from '../objects.ts'
import { configMaps } from '../paths.ts'
import { INTERVAL, insist, MAPS, mapRef, object } from './maps.ts'

/** What the client that the harness uses has to endure. */
export const CLIENT_ENDURANCE: readonly KubernetesCase[] = [
  {
    id: 'client-09',
    title: 'A closed session ends its waits',
    run: async (context) => {
      const namespace = await context.namespace()
      const { readFile } = await import('node:fs/promises')
      const session = await connectKube({ kubeconfig: await readFile(context.kubeconfig, 'utf8') })
      const waiting = session.waitFor(mapRef(namespace, 'never'), {
        goal: 'never',
        interval: INTERVAL,
        describe: () => 'absent',
        until: () => false,
      })
      const ended = waiting.then(
        () => 'reached',
        (error: Error) => error.message,
      )
      await sleep(200)
      await session.close()
      expect(await ended).toBe('the session with the API server was closed')
    },
  },
  {
    id: 'client-10',
    title: 'A wait survives a restart of the API server, and nothing that was written around it is missed',
    needs: ['restart'],
    alone: true,
    timeoutMs: 240_000,
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      const seen = new Set<string>()
      const wanted = Array.from({ length: 60 }, (_, index) => `map-${index}`)
      const interval = { timeoutMs: 180_000, everyMs: 500, warnAfterMs: 180_000 }
      const labels = { around: 'yes' }
      const waiting = kube.waitForList(
        MAPS,
        { namespace, labelSelector: 'around=yes' },
        {
          goal: 'all of them with their last value',
          interval,
          describe: (maps) => {
            for (const { metadata, data } of maps) seen.add(`${metadata.name}=${data.n}`)
            return String(maps.length)
          },
          until: (maps) => maps.length === wanted.length && maps.every(({ data }) => data.n === '1'),
        },
      )
      const writing = (async () => {
        for (const name of wanted) {
          await insist(context, 'POST', configMaps(namespace), configMap(name, { n: '0' }, { labels }))
          await insist(context, 'PATCH', configMaps(namespace, name), { data: { n: '1' } })
          await sleep(50)
        }
        return performance.now()
      })()
      await sleep(300)
      await context.restart()
      const [maps, written] = await Promise.all([waiting, writing])
      // After the last write there is at most one pause between two looks.
      expect(performance.now() - written).toBeLessThan(interval.everyMs + 1000)
      expect(maps.map(({ metadata }) => metadata.name).toSorted()).toEqual(wanted.toSorted())
      expect(wanted.filter((name) => !seen.has(`${name}=1`))).toEqual([])
    },
  },
  {
    id: 'client-11',
    title: 'Many sessions’ writes to one object meet and none is lost: who is late reads again',
    run: async (context) => {
      const { kube, api } = context
      const namespace = await context.namespace()
      await kube.create(object(namespace, 'counter', { n: '0' }))
      const raise = async () => {
        for (;;) {
          const { body } = await api.ask('GET', configMaps(namespace, 'counter'))
          body.data.n = String(Number(body.data.n) + 1)
          if ((await api.ask('PUT', configMaps(namespace, 'counter'), body)).status === 200) return
        }
      }
      await Promise.all(Array.from({ length: 10 }, raise))
      expect((await kube.get(mapRef(namespace, 'counter')))?.data.n).toBe('10')
    },
  },
  {
    id: 'client-12',
    title: 'A Deployment that wants nothing becomes available, and says which generation was looked at',
    run: async (context) => {
      const { kube } = context
      const namespace = await context.namespace()
      const made = deployment('one') as unknown as KubeObject
      await kube.apply({ ...made, metadata: { ...made.metadata, namespace } })
      const available = await kube.waitFor(
        { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'one' },
        {
          goal: 'available',
          interval: INTERVAL,
          describe: (found) =>
            JSON.stringify(
              found?.status?.conditions?.map(({ type, status }: Record<string, string>) => `${type}=${status}`),
            ),
          until: (found) =>
            found?.status?.conditions?.some(
              ({ type, status }: Record<string, string>) => type === 'Available' && status === 'True',
            ) === true && found.status.observedGeneration === found.metadata.generation,
        },
      )
      expect(available?.status.observedGeneration).toBe(available?.metadata.generation)
    },
  },
]
