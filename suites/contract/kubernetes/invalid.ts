import type { KubernetesCase, KubernetesContext } from '../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure } from './answers.ts'
import { deployment } from './objects.ts'
import { core, deployments, grouped } from './paths.ts'

const main = { name: 'main', image: 'registry.example.com/main:1' }

/** Sends each object without storing it, and holds each refusal against the recorded one. */
const refuse = async ({ api, golden }: KubernetesContext, collection: string, objects: Record<string, object>) => {
  for (const [label, object] of Object.entries(objects)) {
    const answer = await api.ask(
      'POST',
      collection,
      { metadata: { name: 'one' }, ...object },
      { query: { dryRun: 'All' } },
    )
    expectFailure(answer, 422, 'Invalid')
    golden(label, answer)
  }
}

const container = (rest: object) => ({ spec: { containers: [{ ...main, ...rest }] } })
const pod = (rest: object) => ({ spec: { containers: [main], ...rest } })
const service = (rest: object) => ({ spec: { ports: [{ port: 80 }], ...rest } })

/** Objects that an API server refuses, as charts with mistakes have them. */
export const INVALID: readonly KubernetesCase[] = [
  {
    id: 'invalid-01',
    title: 'Pods with wrong volumes, mounts, ports, probes or amounts are refused where they are wrong',
    run: async (context) => {
      const namespace = await context.namespace()
      await context.eventually('the default account', async () => {
        const listed = await context.api.ask(
          'POST',
          core(namespace, 'pods'),
          { metadata: { name: 'one' }, ...pod({}) },
          { query: { dryRun: 'All' } },
        )
        return listed.status === 201
      })
      await refuse(context, core(namespace, 'pods'), {
        'no containers': { spec: { containers: [] } },
        'bad name': container({ name: 'Bad_Name' }),
        'same name': { spec: { containers: [main, main] } },
        port: container({ ports: [{ containerPort: 99_999 }] }),
        'mount of nothing': container({ volumeMounts: [{ name: 'none', mountPath: '/x' }] }),
        'no variable': container({ env: [{ name: '' }] }),
        'negative amount': container({ resources: { requests: { cpu: '-1' } } }),
        'no handler': container({ readinessProbe: {} }),
        'no port of a probe': container({ readinessProbe: { httpGet: { port: 0 } } }),
        'negative period': container({ livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: -1 } }),
        'same volume': pod({
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'a', emptyDir: {} },
          ],
        }),
        'bad volume': pod({ volumes: [{ name: 'A_', emptyDir: {} }] }),
        'no secret': pod({ volumes: [{ name: 'a', secret: {} }] }),
        'bad selector': pod({ nodeSelector: { 'bad key': 'x' } }),
        'bad toleration': pod({ tolerations: [{ operator: 'Exists', key: 'a', value: 'b' }] }),
        'bad host name': pod({ hostname: 'Bad!' }),
      })
    },
  },
  {
    id: 'invalid-02',
    title: 'Deployments that select nothing, or count backwards, are refused',
    run: async (context) => {
      const namespace = await context.namespace()
      const wrong = (spec: object) => deployment('one', {}, spec)
      await refuse(context, deployments(namespace), {
        'empty selector': wrong({ selector: {} }),
        'unknown operator': wrong({ selector: { matchExpressions: [{ key: 'a', operator: 'Bogus' }] } }),
        'no time': wrong({ minReadySeconds: -1 }),
        'no history': wrong({ revisionHistoryLimit: -1 }),
        'strategy of another': wrong({ strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
        'missing volume': deployment('one', { volumeMounts: [{ name: 'none', mountPath: '/x' }] }),
      })
    },
  },
  {
    id: 'invalid-03',
    title: 'Services with fields of another type, or with addresses and ranges that are none, are refused',
    run: async (context) => {
      const namespace = await context.namespace()
      await refuse(context, core(namespace, 'services'), {
        address: service({ clusterIP: 'bogus' }),
        'port name': service({ ports: [{ port: 80, targetPort: 'Bad_Name' }] }),
        'same port': service({
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 80 },
          ],
        }),
        range: service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['bogus'] }),
        'external name': service({ type: 'ExternalName', externalName: 'Bad Name' }),
        selector: service({ selector: { 'bad key': 'x' } }),
        'class without balancer': service({ loadBalancerClass: 'example.com/x' }),
        'bad class': service({ type: 'LoadBalancer', loadBalancerClass: 'Bad Class' }),
        'port of nodes': service({ ports: [{ port: 80, nodePort: 30_080 }] }),
        'headless on nodes': service({ clusterIP: 'None', type: 'NodePort' }),
      })
    },
  },
  {
    id: 'invalid-04',
    title: 'Claims of nothing or in unknown modes are refused',
    run: async (context) => {
      const namespace = await context.namespace()
      const claim = (mode: string, storage: string) => ({
        spec: { accessModes: [mode], resources: { requests: { storage } } },
      })
      await refuse(context, core(namespace, 'persistentvolumeclaims'), {
        'nothing at all': { spec: {} },
        'unknown mode': claim('ReadSometimes', '1Gi'),
        'no bytes': claim('ReadWriteOnce', '0'),
      })
    },
  },
  {
    id: 'invalid-05',
    title: 'Roles of a namespace cannot be of paths',
    needs: ['roles'],
    run: async (context) => {
      const namespace = await context.namespace()
      await refuse(context, grouped('rbac.authorization.k8s.io/v1', namespace, 'roles'), {
        'no resources': { rules: [{ verbs: ['get'] }] },
        paths: { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] },
      })
    },
  },
]
