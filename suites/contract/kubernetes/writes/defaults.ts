import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { core, grouped } from '../paths.ts'

const container = { name: 'main', image: 'registry.example.com/main' }
const template = (spec: object = {}) => ({
  metadata: { labels: { app: 'a' } },
  spec: { containers: [container], ...spec },
})
const selector = { matchLabels: { app: 'a' } }
const RBAC = 'rbac.authorization.k8s.io/v1'

/** One small object of each kind, by the path of its collection. */
const SMALL: Readonly<Record<string, readonly [path: (namespace: string) => string, spec: object]>> = {
  pod: [
    (namespace) => core(namespace, 'pods'),
    {
      spec: {
        containers: [
          {
            ...container,
            ports: [{ containerPort: 80 }],
            livenessProbe: { httpGet: { port: 80 } },
            resources: { limits: { cpu: 1 } },
          },
        ],
        initContainers: [
          {
            name: 'first',
            image: 'registry.example.com/first:1',
            env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          },
        ],
        volumes: [
          { name: 'a', secret: { secretName: 'a' } },
          { name: 'b', configMap: { name: 'b' } },
          { name: 'c' },
          { name: 'd', hostPath: { path: '/' } },
        ],
        tolerations: [{ key: 'a', operator: 'Exists' }],
      },
    },
  ],
  deployment: [
    (namespace) => grouped('apps/v1', namespace, 'deployments'),
    { spec: { selector, template: template() } },
  ],
  statefulSet: [
    (namespace) => grouped('apps/v1', namespace, 'statefulsets'),
    {
      spec: {
        serviceName: 'a',
        selector,
        template: template(),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    },
  ],
  daemonSet: [(namespace) => grouped('apps/v1', namespace, 'daemonsets'), { spec: { selector, template: template() } }],
  replicaSet: [
    (namespace) => grouped('apps/v1', namespace, 'replicasets'),
    { spec: { selector, template: template() } },
  ],
  cronJob: [
    (namespace) => grouped('batch/v1', namespace, 'cronjobs'),
    { spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } } },
  ],
  service: [(namespace) => core(namespace, 'services'), { spec: { ports: [{ port: 80 }], type: 'LoadBalancer' } }],
  claim: [
    (namespace) => core(namespace, 'persistentvolumeclaims'),
    { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'none', resources: { requests: { storage: '1Gi' } } } },
  ],
  account: [(namespace) => core(namespace, 'serviceaccounts'), {}],
  role: [
    (namespace) => grouped(RBAC, namespace, 'roles'),
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  ],
  roleBinding: [
    (namespace) => grouped(RBAC, namespace, 'rolebindings'),
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
      subjects: [
        { kind: 'User', name: 'b' },
        { kind: 'ServiceAccount', name: 'c', namespace: 'd' },
      ],
    },
  ],
  networkPolicy: [
    (namespace) => grouped('networking.k8s.io/v1', namespace, 'networkpolicies'),
    { spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] } },
  ],
  budget: [
    (namespace) => grouped('policy/v1', namespace, 'poddisruptionbudgets'),
    { spec: { minAvailable: 1, selector } },
  ],
  lease: [(namespace) => grouped('coordination.k8s.io/v1', namespace, 'leases'), { spec: { holderIdentity: 'a' } }],
}

/** What the server makes of small objects. */
export const DEFAULTS: readonly KubernetesCase[] = [
  {
    id: 'writes-16',
    title: 'Built-in objects get the defaults of their kinds, and are answered with them',
    needs: ['everything'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await context.eventually('the default account', async () => {
        return (await api.ask('GET', core(namespace, 'serviceaccounts', 'default'))).status === 200
      })
      for (const [kind, [path, object]] of Object.entries(SMALL)) {
        const answer = await api.ask(
          'POST',
          path(namespace),
          { metadata: { name: 'a' }, ...object },
          { query: { dryRun: 'All' } },
        )
        expect(answer.status, answer.text).toBe(201)
        golden(kind, answer)
      }
    },
  },
]
