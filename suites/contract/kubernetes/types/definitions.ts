import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { definition, fields, version } from '../../../../fixtures/contract/kubernetes/definition.ts'
import { expectFailure, get } from '../answers.ts'
import { DEFINITIONS } from '../paths.ts'
import { ownType } from './own-type.ts'

/** What a definition says, and what is refused as one. */
export const DEFINITIONS_OF_TYPES: readonly KubernetesCase[] = [
  {
    id: 'types-01',
    title: 'A definition says in its status which names it got and that it is established',
    needs: ['crds'],
    run: async (context) => {
      const { path, definition: at } = await ownType(context, { shortNames: ['tw1'] })
      const { status } = await get(context, at)
      const conditions = status.conditions.map(
        ({ type, status: state, reason }: Record<string, string>) => `${type}=${state} ${reason}`,
      )
      expect(conditions.toSorted()).toEqual(['Established=True InitialNamesAccepted', 'NamesAccepted=True NoConflicts'])
      expect(status.acceptedNames).toEqual({
        plural: 'widgets',
        singular: 'widget',
        kind: 'Widget',
        listKind: 'WidgetList',
        shortNames: ['tw1'],
      })
      expect(status.storedVersions).toEqual(['v1'])
      expect((await get(context, path('default'))).kind).toBe('WidgetList')
    },
  },
  {
    id: 'types-02',
    title: 'A definition is stored with its defaults',
    needs: ['crds'],
    run: async ({ api, name, golden }) => {
      const versions = [
        version('v1', fields({ spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } })),
      ]
      const made = await api.ask('POST', DEFINITIONS, definition(name(), { versions }), { query: { dryRun: 'All' } })
      expect(made.status).toBe(201)
      golden('made', made)
    },
  },
  {
    id: 'types-03',
    title: 'A definition that is not structural, or not named as it should be, is refused with its causes',
    needs: ['crds'],
    run: async ({ api, name, golden }) => {
      const post = (object: object) => api.ask('POST', DEFINITIONS, object, { query: { dryRun: 'All' } })
      const good = definition(name())
      const misnamed = await post({ ...good, metadata: { name: `gadgets.${good.spec.group}` } })
      expectFailure(misnamed, 422, 'Invalid')
      golden('name', misnamed)
      const schema = (openAPIV3Schema: object) => post(definition(name(), { schema: openAPIV3Schema }))
      golden(
        'no type',
        await schema({ type: 'object', properties: { spec: { properties: { a: { type: 'string' } } } } }),
      )
      golden(
        'default that does not fit',
        await schema(fields({ spec: fields({ a: { type: 'integer', default: 'x' } }) })),
      )
      const storing = /spec\.versions: Invalid value: .*must have exactly one version marked as storage version/
      for (const versions of [[version('v1', undefined, { storage: false })], [version('v1'), version('v2')]])
        expectFailure(await post(definition(name(), { versions })), 422, 'Invalid', storing)
      golden('no schema', await post(definition(name(), { versions: [{ name: 'v1', served: true, storage: true }] })))
      golden('kind', await post(definition(name(), { kind: 'not a kind' })))
      golden('no spec', await post({ ...good, spec: undefined }))
      golden(
        'list of a map without keys',
        await schema(
          fields({
            spec: fields({
              a: { type: 'array', 'x-kubernetes-list-type': 'map', items: fields({ key: { type: 'string' } }) },
            }),
          }),
        ),
      )
    },
  },
]
