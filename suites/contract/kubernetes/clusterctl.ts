import { expect } from 'vitest'
import type { KubernetesCase } from '../../../fixtures/contract/kubernetes/case.ts'
import { MERGE, make } from './answers.ts'
import { configMap } from './objects.ts'
import { configMaps, grouped } from './paths.ts'

const GROUP = 'cluster.x-k8s.io/v1beta1'

/** A Cluster that no controller touches, because it is paused; what stands for its infrastructure may be anything. */
const cluster = (name: string, namespace: string) => ({
  apiVersion: GROUP,
  kind: 'Cluster',
  metadata: { name, annotations: { 'cluster.x-k8s.io/paused': 'true' } },
  spec: {
    paused: true,
    clusterNetwork: { pods: { cidrBlocks: ['192.168.0.0/16'] } },
    infrastructureRef: { apiVersion: 'v1', kind: 'ConfigMap', name, namespace },
  },
})

/** What clusterctl makes of Cluster API's objects. */
export const CLUSTERCTL: readonly KubernetesCase[] = [
  {
    id: 'clusterctl-01',
    title: 'describe draws a cluster with its machines and what their conditions say',
    needs: ['clusterctl', 'cluster-api'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      const clusters = grouped(GROUP, namespace, 'clusters')
      await make(context, configMaps(namespace), configMap('one'))
      await make(context, clusters, cluster('one', namespace))
      context.undo(async () => {
        await api.ask('DELETE', `${clusters}/one`)
        // A paused cluster keeps the finalizer of its controller for ever.
        await api.ask('PATCH', `${clusters}/one`, { metadata: { finalizers: null } }, MERGE)
      })
      const conditions = [
        {
          type: 'Ready',
          status: 'False',
          severity: 'Warning',
          reason: 'Contract',
          message: 'as it was told',
          lastTransitionTime: '2026-01-01T00:00:00Z',
        },
      ]
      const patched = await api.ask('PATCH', `${clusters}/one/status`, { status: { conditions } }, MERGE)
      expect(patched.status, patched.text).toBe(200)
      const { run, attempt } = await context.tool('clusterctl')
      const drawn = await run('describe', 'cluster', 'one', '--namespace', namespace)
      expect(drawn).toMatch(/^NAME\s+READY\s+SEVERITY\s+REASON\s+SINCE\s+MESSAGE/)
      expect(drawn).toMatch(/Cluster\/one\s+False\s+Warning\s+Contract\s+\S+\s+as it was told/)
      const missing = await attempt('describe', 'cluster', 'none', '--namespace', namespace)
      expect([missing.code, missing.stderr]).toEqual([1, expect.stringMatching(/"none" not found/)])
    },
  },
]
