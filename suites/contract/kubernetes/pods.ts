import { expect } from 'vitest'
import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { podProxyPath, serviceProxyPath } from '../../../lib/kubernetes/proxy.ts'
import { expectFailure, gone, make } from './answers.ts'
import { pendingPod } from './objects.ts'
import { core } from './paths.ts'
import { serverPod, startServer, startTalker } from './running.ts'

const service = (ports: object[]) => ({ metadata: { name: 'server' }, spec: { selector: { app: 'server' }, ports } })

/** Says everything of a request that came through. */
const said = (text: string) =>
  JSON.parse(text) as { method: string; url: string; body: string; headers: Record<string, string> }

const readyService = async (context: KubernetesContext, namespace: string) => {
  await startServer(context, namespace)
  await make(
    context,
    core(namespace, 'services'),
    service([
      { name: 'web', port: 80, targetPort: 'http' },
      { name: 'second', port: 81, targetPort: 8080 },
    ]),
  )
  await context.eventually('the endpoints', async () => {
    const answer = await context.api.ask('GET', `${serviceProxyPath({ namespace, name: 'server', port: 'web' })}`)
    return answer.status === 200
  })
}

/** Pods that really run something, and the ways to them through the API server. */
export const PODS: readonly KubernetesCase[] = [
  {
    id: 'pods-01',
    title: 'The log of a container is text, whole, from its end, and with times',
    needs: ['image'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await startTalker(context, namespace)
      const log = async (query: Record<string, string | number | boolean>) =>
        (await api.ask('GET', core(namespace, 'pods', 'talker/log'), undefined, { query })).text
      const whole = await api.ask('GET', core(namespace, 'pods', 'talker/log'))
      expect([whole.headers['content-type'], whole.text]).toEqual(['text/plain', 'one\ntwo\nthree\n'])
      expect(await log({ tailLines: 1 })).toBe('three\n')
      expect(await log({ tailLines: 0 })).toBe('')
      expect(await log({ limitBytes: 5 })).toBe('one\nt')
      expect(await log({ container: 'main' })).toBe('one\ntwo\nthree\n')
      for (const line of (await log({ timestamps: true })).trimEnd().split('\n'))
        expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z (one|two|three)$/)
    },
  },
  {
    id: 'pods-02',
    title: 'A log that is followed ends with its container',
    needs: ['image'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await startTalker(context, namespace)
      const { text } = await api.ask('GET', core(namespace, 'pods', 'talker/log'), undefined, {
        query: { follow: true },
      })
      expect(text).toBe('one\ntwo\nthree\n')
    },
  },
  {
    id: 'pods-03',
    title: 'A container that is not there has no log, and one that waits says so',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const two = [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'x' },
      ]
      await make(context, core(namespace, 'pods'), pendingPod('one'))
      await make(context, core(namespace, 'pods'), pendingPod('two', { containers: two }))
      const log = (pod: string, query: object = {}) =>
        api.ask('GET', core(namespace, 'pods', `${pod}/log`), undefined, { query: { ...query } })
      const other = await log('one', { container: 'other' })
      expectFailure(other, 400, 'BadRequest', 'container other is not valid for pod one')
      golden('other container', other)
      golden('which one', await log('two'))
      golden('no pod', await log('none'))
      golden('wrong number', await log('one', { tailLines: -1 }))
      golden('not scheduled', await log('one'))
    },
  },
  {
    id: 'pods-04',
    title: 'A pod is asked through the API server: path, query, method, headers and body arrive',
    needs: ['image'],
    run: async (context) => {
      const { api, kube } = context
      const namespace = await context.namespace()
      await startServer(context, namespace)
      const path = podProxyPath({ namespace, name: 'server', port: 8080 }, '/some/path?a=1&b=%20')
      const got = await api.ask('GET', path, undefined, { headers: { 'x-contract': 'yes' } })
      expect([got.status, got.headers['x-server']]).toEqual([200, 'contract'])
      expect(said(got.text)).toMatchObject({
        method: 'GET',
        url: '/some/path?a=1&b=%20',
        headers: { 'x-contract': 'yes' },
      })
      expect(said(got.text).headers.authorization).toBeUndefined()
      const posted = await api.ask('POST', path, 'a body', { type: 'text/plain' })
      expect(said(posted.text)).toMatchObject({ method: 'POST', body: 'a body' })
      const teapot = await kube.raw(podProxyPath({ namespace, name: 'server', port: 8080 }, '/status/418'))
      expect(teapot.status).toBe(418)
    },
  },
  {
    id: 'pods-05',
    title: 'A port of a pod that nobody listens on, and a pod that is not there, are told apart',
    needs: ['image'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await startServer(context, namespace)
      const closed = await api.ask('GET', podProxyPath({ namespace, name: 'server', port: 9 }))
      expectFailure(
        closed,
        503,
        'ServiceUnavailable',
        /^error trying to reach service: dial tcp .*connect: connection refused/,
      )
      const missing = await api.ask('GET', podProxyPath({ namespace, name: 'none', port: 80 }))
      expectFailure(missing, 404, 'NotFound', 'pods "none" not found')
    },
  },
  {
    id: 'pods-06',
    title: 'A Service is asked through the API server by number and by name of its port',
    needs: ['image'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await readyService(context, namespace)
      for (const port of ['web', '80', 'second', '81']) {
        const { status, text } = await api.ask('GET', serviceProxyPath({ namespace, name: 'server', port }, '/here'))
        expect([port, status, status === 200 && said(text).url]).toEqual([port, 200, '/here'])
      }
    },
  },
  {
    id: 'pods-07',
    title: 'A pod that is ready has its address in the endpoints and the slices of its Service',
    needs: ['image'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      await readyService(context, namespace)
      const { body: pod } = await api.ask('GET', core(namespace, 'pods', 'server'))
      const slice = await eventually('the slice', async () => {
        const { body } = await api.ask(
          'GET',
          `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`,
          undefined,
          { query: { labelSelector: 'kubernetes.io/service-name=server' } },
        )
        return body.items[0]?.endpoints?.length === 1 && body.items[0]
      })
      expect(slice.endpoints[0]).toMatchObject({
        addresses: [pod.status.podIP],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', name: 'server' },
      })
      const { body } = await api.ask('GET', core(namespace, 'endpoints', 'server'))
      expect(body.subsets[0].addresses[0].ip).toBe(pod.status.podIP)
    },
  },
  {
    id: 'pods-08',
    title: 'A running pod that is deleted keeps its grace, and is gone when its process has ended',
    needs: ['image'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await startServer(context, namespace)
      const deleted = await api.ask('DELETE', core(namespace, 'pods', 'server'))
      expect(deleted.body.metadata).toMatchObject({
        deletionGracePeriodSeconds: 5,
        deletionTimestamp: expect.any(String),
      })
      await gone(context, core(namespace, 'pods', 'server'))
    },
  },
  {
    id: 'pods-09',
    title: 'A pod tells its phases, its conditions and the state of its container',
    needs: ['image'],
    run: async (context) => {
      const namespace = await context.namespace()
      const ended = await startTalker(context, namespace)
      expect(ended.status).toMatchObject({ phase: 'Succeeded', podIP: expect.any(String), qosClass: 'BestEffort' })
      expect(ended.status.containerStatuses[0]).toMatchObject({
        name: 'main',
        ready: false,
        restartCount: 0,
        state: { terminated: { exitCode: 0, reason: 'Completed' } },
      })
      const running = await startServer(context, namespace)
      const conditions = Object.fromEntries(
        running.status.conditions.map(({ type, status }: Record<string, string>) => [type, status]),
      )
      expect(conditions).toMatchObject({
        PodScheduled: 'True',
        Initialized: 'True',
        ContainersReady: 'True',
        Ready: 'True',
      })
    },
  },
  {
    id: 'pods-10',
    title: 'A pod that waits for a ConfigMap starts when it comes',
    needs: ['image'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      const pod = serverPod(context.image, { volumes: [{ name: 'script', configMap: { name: 'late' } }] })
      await make(context, core(namespace, 'pods'), pod)
      await eventually(
        'the pod to be on a node',
        async () => (await api.ask('GET', core(namespace, 'pods', 'server'))).body.spec.nodeName !== undefined,
      )
      // Until the kubelet has heard of it there is no log at all, and then for a moment no container.
      const log = await eventually('the kubelet to know of it', async () => {
        const answer = await api.ask('GET', core(namespace, 'pods', 'server/log'))
        return answer.status === 400 && !answer.body.message.endsWith('is not available') && answer
      })
      expectFailure(log, 400, 'BadRequest', /^container "main" in pod "server" is waiting to start: ContainerCreating/)
      const ready = await startServer(context, namespace, { exists: true, script: 'late' })
      expect(ready.status.phase).toBe('Running')
    },
  },
]
