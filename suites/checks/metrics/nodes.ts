import { defineCheck } from '../../../lib/catalog/define.ts'
import { promised } from '../../../lib/catalog/outcome.ts'
import { poll } from '../../../lib/core/poll.ts'
import { nodesOf } from '../cluster-facts.ts'

interface NodeMetrics {
  metadata: { name: string }
  usage?: { cpu?: string; memory?: string }
}

/** `kubectl top nodes` has a line for each node. */
export const nodeMetrics = defineCheck({
  id: 'metrics.nodes',
  area: 'metrics',
  title: 'The metrics API has CPU and memory of every node',
  why: 'Autoscaling and `kubectl top` see nothing of a node that is missing here.',
  source: 'metrics.k8s.io/v1beta1; values come about 90 s after a node is ready',
  faults: ['metrics.node-missing', 'addons.missing-chart'],
  run: async (context) => {
    const { workload, clock, interval, observer, signal } = context
    const names = (await nodesOf(context)).map(({ metadata }) => metadata.name)
    const missing = async () => {
      const { status, text } = await workload.raw('/apis/metrics.k8s.io/v1beta1/nodes', { signal })
      const measured =
        status === 200
          ? (JSON.parse(text).items as NodeMetrics[]).filter(({ usage }) => usage?.cpu && usage.memory)
          : []
      return names.filter((name) => !measured.some(({ metadata }) => metadata.name === name))
    }
    await promised(
      `metrics of all ${names.length} nodes`,
      poll({
        goal: 'metrics of every node',
        interval: interval('metrics/answer'),
        clock,
        signal,
        observer,
        observe: missing,
        describe: (left) => (left.length === 0 ? 'all' : `none of ${left.join(', ')}`),
        until: (left) => left.length === 0,
      }),
    )
  },
})
