import type { Expectations } from '../core/plan.ts'
import type { Addons } from './addons.ts'
import type { Addon, ClusterClass, NodeImage } from './types.ts'
import { pick } from './yaml.ts'

/** What a cluster of this stack must look like, from what its files say. */
export const expectationsOf = (input: {
  provider: string
  clusterClass: ClusterClass
  addons: Addons
  nodeImages: readonly NodeImage[]
}): Expectations => ({
  defaultStorageClass: defaultStorageClass(input.addons),
  etcdMetrics: input.clusterClass.etcdMetrics,
  addons: Object.fromEntries(
    input.addons.addons.filter(({ enabled }) => enabled).map(({ chart, version }) => [chart, version]),
  ),
  // Named so in every stack since scs 1-28-v2; only a class without workers doesn't say it itself.
  machineDeploymentClass: input.clusterClass.workers[0] ?? 'default-worker',
  clusterLabels: CREDENTIALS.find(({ mark }) => mark.test(input.addons.valuesText))?.labels ?? {},
  // The provider operator exists to import node images; without any the ClusterStack must say noProvider (cluster-stacks #233).
  noProvider: input.provider !== 'openstack' || input.nodeImages.length === 0,
  clusterApi: input.clusterClass.apiVersion,
})

/** How credentials reach a workload cluster, by the secret that the addons mount; first match counts. */
const CREDENTIALS: readonly { mark: RegExp; labels: Record<string, string>; source: string }[] = [
  { mark: /secretName:\s*["']?clouds-yaml\b/, labels: { 'managed-secret': 'clouds-yaml' }, source: 'scs2 README' },
  {
    mark: /\b(?:name|yawolOSSecretName):\s*["']?cloud-config\b/,
    labels: { 'managed-secret': 'cloud-config' },
    source: 'openstack-csp-helper',
  },
]

/** Storage classes that a chart makes, by the values key of each. */
const STORAGE_CHARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'openstack-cinder-csi': { delete: 'csi-cinder-sc-delete', retain: 'csi-cinder-sc-retain' },
}

const defaultStorageClass = ({ addons, values }: Addons): string | null => {
  const classes = addons.filter(({ enabled }) => enabled).flatMap((addon) => defaultClasses(addon, values))
  return classes[0] ?? null
}

const defaultClasses = ({ chart, alias }: Addon, values: unknown): string[] =>
  Object.entries(STORAGE_CHARTS[chart] ?? {})
    .filter(([key]) => pick(values, [alias, 'storageClass', key, 'isDefault']) === true)
    .map(([, name]) => name)
