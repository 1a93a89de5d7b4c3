import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { availableSnapshot, availableVolume, cinder, createVolume, untilVolume } from './volumes.ts'

const NOT_DELETABLE =
  'Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing ' +
  'and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated ' +
  'from snapshots after volume transfer.'

/** Cases about volumes from their creation to their end. */
export const LIFE: readonly ContractCase[] = [
  {
    id: 'volume-78',
    title: 'A volume is accepted with 202 as creating and becomes available',
    needs: ['block-storage'],
    run: async (context) => {
      const { golden } = context
      const created = await createVolume(context, { description: 'of a contract', metadata: { contract: 'yes' } })
      expect([created.status, created.body.volume.status]).toEqual([202, 'creating'])
      golden('created', created)
      const available = await untilVolume(context, created.body.volume.id, 'available')
      expect(available.body.volume).toMatchObject({ size: 1, bootable: 'false', attachments: [] })
      golden('available', available)
    },
  },
  {
    id: 'volume-79',
    title: 'A volume with snapshots is a 400 to delete, and goes with them by cascade',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await availableVolume(context)
      const snapshot = await availableSnapshot(context, id)
      golden('snapshot', snapshot)
      const refused = await cinder(cloud, 'DELETE', `/volumes/${id}`)
      expect(refused.status).toBe(400)
      expect(refused.body.badRequest.message).toBe(NOT_DELETABLE)
      golden('refused', refused)
      await cloud.blockStorage.volumes.delete(id, { cascade: true })
      await untilVolume(context, id, 'gone')
      const gone = await cinder(cloud, 'GET', `/snapshots/${snapshot.body.snapshot.id}`)
      expect(gone.status).toBe(404)
      golden('snapshot gone', gone)
      const again = await cinder(cloud, 'DELETE', `/volumes/${id}`)
      expect(again.status).toBe(404)
      golden('gone', again)
      await cloud.blockStorage.volumes.delete(id)
    },
  },
  {
    id: 'volume-80',
    title: 'A volume that an attachment holds is a 400 to delete, in Cinder’s words for any wrong state',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden, undo } = context
      const id = await availableVolume(context)
      const body = { attachment: { volume_uuid: id, instance_uuid: randomUUID() } }
      const held = await cinder(cloud, 'POST', '/attachments', { body })
      expect(held.status).toBe(200)
      golden('held', held)
      const attachment = held.body.attachment.id
      undo(() => cloud.blockStorage.attachments.delete(attachment))
      expect((await cloud.blockStorage.volumes.get(id)).status).toBe('reserved')
      const refused = await cinder(cloud, 'DELETE', `/volumes/${id}`)
      expect(refused.status).toBe(400)
      expect(refused.body.badRequest.message).toBe(NOT_DELETABLE)
      const snapshot = await cinder(cloud, 'POST', '/snapshots', { body: { snapshot: { volume_id: id } } })
      expect(snapshot.status).toBe(400)
      golden('snapshot', snapshot)
      const another = { attachment: { volume_uuid: id, instance_uuid: randomUUID() } }
      const second = await cinder(cloud, 'POST', '/attachments', { body: another })
      expect(second.status).toBe(400)
      golden('second', second)
      const freed = await cinder(cloud, 'DELETE', `/attachments/${attachment}`)
      expect(freed.status).toBe(200)
      golden('freed', freed)
      golden('unknown', await cinder(cloud, 'GET', `/attachments/${attachment}`))
      expect((await cloud.blockStorage.volumes.get(id)).status).toBe('available')
    },
  },
  {
    id: 'volume-111',
    title: 'A volume grows, and only grows',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await availableVolume(context)
      const same = await cinder(cloud, 'POST', `/volumes/${id}/action`, { body: { 'os-extend': { new_size: 1 } } })
      expect(same.status).toBe(400)
      golden('same size', same)
      await cloud.blockStorage.volumes.extend(id, 2)
      const grown = await untilVolume(context, id, 'available')
      expect(grown.body.volume.size).toBe(2)
      const unknown = await cinder(cloud, 'POST', `/volumes/${id}/action`, { body: { 'os-shrink': {} } })
      expect(unknown.status).toBe(400)
      golden('unknown action', unknown)
      const reset = { 'os-reset_status': { status: 'error' } }
      const forbidden = await cinder(cloud, 'POST', `/volumes/${id}/action`, { body: reset })
      expect(forbidden.status).toBe(403)
      golden('forbidden action', forbidden)
    },
  },
  {
    id: 'volume-112',
    title: 'A snapshot tells its volume, and becomes a volume again',
    needs: ['block-storage'],
    run: async (context) => {
      const { cloud, golden } = context
      const id = await availableVolume(context)
      const { body } = await availableSnapshot(context, id)
      const shown = await cinder(cloud, 'GET', `/snapshots/${body.snapshot.id}`)
      golden('snapshot', shown)
      golden(
        'renamed',
        await cinder(cloud, 'PUT', `/snapshots/${body.snapshot.id}`, { body: { snapshot: { name: 'x' } } }),
      )
      const found = await cloud.blockStorage.snapshots.list({ volume_id: id })
      expect(found.map((snapshot) => snapshot.id)).toEqual([body.snapshot.id])
      const copy = await createVolume(context, { name: context.name('copy'), snapshot_id: body.snapshot.id })
      expect(copy.body.volume.snapshot_id).toBe(body.snapshot.id)
      golden('copy', await untilVolume(context, copy.body.volume.id, 'available'))
    },
  },
]
