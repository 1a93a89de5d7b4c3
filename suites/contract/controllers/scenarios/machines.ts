import { conditionOf, type View } from '../../../../fixtures/contract/controllers/recorder/view.ts'
import type { Scenario, ScenarioContext } from '../../../../fixtures/contract/controllers/scenario.ts'
import type { KubeObject } from '../../../../lib/kubernetes/types.ts'
import { worker } from '../manifests.ts'
import { bringClass, bringCluster, clusterRef, hold, letGo, only, patchTopology, refOf } from './moves.ts'

/** Of the block for documents: nobody answers. */
const ENDPOINT = { host: '192.0.2.1', port: 6443 }

/** Somebody else takes care of the infrastructure: the provider keeps its hands off, and the scenario plays it. */
const buildByHand = (context: ScenarioContext) =>
  context.step(
    'The infrastructure is ready, by hand',
    async () => {
      const infra = refOf(only(context.view, 'OpenStackCluster'))
      await context.patch(infra, { spec: { controlPlaneEndpoint: ENDPOINT } })
      await context.patchStatus(infra, { ready: true })
    },
    (view) => {
      const ready = view.list('Machine').map((machine) => conditionOf(machine, 'BootstrapReady')?.status)
      const told = view.list('KubeadmConfig').every((config) => conditionOf(config, 'Ready') !== undefined)
      // The workers' set looks again after a while: its machine comes last.
      return told && ready.length === 2 && ready.includes('True')
    },
  )

const machineOfPlane = (view: View): KubeObject => {
  const isOfPlane = ({ metadata }: KubeObject) => metadata.labels?.['cluster.x-k8s.io/control-plane'] !== undefined
  return view.list('OpenStackMachine').find(isOfPlane)!
}

const takenByHand = (context: ScenarioContext) =>
  context.step('The Cluster is made, and its infrastructure taken in hand', async () => {
    const infra = only(context.view, 'OpenStackCluster')
    await context.patch(refOf(infra), { metadata: { annotations: { 'cluster.x-k8s.io/managed-by': 'hand' } } })
    await hold(context, infra)
  })

export const MACHINE_SCENARIOS: readonly Scenario[] = [
  {
    id: 'machines-01',
    title: 'With an infrastructure there are certificates, one machine of the control plane and none of the workers',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context, { controlPlane: 3 })
      await takenByHand(context)
      await buildByHand(context)
      await context.step('More workers are asked for', () =>
        patchTopology(context, { workers: { machineDeployments: [worker('md-0', 2)] } }),
      )
      await context.step('The machine is taken in hand, too', () => hold(context, machineOfPlane(context.view)))
      await context.step(
        'The Cluster is deleted',
        () => context.remove(clusterRef(context)),
        (view) =>
          view.list('MachineSet').length === 0 &&
          view.list('OpenStackMachine').every(({ metadata }) => metadata.deletionTimestamp !== undefined),
      )
      await context.step(
        'The machine is let go by hand',
        () => letGo(context, 'OpenStackMachine'),
        (view) =>
          view.list('KubeadmControlPlane').length === 0 &&
          view.list('OpenStackCluster').every(({ metadata }) => metadata.deletionTimestamp !== undefined),
      )
      await context.step(
        'The infrastructure is let go by hand',
        () => letGo(context, 'OpenStackCluster'),
        (view) => view.list('Cluster').length === 0,
      )
    },
  },
  {
    id: 'machines-02',
    title: 'Groups of workers come and go once the control plane has its first machine',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      await takenByHand(context)
      await buildByHand(context)
      await context.step(
        'A second group of workers',
        () => patchTopology(context, { workers: { machineDeployments: [worker('md-0'), worker('md-1', 2)] } }),
        (view) => view.list('Machine').length === 4,
      )
      await context.step(
        'The first group goes',
        () => patchTopology(context, { workers: { machineDeployments: [worker('md-1', 2)] } }),
        (view) => view.list('MachineDeployment').length === 1,
      )
    },
  },
]
