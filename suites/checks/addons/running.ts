import type { CheckContext } from '../../../lib/catalog/check.ts'
import { defineCheck } from '../../../lib/catalog/define.ts'
import { ensure } from '../../../lib/catalog/outcome.ts'
import type { KubeObject } from '../../../lib/kubernetes/types.ts'
import { DAEMON_SET, DEPLOYMENT, RESOURCE_SET_BINDING, SECRET } from '../types.ts'

/** How an addon's own workloads are told from others; a chart that labels its objects needs no entry. */
const WORKLOAD_NAMES: Readonly<Record<string, RegExp>> = { cilium: /^cilium(-operator)?$/ }

/** The DaemonSets and Deployments that belong to an addon. */
const workloadsOf = async (context: CheckContext, addon: string): Promise<KubeObject[]> => {
  const { workload, signal } = context
  const lists = await Promise.all(
    [DAEMON_SET, DEPLOYMENT].map((type) => workload.list(type, { namespace: 'kube-system' }, signal)),
  )
  return lists
    .flat()
    .filter((object) => WORKLOAD_NAMES[addon]?.test(object.metadata.name) || chartOf(object).startsWith(`${addon}-`))
}

const chartOf = ({ metadata }: KubeObject): string => metadata.labels?.['helm.sh/chart'] ?? metadata.labels?.chart ?? ''

/** The version by the chart's label, else by the tag of the image. */
const versionOf = (object: KubeObject, addon: string): string => {
  const chart = chartOf(object)
  if (chart !== '') return chart.slice(addon.length + 1)
  const image = String(object.spec.template.spec.containers[0].image)
  return image.replace(/@.*$/, '').replace(/^.*:v?/, '')
}

const isReady = ({ kind, spec, status, metadata }: KubeObject): boolean =>
  kind === 'DaemonSet'
    ? (status?.desiredNumberScheduled ?? 0) === (status?.numberReady ?? -1)
    : (status?.readyReplicas ?? 0) >= (spec.replicas ?? 1) && status?.observedGeneration === metadata.generation

const declared = ({ cell }: CheckContext) => Object.entries(cell.expectations.addons)

/** What the operator calls Ready is really there. */
export const addonsRunning = defineCheck({
  id: 'addons.running',
  area: 'addons',
  title: 'Every addon of the stack runs: its own workloads exist and are ready',
  why: 'The operator counts a stage as done when its chart is missing; its word is no proof.',
  source: 'cluster-stack-operator: HelmChartMissing sets a condition, the stage counts as done',
  faults: ['addons.missing-chart'],
  run: async (context) => {
    const troubles: string[] = []
    for (const [addon] of declared(context)) {
      const workloads = await workloadsOf(context, addon)
      if (workloads.length === 0) troubles.push(`${addon}: nothing installed`)
      troubles.push(
        ...workloads
          .filter((object) => !isReady(object))
          .map(({ kind, metadata }) => `${addon}: ${kind ?? ''} ${metadata.name} not ready`),
      )
    }
    ensure(troubles.length === 0, `${declared(context).length} addons running`, troubles.join('; '))
  },
})

/** The declared version is the running one. */
export const addonVersions = defineCheck({
  id: 'addons.versions',
  area: 'addons',
  title: 'The addons that run are of the versions that the stack declares',
  why: 'An addon of another version is a combination that nobody has released.',
  source: 'Chart.yaml of the stack’s addons; cluster-stacks #202 (addons not updated on upgrade)',
  faults: ['addons.old-version'],
  run: async (context) => {
    const wrong: string[] = []
    for (const [addon, version] of declared(context)) {
      const running = new Set((await workloadsOf(context, addon)).map((object) => versionOf(object, addon)))
      if (running.size > 0 && !(running.size === 1 && running.has(version)))
        wrong.push(`${addon} ${[...running].join(', ')} instead of ${version}`)
    }
    ensure(wrong.length === 0, 'the declared versions', wrong.join('; '))
  },
})

/** The cloud's credentials have been brought into the cluster in the way that keeps them up to date. */
export const addonCredentials = defineCheck({
  id: 'addons.credentials',
  area: 'addons',
  title: 'The cloud credentials are applied to the cluster by its resource set',
  why: 'A cluster whose label selects no resource set looks healthy until its nodes stay uninitialized.',
  source: 'ClusterResourceSetBinding; labels managed-secret: clouds-yaml or cloud-config',
  faults: ['addons.credentials-not-applied'],
  run: async (context) => {
    const { management, workload, cluster, cell, signal } = context
    const secret = cell.expectations.clusterLabels['managed-secret'] ?? 'clouds-yaml'
    const binding = await management.get(
      { ...RESOURCE_SET_BINDING, name: cluster.name, namespace: cluster.namespace },
      signal,
    )
    const resources = ((binding?.spec?.bindings ?? []) as { resources?: { applied: boolean }[] }[]).flatMap(
      (each) => each.resources ?? [],
    )
    ensure(
      resources.length > 0 && resources.every(({ applied }) => applied),
      'every resource of the binding applied',
      JSON.stringify(binding?.spec?.bindings ?? 'no binding'),
    )
    const found = await workload.get({ ...SECRET, name: secret, namespace: 'kube-system' }, signal)
    ensure(found !== undefined, `Secret kube-system/${secret}`, 'none')
  },
})
