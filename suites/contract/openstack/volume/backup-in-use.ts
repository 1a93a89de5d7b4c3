import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { novaOf } from '../compute/nova.ts'
import { createBackup, untilBackup } from './backup.ts'
import { availableVolume, untilVolume } from './volumes.ts'

const MINUTES = 60_000

/** Backing up what a server writes to. */
export const BACKUP_IN_USE: readonly ContractCase[] = [
  {
    id: 'volume-129',
    title: 'A volume in use is backed up by force only, and stays with its server',
    needs: ['compute', 'volume-backups'],
    oneOf: 'backups',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const { cloud, golden } = context
      const nova = novaOf(context)
      const volume_id = await availableVolume(context)
      const { id } = await nova.active()
      const path = `/servers/${id}/os-volume_attachments`
      expect((await nova.ask('POST', path, { volumeAttachment: { volumeId: volume_id } })).status).toBe(200)
      await untilVolume(context, volume_id, 'in-use')
      const refused = await createBackup(context, { volume_id })
      expect(refused.status).toBe(400)
      golden('without force', refused)
      const forced = await createBackup(context, { volume_id, force: true })
      expect(forced.status).toBe(202)
      expect((await cloud.blockStorage.volumes.get(volume_id)).status).toBe('backing-up')
      await untilBackup(context, forced.body.backup.id, 'available')
      const { body } = await untilVolume(context, volume_id, 'in-use')
      expect(body.volume.attachments).toMatchObject([{ server_id: id }])
      // No detaching now: Nova may still be merging the snapshot that was read, and gives up without a word then.
      expect((await nova.ask('DELETE', `/servers/${id}`)).status).toBe(204)
      await untilVolume(context, volume_id, 'available')
    },
  },
]
