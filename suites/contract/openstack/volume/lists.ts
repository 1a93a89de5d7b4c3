import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { shapeOf } from '../../../../fixtures/contract/openstack/golden/shape.ts'
import type { Query } from '../../../../lib/openstack/types.ts'
import { availableVolume, cinder } from './volumes.ts'

/** Cases about lists of volumes. */
export const LISTS: readonly ContractCase[] = [
  {
    id: 'volume-82',
    title: 'Volumes are found by their metadata, written as Python or JSON does; what is neither finds nothing',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, name } = context
      const mark = name('mark')
      const id = await availableVolume(context, { metadata: { contract: mark, more: 'x' } })
      const found = async (metadata: string, path = '/volumes/detail') => {
        const { status, body } = await cinder(cloud, 'GET', path, { query: { metadata } })
        expect(status).toBe(200)
        return body.volumes.map((volume: { id: string }) => volume.id)
      }
      expect(await found(`{'contract': '${mark}'}`)).toEqual([id])
      expect(await found(JSON.stringify({ contract: mark, more: 'x' }), '/volumes')).toEqual([id])
      expect(await found(JSON.stringify({ contract: mark, more: 'y' }))).toEqual([])
      expect(await found('contract')).toEqual([])
    },
  },
  {
    id: 'volume-117',
    title: 'An unknown filter is a 400 from 3.31 on and overlooked before; an administrator’s finds nothing at all',
    needs: ['block-storage', 'admin'],
    run: async (context) => {
      const { cloud, admin, name, golden } = context
      await availableVolume(context)
      const refused = await cinder(cloud, 'GET', '/volumes', { query: { contract: 'x' } })
      expect(refused.status).toBe(400)
      golden('refused', refused)
      const old = await cinder(cloud, 'GET', '/volumes', {
        query: { contract: 'x', name: name() },
        microversion: '3.0',
      })
      expect([old.status, old.body.volumes.length]).toEqual([200, 1])
      const silent = await cinder(admin(), 'GET', '/volumes', { query: { contract: 'x', all_tenants: 1 } })
      expect([silent.status, silent.body.volumes]).toEqual([200, []])
    },
  },
  {
    id: 'volume-118',
    title: 'Pages of volumes keep their filter in the next link, and wrong limits and markers are refused',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, name, golden } = context
      const same = name('page')
      const ids = [await availableVolume(context, { name: same }), await availableVolume(context, { name: same })]
      await availableVolume(context, { name: name('other') })
      const page = async (query: Query) => (await cinder(cloud, 'GET', '/volumes', { query })).body
      const first = await page({ limit: 1, name: same })
      const [{ href }] = first.volumes_links
      expect(Object.fromEntries(new URL(href).searchParams)).toEqual({ limit: '1', name: same, marker: ids[1] })
      const second = await page({ limit: 1, name: same, marker: ids[1]! })
      expect(second.volumes.map(({ id }: { id: string }) => id)).toEqual([ids[0]])
      expect((await page({ limit: 1, name: same, marker: ids[0]! })).volumes).toEqual([])
      const all = await cloud.blockStorage.volumes.list({ name: same, limit: 1 })
      expect(all.map(({ id }) => id)).toEqual([...ids].reverse())
      const refused = async (label: string, status: number, query: Query) => {
        const answer = await cinder(cloud, 'GET', '/volumes', { query })
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await refused('limit', 400, { limit: 'many' })
      await refused('negative limit', 400, { limit: -1 })
      await refused('marker', 404, { marker: 'nobody' })
      await refused('limit of nothing', 200, { limit: 0 })
    },
  },
  {
    id: 'volume-119',
    title: 'There is a default type, and it is among the types',
    needs: ['block-storage'],
    run: async ({ cloud, golden }) => {
      const standard = await cloud.blockStorage.defaultType()
      expect((await cloud.blockStorage.types.list()).map(({ id }) => id)).toContain(standard.id)
      golden('types', shapeOf(await cinder(cloud, 'GET', '/types')))
      golden('default', shapeOf(await cinder(cloud, 'GET', '/types/default')))
      golden('zones', shapeOf(await cinder(cloud, 'GET', '/os-availability-zone')))
      golden('backups', shapeOf(await cinder(cloud, 'GET', '/backups', { query: { name: 'contract' } })))
    },
  },
]
