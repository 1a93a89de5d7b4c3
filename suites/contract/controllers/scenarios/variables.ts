import type { Scenario } from '../../../../fixtures/contract/controllers/scenario.ts'
import { cluster, clusterClass, KIND, listed, worker } from '../manifests.ts'
import { bringClass, bringCluster, clusterRef, patchTopology } from './moves.ts'

const REQUIRED = [{ name: 'token', required: true, schema: { openAPIV3Schema: { type: 'string', minLength: 3 } } }]

export const VARIABLE_SCENARIOS: readonly Scenario[] = [
  {
    id: 'variables-01',
    title: 'Defaults are written into a Cluster when it is made, also inside of what is given',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context, { variables: { network: { name: 'blue' }, workerDisk: 30 } })
      await context.step('What it says', async () => {
        const { topology } = context.view.get('Cluster', context.cluster)!.spec
        context.keep('variables', topology.variables)
      })
      await context.step(
        'One variable is given, the others are taken out',
        () => patchTopology(context, { variables: listed({ flavor: 'large' }) }),
        (view) => view.list('MachineSet').length === 2,
      )
      await context.step('What it says now', async () => {
        const { topology } = context.view.get('Cluster', context.cluster)!.spec
        context.keep('variables', topology.variables)
      })
    },
  },
  {
    id: 'variables-02',
    title: 'Wrong variables are refused with their names, values and rules',
    run: async (context) => {
      await bringClass(context)
      const attempt = (label: string, variables: Record<string, unknown>) =>
        context.attempt(label, { dryRun: cluster(context.cluster, { variables }) })
      await context.step('Clusters are made that are wrong', async () => {
        await attempt('unknown', { colour: 'red' })
        await attempt('wrong type', { flavor: 3 })
        await attempt('not of the list', { flavor: 'huge' })
        await attempt('too small', { workerDisk: 5 })
        await attempt('text for a number', { workerDisk: 'twenty' })
        await attempt('fraction for an integer', { workerDisk: 20.5 })
        await attempt('too many', { dns: ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'] })
        await attempt('wrong item', { dns: ['1.1.1.1', 4] })
        await attempt('no list', { dns: '1.1.1.1' })
        await attempt('wrong field', { network: { mtu: 'big' } })
        await attempt('too large a field', { network: { mtu: 9001 } })
        await attempt('against a pattern', { network: { name: 'Blue1' } })
        await attempt('too long', { network: { name: 'abcdefghijklmnop' } })
        await attempt('unknown field', { network: { colour: 'blue' } })
        await attempt('nothing', { flavor: null })
        await attempt('two at once', { flavor: 'huge', workerDisk: 5 })
      })
      await context.step('The same variable twice', () => {
        const object = cluster(context.cluster)
        object.spec.topology.variables = [...listed({ flavor: 'small' }), ...listed({ flavor: 'large' })]
        return context.attempt('twice', { dryRun: object })
      })
    },
  },
  {
    id: 'variables-03',
    title: 'A variable that is required has to be given',
    run: async (context) => {
      await bringClass(context, clusterClass({ variables: REQUIRED }))
      await context.step('Clusters are made without it, and with a wrong one', async () => {
        await context.attempt('missing', { dryRun: cluster(context.cluster) })
        await context.attempt('too short', { dryRun: cluster(context.cluster, { variables: { token: 'a' } }) })
      })
      await bringCluster(context, { variables: { token: 'abc' } })
      await context.step('It is taken out', () =>
        context.attempt('missing', { patch: clusterRef(context), change: { spec: { topology: { variables: [] } } } }),
      )
    },
  },
  {
    id: 'variables-04',
    title: 'Topologies that can not work are refused',
    run: async (context) => {
      await bringClass(context)
      const attempt = (label: string, change: Parameters<typeof cluster>[1]) =>
        context.attempt(label, { dryRun: cluster(context.cluster, change) })
      await context.step('Clusters are made that are wrong', async () => {
        await attempt('unknown class of workers', { workers: [worker('md-0', 1, 'other')] })
        await attempt('workers twice', { workers: [worker('md-0'), worker('md-0')] })
        await attempt('no version', { version: '' })
        await attempt('wrong version', { version: 'newest' })
        await attempt('no class', { className: '' })
        await attempt('fewer than no replicas', { workers: [worker('md-0', -1)] })
        await attempt('name of workers', { workers: [worker('MD_0')] })
      })
      await bringCluster(context)
      const change = (label: string, topology: object) =>
        context.attempt(label, { patch: clusterRef(context), change: { spec: { topology } } })
      await context.step('It is changed to what it can not be', async () => {
        await change('older', { version: 'v1.32.9' })
        await change('two minors newer', { version: 'v1.35.0' })
        await change('another major', { version: 'v2.0.0' })
        await change('class that is not there', { class: 'other' })
        await change('wrong variable', { variables: listed({ workerDisk: 1 }) })
        await context.attempt('without topology', { patch: clusterRef(context), change: { spec: { topology: null } } })
        const infrastructureRef = { ...KIND.infra, name: 'mine', namespace: context.namespace }
        await context.attempt('other infrastructure', {
          patch: clusterRef(context),
          change: { spec: { infrastructureRef } },
        })
      })
    },
  },
]
