import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { Query } from '../../../../lib/openstack/types.ts'
import { availableBackup, createBackup, untilBackup } from './backup.ts'
import { limited, setLimits } from './quota.ts'
import { availableSnapshot, availableVolume, cinder, removeVolume, untilVolume } from './volumes.ts'

/** What is asked of it has to be refused, in the words that are recorded. */
const refusedWith =
  ({ golden }: ContractContext) =>
  async (label: string, status: number, asked: ReturnType<typeof cinder>) => {
    const answer = await asked
    expect([label, answer.status]).toEqual([label, status])
    golden(label, answer)
  }

/** Cases about backups of volumes. */
export const BACKUPS: readonly ContractCase[] = [
  {
    id: 'volume-121',
    title: 'A backup is accepted with 202, holds its volume while it is made, and outlives it',
    needs: ['volume-backups'],
    oneOf: 'backups',
    run: async (context) => {
      const { cloud, golden } = context
      const refused = refusedWith(context)
      // Large enough that its backup is still at work when it is asked about.
      const volume = await availableVolume(context, { size: 3 })
      const created = await createBackup(context, {
        volume_id: volume,
        description: 'of a contract',
        metadata: { a: 'b' },
      })
      expect(created.status).toBe(202)
      golden('created', created)
      const path = `/backups/${created.body.backup.id}`
      expect((await cloud.blockStorage.volumes.get(volume)).status).toBe('backing-up')
      await refused('too early', 400, cinder(cloud, 'DELETE', path))
      await refused('held', 400, cinder(cloud, 'DELETE', `/volumes/${volume}`))
      golden('available', await untilBackup(context, created.body.backup.id, 'available'))
      const renamed = await cinder(cloud, 'PUT', path, { body: { backup: { name: 'x', metadata: { c: 'd' } } } })
      expect(renamed.status).toBe(200)
      golden('renamed', renamed)
      await untilVolume(context, volume, 'available')
      await cloud.blockStorage.volumes.delete(volume)
      await untilVolume(context, volume, 'gone')
      const kept = await cloud.blockStorage.backups.get(created.body.backup.id)
      expect(kept).toMatchObject({ name: 'x', metadata: { c: 'd' }, status: 'available', volume_id: volume })
      expect((await cinder(cloud, 'DELETE', path)).status).toBe(202)
      golden('gone', await untilBackup(context, kept.id, 'gone'))
    },
  },
  {
    id: 'volume-122',
    title: 'An incremental backup needs one before it, and keeps that from being deleted',
    needs: ['volume-backups'],
    oneOf: 'backups',
    run: async (context) => {
      const { cloud, golden } = context
      const refused = refusedWith(context)
      const volume_id = await availableVolume(context, { size: 3 })
      const more = { volume_id, incremental: true }
      await refused('nothing before', 400, createBackup(context, more))
      const full = await availableBackup(context, { volume_id })
      expect(full).toMatchObject({ is_incremental: false, has_dependent_backups: false })
      const begun = await createBackup(context, more)
      expect(begun.status).toBe(202)
      await refused('at work', 400, createBackup(context, more))
      const child = await untilBackup(context, begun.body.backup.id, 'available')
      expect(child.body.backup).toMatchObject({ is_incremental: true, has_dependent_backups: false })
      golden('incremental', child)
      const parent = await cinder(cloud, 'GET', `/backups/${full.id}`)
      expect(parent.body.backup.has_dependent_backups).toBe(true)
      golden('parent', parent)
      await refused('has a child', 400, cinder(cloud, 'DELETE', `/backups/${full.id}`))
      await cloud.blockStorage.backups.delete(child.body.backup.id)
      await untilBackup(context, child.body.backup.id, 'gone')
      expect((await cloud.blockStorage.backups.get(full.id)).has_dependent_backups).toBe(false)
      await cloud.blockStorage.backups.delete(full.id)
      await untilBackup(context, full.id, 'gone')
    },
  },
  {
    id: 'volume-123',
    title: 'A backup is restored to a new volume, or to one that is free and large enough',
    needs: ['volume-backups'],
    oneOf: 'backups',
    run: async (context) => {
      const { cloud, golden, name } = context
      const refused = refusedWith(context)
      const large = await availableVolume(context, { size: 2 })
      const small = await availableVolume(context)
      const { id } = await availableBackup(context, { volume_id: large })
      const restore = (body: object) => cinder(cloud, 'POST', `/backups/${id}/restore`, { body: { restore: body } })
      await refused('too small', 400, restore({ volume_id: small }))
      await refused('unknown volume', 404, restore({ volume_id: randomUUID() }))
      await refused('unknown field', 400, restore({ contract: true }))
      const over = await restore({ volume_id: large })
      expect([over.status, over.body.restore.volume_id]).toEqual([202, large])
      golden('over', over)
      expect((await cloud.blockStorage.volumes.get(large)).status).toBe('restoring-backup')
      await refused('at work', 400, restore({ volume_id: small }))
      await untilVolume(context, large, 'available')
      await untilBackup(context, id, 'available')
      const anew = await restore({ name: name('restored') })
      expect(anew.status).toBe(202)
      const { volume_id: made } = anew.body.restore
      context.undo(() => removeVolume(context, made))
      golden('anew', anew)
      const restored = await untilVolume(context, made, 'available')
      expect(restored.body.volume).toMatchObject({ name: name('restored'), size: 2 })
      await untilBackup(context, id, 'available')
    },
  },
  {
    id: 'volume-124',
    title: 'Backups are found by name, status and volume only, and their pages keep the filter',
    needs: ['volume-backups'],
    oneOf: 'backups',
    run: async (context) => {
      const { cloud, name } = context
      const refused = refusedWith(context)
      const same = name('page')
      const volume_id = await availableVolume(context)
      const ids = [
        (await availableBackup(context, { volume_id, name: same })).id,
        (await availableBackup(context, { volume_id, name: same, incremental: true })).id,
      ]
      const other = await availableBackup(context, { volume_id, name: name('other') })
      const ask = (query: Query, path = '/backups') => cinder(cloud, 'GET', path, { query })
      const found = async (query: Query) => (await ask(query)).body.backups.map(({ id }: { id: string }) => id)
      expect(await found({ volume_id })).toEqual([other.id, ...[...ids].reverse()])
      expect(await found({ volume_id, name: name('other') })).toEqual([other.id])
      expect(await found({ volume_id, status: 'error' })).toEqual([])
      const first = (await ask({ limit: 1, name: same }, '/backups/detail')).body
      const [{ href }] = first.backups_links
      expect(new URL(href).pathname).toMatch(/\/backups\/detail$/)
      expect(Object.fromEntries(new URL(href).searchParams)).toEqual({ limit: '1', name: same, marker: ids[1] })
      expect(await found({ limit: 1, name: same, marker: ids[1]! })).toEqual([ids[0]])
      const all = await cloud.blockStorage.backups.list({ name: same, limit: 1 })
      expect(all.map(({ id }) => id)).toEqual([...ids].reverse())
      await refused('brief', 200, ask({ volume_id, name: name('other') }))
      await refused('marker', 404, ask({ marker: randomUUID() }))
      await refused('unknown filter', 400, ask({ metadata: 'x' }))
    },
  },
  {
    id: 'volume-125',
    title: 'What can not be backed up is a 404 where it is unknown and a 400 in a wrong state or for a wrong body',
    needs: ['volume-backups'],
    oneOf: 'backups',
    run: async (context) => {
      const { cloud, undo } = context
      const refused = refusedWith(context)
      const volume_id = await availableVolume(context)
      const another = await availableVolume(context)
      const snapshot_id = (await availableSnapshot(context, another)).body.snapshot.id
      const make = (label: string, status: number, body: Record<string, unknown>) =>
        refused(label, status, createBackup(context, body))
      await make('no volume', 400, {})
      await make('no id', 400, { volume_id: 'contract' })
      await make('half a boolean', 400, { volume_id, incremental: 'maybe' })
      await make('unknown field', 400, { volume_id, contract: true })
      await make('unknown volume', 404, { volume_id: randomUUID() })
      await make('unknown snapshot', 404, { volume_id, snapshot_id: randomUUID() })
      await make('snapshot of another', 400, { volume_id, snapshot_id })
      await refused('nothing', 400, cinder(cloud, 'POST', '/backups', { body: {} }))
      const early = { body: { backup: { volume_id, metadata: { a: 'b' } } }, microversion: '3.42' }
      await refused('metadata before 3.43', 400, cinder(cloud, 'POST', '/backups', early))
      const held = await cloud.blockStorage.attachments.create({ volume_uuid: volume_id, instance_uuid: randomUUID() })
      undo(() => cloud.blockStorage.attachments.delete(held.id))
      await make('reserved volume', 400, { volume_id })
      const nobody = `/backups/${randomUUID()}`
      await refused('unknown', 404, cinder(cloud, 'GET', nobody))
      await refused('unknown to delete', 404, cinder(cloud, 'DELETE', nobody))
      await refused('unknown to restore', 404, cinder(cloud, 'POST', `${nobody}/restore`, { body: { restore: {} } }))
    },
  },
  {
    id: 'volume-126',
    title: 'Another project’s backup is unknown, and its volume is none that could be backed up',
    needs: ['volume-backups', 'other-project'],
    oneOf: 'backups',
    run: async (context) => {
      const refused = refusedWith(context)
      const volume_id = await availableVolume(context)
      const snapshot_id = (await availableSnapshot(context, volume_id)).body.snapshot.id
      const { id } = await availableBackup(context, { volume_id, snapshot_id })
      const other = context.other()
      await refused('show', 404, cinder(other, 'GET', `/backups/${id}`))
      await refused('delete', 404, cinder(other, 'DELETE', `/backups/${id}`))
      await refused('restore', 404, cinder(other, 'POST', `/backups/${id}/restore`, { body: { restore: {} } }))
      await refused('make', 404, createBackup(context, { volume_id }, other))
      const all = await other.blockStorage.backups.list()
      expect(all.map((backup) => backup.id)).not.toContain(id)
    },
  },
  {
    id: 'volume-127',
    title: 'Backups have limits of their own, in which each counts as large as its volume',
    needs: ['volume-backups', 'admin', 'own-cloud'],
    run: async (context) => {
      const cloud = await limited(context, { backups: 1, backup_gigabytes: 3 })
      const refused = refusedWith(context)
      const volume_id = await availableVolume(context, { size: 2 }, cloud)
      await availableBackup(context, { volume_id }, cloud)
      await refused('gigabytes', 413, createBackup(context, { volume_id, incremental: true }, cloud))
      await setLimits(context, cloud, { backup_gigabytes: 10 })
      await refused('backups', 413, createBackup(context, { volume_id, incremental: true }, cloud))
      const path = `/os-quota-sets/${cloud.projectId}`
      const { body } = await cinder(cloud, 'GET', path, { query: { usage: true } })
      expect(body.quota_set.backups).toEqual({ limit: 1, in_use: 1, reserved: 0 })
      expect(body.quota_set.backup_gigabytes).toEqual({ limit: 10, in_use: 2, reserved: 0 })
      const limits = await cloud.blockStorage.limits()
      expect(limits).toMatchObject({ maxTotalBackups: 1, totalBackupsUsed: 1, totalBackupGigabytesUsed: 2 })
    },
  },
]
