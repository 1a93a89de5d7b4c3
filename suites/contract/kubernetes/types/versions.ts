import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { definition, version } from '../../../../fixtures/contract/kubernetes/definition.ts'
import { makeWidgets } from '../../../../fixtures/contract/kubernetes/widgets.ts'
import { expectFailure, get, gone, MERGE, make } from '../answers.ts'
import { DEFINITIONS } from '../paths.ts'
import { OLD, ownType } from './own-type.ts'

/** Versions of a type, names that are taken, and how types go. */
export const TYPE_VERSIONS: readonly KubernetesCase[] = [
  {
    id: 'types-09',
    title: 'Both versions of a type show the same object, each under its own name',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget, group } = await ownType(context, { versions: [version('v1'), OLD] })
      const made = await make(context, path(namespace), widget('one'))
      const old = await api.ask('GET', path(namespace, 'one', 'v1beta1'))
      expect(old.body).toMatchObject({
        apiVersion: `${group}/v1beta1`,
        metadata: { uid: made.metadata.uid },
        spec: { size: 1 },
      })
      golden('deprecated', { ...old, body: undefined, text: '' })
      const written = { ...(widget('two') as object), apiVersion: `${group}/v1beta1` }
      expect((await api.ask('POST', path(namespace, undefined, 'v1beta1'), written)).status).toBe(201)
      const { items } = await get(context, path(namespace))
      expect(
        items.map(
          ({ apiVersion, metadata }: { apiVersion: string; metadata: { name: string } }) =>
            `${metadata.name} ${apiVersion}`,
        ),
      ).toEqual([`one ${group}/v1`, `two ${group}/v1`])
      const stream = await api.watch(path(namespace, undefined, 'v1beta1'))
      context.undo(async () => stream.close())
      expect((await stream.next())!.object.apiVersion).toBe(`${group}/v1beta1`)
      golden('group', await api.ask('GET', `/apis/${group}`))
    },
  },
  {
    id: 'types-10',
    title: 'A version that is not served any more is a 404, and its objects stay',
    needs: ['crds'],
    run: async (context) => {
      const { api, eventually } = context
      const namespace = await context.namespace()
      const { path, widget, group, definition: at } = await ownType(context, { versions: [version('v1'), OLD] })
      await make(context, path(namespace, undefined, 'v1beta1'), {
        ...(widget('one') as object),
        apiVersion: `${group}/v1beta1`,
      })
      await api.ask('PATCH', at, { spec: { versions: [version('v1'), { ...OLD, served: false }] } }, MERGE)
      await eventually(
        'the version to go',
        async () => (await api.ask('GET', path(namespace, 'one', 'v1beta1'))).status === 404,
      )
      expect((await get(context, path(namespace, 'one'))).apiVersion).toBe(`${group}/v1`)
      expect((await get(context, at)).status.storedVersions).toEqual(['v1'])
    },
  },
  {
    id: 'types-11',
    title: 'A version that objects are stored in cannot be taken out of the definition',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const { definition: at } = await ownType(context, { versions: [version('v1'), OLD] })
      const moved = [version('v1', undefined, { storage: false }), { ...OLD, storage: true }]
      expect((await api.ask('PATCH', at, { spec: { versions: moved } }, MERGE)).status).toBe(200)
      expect((await get(context, at)).status.storedVersions).toEqual(['v1', 'v1beta1'])
      const without = await api.ask('PATCH', at, { spec: { versions: [{ ...OLD, storage: true }] } }, MERGE)
      expectFailure(without, 422, 'Invalid')
      golden('without', without)
    },
  },
  {
    id: 'types-12',
    title: 'A kind that is taken in the group is said in the conditions and not served',
    needs: ['crds'],
    run: async (context) => {
      const { api, name, undo, golden, eventually } = context
      await ownType(context)
      const second = definition(name(), { plural: 'gadgets' })
      const at = `${DEFINITIONS}/gadgets.${second.spec.group}`
      undo(() => api.ask('DELETE', at))
      await make(context, DEFINITIONS, second)
      const conditions = await eventually('the conditions', async () => {
        const { status } = await get(context, at)
        return status.conditions?.some(({ type }: { type: string }) => type === 'NamesAccepted') && status.conditions
      })
      golden('conditions', { status: 200, body: conditions })
      expect((await api.ask('GET', `/apis/${second.spec.group}/v1/gadgets`)).status).toBe(404)
    },
  },
  {
    id: 'types-13',
    title: 'A definition is deleted with all its objects, and can be made again without them',
    needs: ['crds'],
    run: async (context) => {
      const { name, undo } = context
      const namespace = await context.namespace()
      const { path, widget, remove, definition: at } = await ownType(context)
      await make(context, path(namespace), widget('one'))
      await remove()
      await gone(context, at)
      const again = await makeWidgets(context.api, name())
      undo(again.remove)
      expect((await get(context, path(namespace))).items).toEqual([])
    },
  },
  {
    id: 'types-14',
    title: 'A definition waits for the finalizers of its objects and says so',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden, eventually } = context
      const namespace = await context.namespace()
      const { path, widget, remove, definition: at } = await ownType(context)
      const held = { ...(widget('one') as object), metadata: { name: 'one', finalizers: ['example.com/hold'] } }
      await make(context, path(namespace), held)
      await remove()
      const conditions: { type: string; status: string; reason: string }[] = await eventually(
        'the condition',
        async () => {
          const { status } = await get(context, at)
          const found: { type: string; status: string; reason: string }[] = status.conditions
          return found.some(({ type, status: state }) => type === 'Terminating' && state === 'True') && found
        },
      )
      // How far it has come by now is the server's affair.
      const reason = conditions.find(({ type }) => type === 'Terminating')?.reason
      expect(reason).toMatch(/^InstanceDeletion(Pending|InProgress|Check)$/)
      const refused = await api.ask('POST', path(namespace), widget('two'))
      expect(refused.status).toBe(405)
      golden('create meanwhile', refused)
      await api.ask('PATCH', path(namespace, 'one'), { metadata: { finalizers: null } }, MERGE)
      await gone(context, at)
    },
  },
  {
    id: 'types-15',
    title: 'A type of the whole cluster has no namespace in its path',
    needs: ['crds'],
    run: async (context) => {
      const { api, name, undo, eventually } = context
      const object = definition(name(), { scope: 'Cluster' })
      const { group } = object.spec
      undo(() => api.ask('DELETE', `${DEFINITIONS}/widgets.${group}`))
      await make(context, DEFINITIONS, object)
      const collection = `/apis/${group}/v1/widgets`
      await eventually('the type to be served', async () => (await api.ask('GET', collection)).status === 200)
      const made = await make(context, collection, {
        apiVersion: `${group}/v1`,
        kind: 'Widget',
        metadata: { name: 'one' },
        spec: { size: 1 },
      })
      expect(made.metadata.namespace).toBeUndefined()
      expect((await api.ask('GET', `/apis/${group}/v1/namespaces/default/widgets/one`)).status).toBe(404)
    },
  },
]
