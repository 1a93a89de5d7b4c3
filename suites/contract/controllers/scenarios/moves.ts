import { conditionOf, modernOf, type View } from '../../../../fixtures/contract/controllers/recorder/view.ts'
import type { ScenarioContext } from '../../../../fixtures/contract/controllers/scenario.ts'
import type { KubeObject, ObjectRef } from '../../../../lib/kubernetes/types.ts'
import { CLASS, cluster, clusterClass, KIND, templates } from '../manifests.ts'

/** The class and all that it refers to. */
export const bringClass = (context: ScenarioContext, given: KubeObject = clusterClass()) =>
  context.step(
    'A class is made, and what it refers to',
    async () => {
      for (const object of templates()) await context.create(object)
      await context.create(given)
    },
    (view) => variablesReconciled(view, given.metadata.name),
  )

export const variablesReconciled = (view: View, name = CLASS) =>
  conditionOf(view.get('ClusterClass', name), 'VariablesReconciled')?.status === 'True'

/** A Cluster of the class, until its topology is there. */
export const bringCluster = (context: ScenarioContext, change: Parameters<typeof cluster>[1] = {}) =>
  context.step(
    'A Cluster is made',
    () => context.create(cluster(context.cluster, change)),
    (view) => topologyReconciled(view, context.cluster) && started(view),
  )

export const topologyReconciled = (view: View, name: string) =>
  conditionOf(view.get('Cluster', name), 'TopologyReconciled')?.status === 'True'

/** Each controller has had its first word. */
export const started = (view: View) =>
  ['KubeadmControlPlane', 'MachineSet'].every((kind) =>
    view.list(kind).every(({ metadata }) => (metadata.finalizers ?? []).length > 0),
  ) &&
  view.list('MachineDeployment').length === view.list('MachineSet').length &&
  view.list('Cluster').every((object) => modernOf(object, 'Available') !== undefined) &&
  view.list('KubeadmControlPlane').every((object) => modernOf(object, 'Available') !== undefined)

export const refOf = ({ apiVersion, kind, metadata }: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  name: metadata.name,
})

export const clusterRef = ({ cluster: name }: ScenarioContext): ObjectRef => ({ ...KIND.cluster, name })

/** The only object of a kind. */
export const only = (view: View, kind: string): KubeObject => {
  const [found] = view.list(kind)
  if (found === undefined) throw new Error(`expected a ${kind}, got none`)
  return found
}

/** A patch of the topology: lists are replaced as a whole. */
export const patchTopology = (context: ScenarioContext, topology: object) =>
  context.patch(clusterRef(context), { spec: { topology } })

/** A Cluster is asked to go. Its provider, which reaches no cloud, has made nothing and holds nothing. */
export const takeAway = (context: ScenarioContext): Promise<void> =>
  context.step(
    'The Cluster is deleted',
    () => context.remove(clusterRef(context)),
    (view) => ['Cluster', 'KubeadmControlPlane', 'OpenStackCluster'].every((kind) => view.list(kind).length === 0),
  )

/** Keeps an object until it is let go. */
export const hold = (context: ScenarioContext, object: KubeObject): Promise<void> =>
  context.patch(refOf(object), { metadata: { finalizers: ['contract.example/hold'] } })

/** Takes the finalizers of all objects of a kind away, as a person does where the cloud is gone. */
export const letGo = async (context: ScenarioContext, kind: string): Promise<void> => {
  for (const object of context.view.list(kind)) await context.patch(refOf(object), { metadata: { finalizers: null } })
}
