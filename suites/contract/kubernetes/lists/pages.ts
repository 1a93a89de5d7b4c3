import { expect } from 'vitest'
import type { KubernetesCase } from '../../../../fixtures/contract/kubernetes/case.ts'
import { expectFailure, make } from '../answers.ts'
import { configMaps, core } from '../paths.ts'
import { makeMaps, names } from './maps.ts'

/** Whole collections and pages of them. */
export const PAGES: readonly KubernetesCase[] = [
  {
    id: 'lists-01',
    title: 'Items of a list of a built-in type carry neither kind nor version, those of a type of one’s own do',
    needs: ['crds'],
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const { path, widget } = await context.widgets()
      const query = { labelSelector: 'suite=contract' }
      await makeMaps(context, namespace, { one: {}, two: {} })
      const maps = await api.ask('GET', configMaps(namespace), undefined, { query })
      expect(maps.body).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' })
      expect(Object.keys(maps.body.items[0])).not.toContain('kind')
      golden('maps', maps)
      await make(context, path(namespace), widget('one'))
      const own = await api.ask('GET', path(namespace))
      expect(own.body.items[0]).toMatchObject({ kind: 'Widget' })
      golden('widgets', own)
      golden(
        'nothing',
        await api.ask('GET', configMaps(namespace), undefined, { query: { labelSelector: 'suite=none' } }),
      )
    },
  },
  {
    id: 'lists-02',
    title: 'Pages are cut by limit, tell what remains, and are all of one state of the store',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      for (const name of ['a', 'b', 'c', 'd', 'e'])
        await make(context, core(namespace, 'secrets'), { metadata: { name } })
      const page = (token?: string) =>
        api.ask('GET', core(namespace, 'secrets'), undefined, { query: { limit: 2, continue: token } })
      const first = await page()
      expect([names(first.body.items), first.body.metadata.remainingItemCount]).toEqual([['a', 'b'], 3])
      golden('first page', first)
      await make(context, core(namespace, 'secrets'), { metadata: { name: 'bb' } })
      await api.ask('DELETE', core(namespace, 'secrets', 'd'))
      const second = await page(first.body.metadata.continue)
      expect([names(second.body.items), second.body.metadata.remainingItemCount]).toEqual([['c', 'd'], 1])
      const third = await page(second.body.metadata.continue)
      expect(names(third.body.items)).toEqual(['e'])
      expect(third.body.metadata.continue).toBeUndefined()
      expect(third.body.metadata.remainingItemCount).toBeUndefined()
      const versions = [first, second, third].map(({ body }) => body.metadata.resourceVersion)
      expect(new Set(versions).size).toBe(1)
    },
  },
  {
    id: 'lists-03',
    title: 'A page of a selection does not tell what remains',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await makeMaps(context, namespace, { a: { odd: 'yes' }, b: { odd: 'no' }, c: { odd: 'yes' } })
      const query = { limit: 1, labelSelector: 'odd=yes' }
      const first = await api.ask('GET', configMaps(namespace), undefined, { query })
      expect(names(first.body.items)).toEqual(['a'])
      expect(first.body.metadata.continue).toMatch(/.+/)
      expect(first.body.metadata.remainingItemCount).toBeUndefined()
      const rest = await api.ask('GET', configMaps(namespace), undefined, {
        query: { ...query, continue: first.body.metadata.continue },
      })
      expect(names(rest.body.items)).toEqual(['c'])
      golden('first page', first)
    },
  },
  {
    id: 'lists-04',
    title: 'A continue token that is none, or comes with a version, is a 400',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      await makeMaps(context, namespace, { a: {}, b: {} })
      const ask = (query: object) => api.ask('GET', configMaps(namespace), undefined, { query: { limit: 1, ...query } })
      const malformed = await ask({ continue: 'bogus!' })
      expectFailure(malformed, 400, 'BadRequest')
      golden('malformed', malformed)
      const { body } = await ask({})
      const both = await ask({ continue: body.metadata.continue, resourceVersion: body.metadata.resourceVersion })
      expectFailure(both, 400, 'BadRequest')
      golden('with a version', both)
    },
  },
  {
    id: 'lists-05',
    title: 'A continue token of a state that was compacted away is a 410 with another token to go on with',
    needs: ['compacted'],
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await makeMaps(context, namespace, { a: {}, b: {}, c: {} })
      const query = { limit: 1, labelSelector: 'suite=contract' }
      const first = await api.ask('GET', configMaps(namespace), undefined, { query })
      const token = JSON.parse(Buffer.from(first.body.metadata.continue, 'base64url').toString())
      const old = Buffer.from(JSON.stringify({ ...token, rv: 1 })).toString('base64url')
      const expired = await api.ask('GET', configMaps(namespace), undefined, { query: { ...query, continue: old } })
      expectFailure(
        expired,
        410,
        'Expired',
        /^The provided continue parameter is too old to display a consistent list result/,
      )
      const rest = await api.ask('GET', configMaps(namespace), undefined, {
        query: { ...query, limit: 10, continue: expired.body.metadata.continue },
      })
      expect(names(rest.body.items)).toEqual(['b', 'c'])
    },
  },
  {
    id: 'lists-06',
    title: 'A list can be had as it was at a version, and not older than one',
    run: async (context) => {
      const { api } = context
      const namespace = await context.namespace()
      await makeMaps(context, namespace, { a: {} })
      const ask = (query: object) =>
        api.ask('GET', configMaps(namespace), undefined, { query: { labelSelector: 'suite=contract', ...query } })
      const { resourceVersion } = (await ask({})).body.metadata
      await makeMaps(context, namespace, { b: {} })
      const exact = await ask({ resourceVersion, resourceVersionMatch: 'Exact' })
      expect([names(exact.body.items), exact.body.metadata.resourceVersion]).toEqual([['a'], resourceVersion])
      const newer = await ask({ resourceVersion, resourceVersionMatch: 'NotOlderThan' })
      expect(names(newer.body.items)).toContain('a')
      expect(Number(newer.body.metadata.resourceVersion)).toBeGreaterThanOrEqual(Number(resourceVersion))
      expect((await ask({ resourceVersion: '0' })).status).toBe(200)
    },
  },
  {
    id: 'lists-07',
    title: 'A version that is none, and a match without a version, are refused',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const ask = (query: Record<string, string>) => api.ask('GET', configMaps(namespace), undefined, { query })
      golden('no version', await ask({ resourceVersion: 'bogus' }))
      golden('match alone', await ask({ resourceVersionMatch: 'Exact' }))
      golden('match with 0', await ask({ resourceVersionMatch: 'Exact', resourceVersion: '0' }))
      golden('unknown match', await ask({ resourceVersionMatch: 'Bogus', resourceVersion: '1' }))
      golden('initial events without a watch', await ask({ sendInitialEvents: 'true' }))
    },
  },
  {
    id: 'lists-08',
    title: 'A version of the future is a 504 that says when to come again',
    run: async (context) => {
      const { api, golden } = context
      const namespace = await context.namespace()
      const query = { resourceVersion: '999999999999', resourceVersionMatch: 'NotOlderThan' }
      const answer = await api.ask('GET', configMaps(namespace), undefined, { query })
      expectFailure(answer, 504, 'Timeout')
      golden('too large', answer)
    },
  },
]
