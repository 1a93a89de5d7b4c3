import type { Scenario } from '../../../../fixtures/contract/controllers/scenario.ts'
import { cluster, clusterClass, KIND, templates } from '../manifests.ts'
import { bringClass, bringCluster, clusterRef, started, takeAway, topologyReconciled } from './moves.ts'

const CLASS_REF = { ...KIND.clusterClass, name: 'stack' }

const nameOf = ({ name }: { name: string }) => name

const ADDED = [{ name: 'added', required: false, schema: { openAPIV3Schema: { type: 'string', default: 'x' } } }]

export const CLASS_SCENARIOS: readonly Scenario[] = [
  {
    id: 'class-01',
    title: 'A class takes its templates as its own, and they go with it',
    run: async (context) => {
      await bringClass(context)
      await context.step(
        'The class is deleted',
        () => context.remove(CLASS_REF),
        (view) =>
          ['ClusterClass', 'OpenStackMachineTemplate', 'KubeadmConfigTemplate'].every(
            (kind) => view.list(kind).length === 0,
          ),
      )
    },
  },
  {
    id: 'class-02',
    title: 'A class whose template is not there yet says so, and goes on when it comes',
    run: async (context) => {
      const all = templates()
      const late = all.find(({ kind }) => kind === 'KubeadmConfigTemplate')!
      await context.step('A class is made without one of its templates', async () => {
        for (const object of all) if (object !== late) await context.create(object)
        await context.attempt('class', { create: clusterClass() })
      })
      await context.step('A Cluster is made of it', () =>
        context.attempt('cluster', { create: cluster(context.cluster) }),
      )
      await context.step(
        'The template comes',
        () => context.create(late),
        (view) => topologyReconciled(view, context.cluster) && started(view),
      )
    },
  },
  {
    id: 'class-03',
    title: 'A class that a Cluster uses is not deleted; afterwards it is',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      await context.step('The class is to be deleted', () => context.attempt('deletion', { remove: CLASS_REF }))
      await takeAway(context)
      await context.step('The class is to be deleted again', () => context.attempt('deletion', { remove: CLASS_REF }))
    },
  },
  {
    id: 'class-04',
    title: 'Classes that can not work are refused when they are made',
    run: async (context) => {
      const attempt = (label: string, change: Parameters<typeof clusterClass>[0], more: object = {}) => {
        const given = clusterClass(change)
        return context.attempt(label, { dryRun: { ...given, spec: { ...given.spec, ...more } } })
      }
      await context.step('Classes are made that are wrong', async () => {
        for (const object of templates()) await context.create(object)
        const variable = (name: string, openAPIV3Schema: object) => ({
          name,
          required: false,
          schema: { openAPIV3Schema },
        })
        await attempt('default against its schema', {
          name: 'one',
          variables: [variable('size', { type: 'integer', default: 'many' })],
        })
        await attempt('variable twice', { name: 'two', variables: [variable('flavor', { type: 'string' })] })
        await attempt('variable called builtin', {
          name: 'three',
          variables: [variable('builtin', { type: 'string' })],
        })
        await attempt('type that there is not', { name: 'four', variables: [variable('size', { type: 'size' })] })
        await attempt('patch of an unknown variable', { name: 'five' }, { variables: [] })
        const { workers } = clusterClass().spec
        const twice = { machineDeployments: [...workers.machineDeployments, ...workers.machineDeployments] }
        await attempt('workers twice', { name: 'six' }, { workers: twice })
        const { patches } = clusterClass().spec
        const [{ selector }] = patches[2].definitions
        const changed = (jsonPatches: object[]) => ({
          patches: [{ name: 'odd', definitions: [{ selector, jsonPatches }] }],
        })
        const path = '/spec/template/spec/managedSubnets/0'
        await attempt('element of a list', { name: 'seven' }, changed([{ op: 'replace', path, value: {} }]))
        await attempt(
          'outside of spec',
          { name: 'eight' },
          changed([{ op: 'add', path: '/metadata/name', value: 'x' }]),
        )
      })
    },
  },
  {
    id: 'class-05',
    title: 'A class changes under its Cluster: what hangs on it is made anew, what must stay is refused',
    run: async (context) => {
      await bringClass(context)
      await bringCluster(context)
      const gives = (variables: object[]) => context.patch(CLASS_REF, { spec: { variables } })
      const given = clusterClass({ variables: ADDED }).spec.variables
      await context.step(
        'The class gets a variable with a default',
        () => gives(given),
        (view) => {
          const names = view.get('Cluster', context.cluster)!.spec.topology.variables.map(nameOf)
          return names.includes('added') && topologyReconciled(view, context.cluster)
        },
      )
      await context.step('It is to lose its workers', () =>
        context.attempt('workers', { patch: CLASS_REF, change: { spec: { workers: { machineDeployments: [] } } } }),
      )
      await context.step(
        'A variable is to become of another type',
        () => {
          const other = { type: 'string', default: 'a' }
          const variables = given.map((one: { name: string }) =>
            one.name === 'workerDisk' ? { ...one, schema: { openAPIV3Schema: other } } : one,
          )
          return context.attempt('type', { patch: CLASS_REF, change: { spec: { variables } } })
        },
        (view) => !topologyReconciled(view, context.cluster),
      )
      await context.step(
        'It is made right again',
        () => gives(given),
        (view) => topologyReconciled(view, context.cluster),
      )
    },
  },
  {
    id: 'class-06',
    title: 'A Cluster that is made before its class waits for it, and goes on when it comes',
    run: async (context) => {
      await context.step('A Cluster is made', () => context.attempt('cluster', { create: cluster(context.cluster) }))
      await bringClass(context)
      await context.step(
        'The Cluster is looked at again',
        () => context.patch(clusterRef(context), { metadata: { labels: { seen: 'yes' } } }),
        (view) => topologyReconciled(view, context.cluster),
      )
      await takeAway(context)
    },
  },
]
