import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import type { KubeObject } from '../../../lib/kubernetes/types.ts'
import { isControlPlane, nodesOf } from '../cluster-facts.ts'

/** As many nodes as were asked for. */
export const nodeCount = defineCheck({
  id: 'nodes.count',
  area: 'nodes',
  title: 'The cluster has as many control-plane and worker nodes as were asked for',
  why: 'A missing node is missing capacity; a surplus one is paid for and nobody knows of it.',
  source: 'Cluster.spec.topology replicas',
  faults: ['nodes.surplus-worker'],
  run: async (context) => {
    const nodes = await nodesOf(context)
    const controlPlanes = nodes.filter(isControlPlane).length
    const { settings } = context.cell
    const want = `${settings.controlPlanes} control-plane and ${settings.workers} worker nodes`
    const got = `${controlPlanes} control-plane and ${nodes.length - controlPlanes} worker nodes`
    ensure(want === got, want, got)
  },
})

interface NodeCondition {
  type: string
  status: string
}

/** Ready, without pressure, initialised by the cloud controller. */
export const nodesReady = defineCheck({
  id: 'nodes.ready',
  area: 'nodes',
  title: 'Every node is Ready, initialized and under no pressure',
  why: 'A node under pressure evicts pods and takes no new ones although it counts as Ready.',
  source: 'Kubernetes node conditions; taint node.cloudprovider.kubernetes.io/uninitialized',
  faults: ['nodes.memory-pressure'],
  run: async (context) => {
    const troubles = (await nodesOf(context)).flatMap((node) =>
      troublesOf(node).map((trouble) => `${node.metadata.name}: ${trouble}`),
    )
    ensure(troubles.length === 0, 'all nodes Ready without pressure', troubles.join('; '))
  },
})

const troublesOf = ({ status, spec }: KubeObject): string[] => {
  const conditions: NodeCondition[] = status?.conditions ?? []
  const wrong = conditions.filter(({ type, status: is }) => is !== (type === 'Ready' ? 'True' : 'False'))
  const taints = ((spec.taints ?? []) as { key: string }[]).filter(
    ({ key }) => key === 'node.cloudprovider.kubernetes.io/uninitialized',
  )
  return [
    ...(conditions.some(({ type }) => type === 'Ready') ? [] : ['no Ready condition']),
    ...wrong.map(({ type, status: is }) => `${type}=${is}`),
    ...taints.map(({ key }) => `taint ${key}`),
  ]
}

/** The version that the topology asks for runs on every node. */
export const kubeletVersion = defineCheck({
  id: 'nodes.kubelet-version',
  area: 'nodes',
  title: 'Every kubelet runs the Kubernetes version of the stack',
  why: 'A node image of another version is a cluster that nobody has tested.',
  source: 'Cluster.spec.topology.version against Node.status.nodeInfo.kubeletVersion',
  faults: ['nodes.old-kubelet'],
  run: async (context) => {
    const want = context.cell.stack.kubernetes
    const wrong = (await nodesOf(context)).filter(({ status }) => status.nodeInfo.kubeletVersion !== want)
    const got = wrong.map(({ metadata, status }) => `${metadata.name}: ${status.nodeInfo.kubeletVersion}`).join(', ')
    ensure(wrong.length === 0, `kubelet ${want} everywhere`, got)
  },
})
