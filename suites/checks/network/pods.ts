import type { EchoPod } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { blockedBy, ensure } from '../../../lib/catalog/outcome.ts'
import { inCidr } from '../../../lib/core/cidr.ts'
import { POD } from '../types.ts'

const PROBE_TIMEOUT_MS = 3000

/** Pods reach each other from node to node. */
export const podToPod = defineCheck({
  id: 'network.pod-to-pod',
  area: 'network',
  title: 'A pod reaches pods on every other node',
  why: 'The overlay between nodes needs its ports opened in the security groups; within one node everything works without it.',
  source: 'Kubernetes network model; VXLAN 8472/udp in the stacks’ security-group rules',
  faults: ['network.overlay-broken'],
  run: async (context) => {
    const echo = await context.echo()
    const pairs = echo.pods.flatMap((from) =>
      echo.pods.filter(({ node }) => node !== from.node).map((to) => ({ from, to })),
    )
    if (pairs.length === 0) blockedBy('all echo pods are on one node')
    const results = await Promise.all(pairs.map((pair) => reach(pair)))
    const failed = results.filter((result) => result !== null)
    ensure(failed.length === 0, `${pairs.length} connections between nodes`, failed.join('; '))

    async function reach({ from, to }: { from: EchoPod; to: EchoPod }): Promise<string | null> {
      const target = { host: to.ip, port: echo.ports[0]! }
      const { outcome, status, body } = await echo
        .vantage(from)
        .http({ target, path: '/who', timeoutMs: PROBE_TIMEOUT_MS }, context.signal)
      return status === 200 && body?.includes(to.name) ? null : `${from.name} → ${to.name}: ${outcome}`
    }
  },
})

/** Pods have addresses of the range that the Cluster declares. */
export const podCidr = defineCheck({
  id: 'network.pod-cidr',
  area: 'network',
  title: 'Pods have addresses of the range that the cluster declares',
  why: 'Firewalls and routes are made for the declared range; a CNI with a default of its own collides with other networks.',
  source: 'Cluster.spec.clusterNetwork.pods; cluster-stacks e719a22',
  faults: ['network.pod-cidr-ignored'],
  run: async (context) => {
    const { workload, cluster, signal } = context
    await context.echo()
    const pods = (await workload.list(POD, {}, signal)).filter(({ spec, status }) => !spec.hostNetwork && status?.podIP)
    ensure(pods.length > 0, 'pods with addresses', 'none')
    const wrong = pods.filter(({ status }) => !inCidr(status.podIP, cluster.podCidr))
    const got = wrong
      .slice(0, 5)
      .map(({ metadata, status }) => `${metadata.name} ${status.podIP}`)
      .join(', ')
    ensure(wrong.length === 0, `all ${pods.length} pods in ${cluster.podCidr}`, `${wrong.length} outside: ${got}`)
  },
})
