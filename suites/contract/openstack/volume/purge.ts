import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { newRunId } from '../../../../lib/core/ids.ts'
import { keyOf } from '../../../../lib/openstack/inventory/diff.ts'
import { takeInventory } from '../../../../lib/openstack/inventory/take.ts'
import type { Kind } from '../../../../lib/openstack/inventory/types.ts'
import { purge } from '../../../../lib/openstack/purge/purge.ts'
import type { PurgeEvent } from '../../../../lib/openstack/purge/types.ts'
import { availableBackup } from './backup.ts'
import { availableSnapshot, availableVolume } from './volumes.ts'

const MINUTES = 60_000

interface Thing {
  kind: Kind
  id: string
}

/** A claim's volume with a snapshot and a chain of backups; only the volume says whose it is. In the order in which they go. */
const makeAll = async (context: ContractContext, cluster: string, chain: number): Promise<Thing[]> => {
  const metadata = { 'cinder.csi.openstack.org/cluster': cluster }
  const volume_id = await availableVolume(context, { name: `pvc-${cluster}`, metadata })
  const { body } = await availableSnapshot(context, volume_id)
  const backups: Thing[] = []
  for (let length = 0; length < chain; length++) {
    const { id } = await availableBackup(context, { volume_id, name: 'nightly', incremental: length > 0 })
    backups.unshift({ kind: 'backup', id })
  }
  return [...backups, { kind: 'snapshot', id: body.snapshot.id }, { kind: 'volume', id: volume_id }]
}

const keys = (things: readonly Thing[]) => things.map(keyOf)

/** Cleaning up volumes with what hangs on them. */
export const PURGE_OF_BACKUPS: readonly ContractCase[] = [
  {
    id: 'volume-128',
    title:
      'A purge takes a run’s backups one after the other from the last, and leaves those of a name with a letter more',
    needs: ['volume-backups'],
    oneOf: 'backups',
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const { cloud, clock, signal } = context
      const run = newRunId()
      const [ours, theirs] = await Promise.all([
        makeAll(context, `sp-${run}-c01`, 3),
        makeAll(context, `sp-${run}x-c01`, 1),
      ])
      const gone: Thing[] = []
      const onEvent = (event: PurgeEvent) => {
        if (event.type === 'gone') gone.push(event)
      }
      const report = await purge({ cloud, clock, signal, selection: { proof: { run } }, onEvent })
      expect(report).toMatchObject({ failed: [], passes: 1 })
      expect(keys(gone)).toEqual(keys(ours))
      const left = keys((await takeInventory(cloud, signal)).items)
      expect(left).toEqual(expect.arrayContaining(keys(theirs)))
      expect(left.filter((key) => keys(ours).includes(key))).toEqual([])
      const again = await purge({ cloud, clock, signal, selection: { proof: { run } } })
      expect(again).toMatchObject({ deleted: [], failed: [], passes: 0 })
    },
  },
]
