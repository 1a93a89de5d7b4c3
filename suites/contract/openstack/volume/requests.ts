import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { availableVolume, cinder, createVolume } from './volumes.ts'

/** Cases about how Cinder is asked, and what it refuses. */
export const REQUESTS: readonly ContractCase[] = [
  {
    id: 'volume-83',
    title: 'Cinder’s times have no zone and are UTC',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud } = context
      const id = await availableVolume(context)
      const { headers, body } = await cinder(cloud, 'GET', `/volumes/${id}`)
      for (const field of ['created_at', 'updated_at']) expect(body.volume[field]).toMatch(ZONELESS)
      const age = Date.parse(headers.date!) - Date.parse(`${body.volume.created_at}Z`)
      expect(Math.abs(age)).toBeLessThan(3600_000)
    },
  },
  {
    id: 'volume-84',
    title: 'Cinder answers with and without the project in the path, and to no other project’s',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await availableVolume(context)
      const paths = [`/v3/${cloud.projectId}/volumes/${id}`, `/v3/volumes/${id}`]
      for (const path of paths) {
        const { status, body } = await cinder(cloud, 'GET', path, { from: 'root' })
        expect([path, status, body.volume?.id]).toEqual([path, 200, id])
      }
      const foreign = await cinder(cloud, 'GET', `/v3/${randomUUID().replaceAll('-', '')}/volumes`, { from: 'root' })
      expect(foreign.status).toBe(400)
      golden('foreign', foreign)
    },
  },
  {
    id: 'volume-113',
    title: 'What is missing, too much or unknown in a request for a volume is a 400, or a 404 where it names something',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const refused = async (label: string, status: number, body: Record<string, unknown>) => {
        const answer = await createVolume(context, body)
        expect([label, answer.status]).toEqual([label, status])
        golden(label, answer)
      }
      await refused('no size', 400, { size: undefined })
      await refused('size in words', 400, { size: 'one' })
      await refused('no space', 400, { size: 0 })
      await refused('unknown field', 400, { contract: true, name: 'x' })
      await refused('unknown zone', 400, { availability_zone: 'contract' })
      await refused('unknown image', 400, { imageRef: randomUUID() })
      await refused('unknown type', 404, { volume_type: 'contract' })
      await refused('unknown snapshot', 404, { snapshot_id: randomUUID() })
      golden('nothing', await cinder(cloud, 'POST', '/volumes', { body: {} }))
      golden(
        'snapshot of nothing',
        await cinder(cloud, 'POST', '/snapshots', { body: { snapshot: { volume_id: randomUUID() } } }),
      )
      const malformed = { body: '{', headers: { 'content-type': 'application/json' } }
      golden('malformed', await cinder(cloud, 'POST', '/volumes', malformed))
    },
  },
  {
    id: 'volume-114',
    title: 'Metadata of a volume is merged, replaced, and deleted by key',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await availableVolume(context, { metadata: { a: '1' } })
      const path = `/volumes/${id}/metadata`
      const merged = await cinder(cloud, 'POST', path, { body: { metadata: { b: '2' } } })
      expect(merged.body.metadata).toEqual({ a: '1', b: '2' })
      golden('merged', merged)
      const replaced = await cinder(cloud, 'PUT', path, { body: { metadata: { c: '3' } } })
      expect(replaced.body.metadata).toEqual({ c: '3' })
      golden('replaced', replaced)
      golden('deleted', await cinder(cloud, 'DELETE', `${path}/c`))
      const gone = await cinder(cloud, 'DELETE', `${path}/c`)
      expect(gone.status).toBe(404)
      golden('gone', gone)
      const renamed = await cloud.blockStorage.volumes.update(id, { description: 'told', metadata: { d: '4' } })
      expect(renamed).toMatchObject({ description: 'told', metadata: { d: '4' } })
    },
  },
  {
    id: 'volume-115',
    title: 'Unknown things of Cinder’s are a 404 in its own words, unknown paths in those of its router',
    needs: ['block-storage'],
    run: async ({ cloud, golden }) => {
      for (const [label, path] of [
        ['volume', `/volumes/${randomUUID()}`],
        ['snapshot', `/snapshots/${randomUUID()}`],
        ['type', '/types/contract'],
        ['path', '/contract'],
      ] as const) {
        const answer = await cinder(cloud, 'GET', path)
        expect([label, answer.status]).toEqual([label, 404])
        golden(label, answer)
      }
      const stranger = await cinder(cloud, 'GET', '/volumes', { token: 'no-token' })
      expect(stranger.status).toBe(401)
      golden('stranger', stranger)
    },
  },
  {
    id: 'volume-116',
    title: 'Another project’s volume is unknown',
    needs: ['block-storage', 'other-project'],
    run: async (context) => {
      const { other, golden } = context
      const id = await availableVolume(context)
      for (const method of ['GET', 'DELETE'] as const) {
        const answer = await cinder(other(), method, `/volumes/${id}`)
        expect(answer.status).toBe(404)
        golden(method, answer)
      }
    },
  },
]

const ZONELESS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/
