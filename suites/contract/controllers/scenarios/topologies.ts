import { conditionOf, modernOf, type View } from '../../../../fixtures/contract/controllers/recorder/view.ts'
import type { Scenario } from '../../../../fixtures/contract/controllers/scenario.ts'
import { listed, worker } from '../manifests.ts'
import { bringClass, bringCluster, clusterRef, patchTopology, takeAway, topologyReconciled } from './moves.ts'

export const TOPOLOGY_SCENARIOS: readonly Scenario[] = [
  {
    id: 'topology-01',
    title: 'A Cluster gets all objects of its topology, and loses them in order',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      await takeAway(context)
    },
  },
  {
    id: 'topology-02',
    title: 'Numbers of machines are handed on, and nothing else is touched',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      const are = (kind: string, replicas: number) => (view: View) =>
        view.list(kind).every(({ spec }) => spec.replicas === replicas)
      await context.step(
        'Three control planes',
        () => patchTopology(context, { controlPlane: { replicas: 3 } }),
        are('KubeadmControlPlane', 3),
      )
      await context.step(
        'Two workers',
        () => patchTopology(context, { workers: { machineDeployments: [worker('md-0', 2)] } }),
        are('MachineSet', 2),
      )
      await context.step(
        'No workers',
        () => patchTopology(context, { workers: { machineDeployments: [worker('md-0', 0)] } }),
        (view) =>
          are('MachineSet', 0)(view) && conditionOf(view.list('MachineDeployment')[0], 'Ready')?.status === 'True',
      )
    },
  },
  {
    id: 'topology-03',
    title: 'A changed variable makes a template anew where templates do not change, and is written where they do',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      const vary = (flavor: string, workerDisk: number, mtu: number) =>
        patchTopology(context, { variables: listed({ flavor, workerDisk, dns: ['9.9.9.9'], network: { mtu } }) })
      const refOf = (view: View) => view.list('KubeadmControlPlane')[0]?.spec.machineTemplate.infrastructureRef.name
      const before = refOf(context.view)
      await context.step(
        'A variable of the control plane’s machines',
        () => vary('large', 20, 1450),
        (view) => refOf(view) !== before && view.get('OpenStackMachineTemplate', before) === undefined,
      )
      await context.step(
        'A variable of the workers’ machines',
        () => vary('large', 40, 1450),
        (view) => view.list('MachineSet').length === 2,
      )
      await context.step('A variable that no patch uses', () => vary('large', 40, 1400))
    },
  },
  {
    id: 'topology-04',
    title: 'New groups of workers wait for the control plane; those that are not wanted any more go at once',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      await context.step(
        'A second group of workers',
        () => patchTopology(context, { workers: { machineDeployments: [worker('md-0'), worker('md-1', 2)] } }),
        (view) => !topologyReconciled(view, context.cluster),
      )
      await context.step(
        'No groups at all',
        () => patchTopology(context, { workers: { machineDeployments: [] } }),
        (view) => view.list('MachineDeployment').length === 0 && topologyReconciled(view, context.cluster),
      )
    },
  },
  {
    id: 'topology-05',
    title: 'A paused Cluster stays as it is until it goes on',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      const paused = (paused: boolean) => context.patch(clusterRef(context), { spec: { paused } })
      const told = (status: string) => (view: typeof context.view) =>
        modernOf(view.get('Cluster', context.cluster), 'Paused')?.status === status
      await context.step('The Cluster is paused', () => paused(true), told('True'))
      await context.step('It is changed meanwhile', () =>
        patchTopology(context, { workers: { machineDeployments: [worker('md-0', 3)] } }),
      )
      await context.step(
        'It goes on',
        () => paused(false),
        (view) => view.list('MachineDeployment').every(({ spec }) => spec.replicas === 3),
      )
      await context.step('It is paused and deleted', async () => {
        await paused(true)
        await context.remove(clusterRef(context))
      })
      await context.step(
        'It goes on again',
        () => paused(false),
        (view) => view.list('OpenStackCluster').length === 0,
      )
    },
  },
  {
    id: 'topology-06',
    title: 'A newer version has to wait for the control plane',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      await context.step('The next patch', () =>
        context.attempt('version', {
          patch: clusterRef(context),
          change: { spec: { topology: { version: 'v1.33.2' } } },
        }),
      )
    },
  },
]
