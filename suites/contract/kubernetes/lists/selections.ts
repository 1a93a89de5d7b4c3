import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, make } from '../answers.ts'
import { pendingPod } from '../objects.ts'
import { configMaps, core } from '../paths.ts'
import { makeMaps, names } from './maps.ts'

/** Parts of collections, and other forms of them. */
export const SELECTIONS: readonly KubernetesCase[] = [
  {
    id: 'lists-09',
    title: 'Labels are selected by equality, sets and presence',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await makeMaps(context, namespace, { a: { tier: 'web' }, b: { tier: 'db' }, c: {}, d: { tier: 'web', old: '' } })
      const select = async (labelSelector: string) => {
        const query = { labelSelector: `suite=contract,${labelSelector}` }
        return names((await api.ask('GET', configMaps(namespace), undefined, { query })).body.items).join('')
      }
      const selectors = [
        'tier=web',
        'tier==web',
        'tier!=web',
        'tier in (web,db)',
        'tier notin (web)',
        'tier',
        '!tier',
        'tier=web,!old',
        'old=',
      ]
      const found = await Promise.all(selectors.map(select))
      expect(found).toEqual(['ad', 'ad', 'bc', 'abd', 'bc', 'abd', 'c', 'a', 'd'])
    },
  },
  {
    id: 'lists-10',
    title: 'A label selector that is none is a 400 that says where it ends',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      for (const labelSelector of ['a=b=c', 'a in b', 'not a key!', 'a in (b', ',a']) {
        const answer = await api.ask('GET', configMaps(namespace), undefined, { query: { labelSelector } })
        expectFailure(answer, 400, 'BadRequest')
        golden(labelSelector, answer)
      }
    },
  },
  {
    id: 'lists-11',
    title: 'Fields can be selected by name and namespace, and by those that a type has for it',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'plain' } })
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'typed' }, type: 'example.com/typed' })
      await make(context, core(namespace, 'pods'), pendingPod('pending'))
      const select = async (path: string, fieldSelector: string) =>
        names((await api.ask('GET', path, undefined, { query: { fieldSelector } })).body.items)
      const secrets = core(namespace, 'secrets')
      expect(await select(secrets, 'metadata.name=plain')).toEqual(['plain'])
      expect(await select(secrets, 'type=example.com/typed')).toEqual(['typed'])
      expect(await select(secrets, 'type!=Opaque,metadata.name!=other')).toEqual(['typed'])
      expect(await select('/api/v1/secrets', `metadata.namespace=${namespace},metadata.name=typed`)).toEqual(['typed'])
      const pods = core(namespace, 'pods')
      expect(await select(pods, 'status.phase=Pending,spec.nodeName=')).toEqual(['pending'])
      expect(await select(pods, 'status.phase!=Pending')).toEqual([])
    },
  },
  {
    id: 'lists-12',
    title: 'A field that a type has not for selecting is a 400',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path } = await context.widgets()
      const ask = (where: string, fieldSelector: string) =>
        api.ask('GET', where, undefined, { query: { fieldSelector } })
      const maps = await ask(configMaps(namespace), 'data.key=value')
      expectFailure(maps, 400, 'BadRequest')
      golden('ConfigMap', maps)
      golden('Pod', await ask(core(namespace, 'pods'), 'spec.bogus=value'))
      golden('Widget', await ask(path(namespace), 'spec.size=1'))
      golden('no selector', await ask(configMaps(namespace), 'metadata.name'))
    },
  },
  {
    id: 'lists-13',
    title: 'A list can be had as a table with columns and rows',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'one' }, data: { key: 'dmFsdWU=' } })
      await make(context, path(namespace), widget('one', { size: 3 }))
      const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' }
      const ask = (where: string) => api.ask('GET', where, undefined, { headers })
      for (const [label, where] of [
        ['secrets', core(namespace, 'secrets')],
        ['widgets', path(namespace)],
      ] as const) {
        const { status, body, headers: got } = await ask(where)
        expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' })
        for (const row of body.rows) expect(row.cells.at(-1)).toMatch(/^\d+m?s$/)
        const cells = body.rows.map((row: { cells: unknown[] }) => row.cells.slice(0, -1))
        const columns = body.columnDefinitions.map(({ name, type, format, priority }: Record<string, unknown>) => ({
          name,
          type,
          format,
          priority,
        }))
        golden(label, { status, headers: got, body: { columns, cells, kind: body.rows[0].object.kind } })
      }
    },
  },
  {
    id: 'lists-14',
    title: 'Objects can be had with their metadata only',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'one' }, data: { key: 'dmFsdWU=' } })
      const accept = (kind: string) => ({ headers: { accept: `application/json;as=${kind};v=v1;g=meta.k8s.io` } })
      const list = await api.ask('GET', core(namespace, 'secrets'), undefined, accept('PartialObjectMetadataList'))
      expect(list.text).not.toContain('dmFsdWU=')
      golden('list', list)
      golden('one', await api.ask('GET', core(namespace, 'secrets', 'one'), undefined, accept('PartialObjectMetadata')))
    },
  },
]
