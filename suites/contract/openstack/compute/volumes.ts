import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { expectNovaError, NO_ID, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Volumes of servers. */
export const VOLUMES: readonly ContractCase[] = [
  {
    id: 'compute-61',
    title: 'A volume is attached with 200 and detached with 202, once each, and is in use between',
    needs: ['compute', 'block-storage'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const volume = await volumeOf(context)
      const { id } = await nova.active()
      const path = `/servers/${id}/os-volume_attachments`
      const attach = (volumeId: string) => nova.ask('POST', path, { volumeAttachment: { volumeId } })
      const attached = await attach(volume.id)
      expect(attached.status, attached.text).toBe(200)
      context.golden('attached', attached)
      const { attachments } = await untilVolume(context, volume.id, 'in-use')
      expect(attachments).toMatchObject([{ server_id: id, volume_id: volume.id, device: '/dev/vdb' }])
      const shown = await nova.show(id)
      const entry = { id: volume.id, delete_on_termination: false }
      expect(shown['os-extended-volumes:volumes_attached']).toEqual([entry])
      const again = await attach(volume.id)
      const words = `Invalid volume: volume ${volume.id} is already attached to instances: ${id}`
      expectNovaError(again, 400, 'badRequest', words)
      expectNovaError(await attach(NO_ID), 404, 'itemNotFound', `Volume ${NO_ID} could not be found.`)
      const listed = await nova.ask('GET', path)
      context.golden('listed', listed)
      context.golden('listed at 2.89', await nova.ask('GET', path, undefined, { microversion: '2.89' }))
      const detached = await nova.ask('DELETE', `${path}/${volume.id}`)
      expect([detached.status, detached.text]).toEqual([202, ''])
      await untilVolume(context, volume.id, 'available')
      expect((await nova.ask('GET', path)).body).toEqual({ volumeAttachments: [] })
      const gone = await nova.ask('GET', `${path}/${volume.id}`)
      expectNovaError(gone, 404, 'itemNotFound', `Instance ${id} is not attached to volume ${volume.id}`)
    },
  },
  {
    id: 'compute-62',
    title: 'A volume with delete_on_termination goes with its server, one without is available again',
    needs: ['compute', 'block-storage'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const [kept, going] = [await volumeOf(context, 'kept'), await volumeOf(context, 'going')]
      const { id } = await nova.active()
      const attach = async (volumeId: string, delete_on_termination: boolean) => {
        const volumeAttachment = { volumeId, delete_on_termination }
        const answer = await nova.ask('POST', `/servers/${id}/os-volume_attachments`, { volumeAttachment })
        expect(answer.body?.volumeAttachment, answer.text).toMatchObject({ volumeId, delete_on_termination })
        await untilVolume(context, volumeId, 'in-use')
      }
      await attach(kept.id, false)
      await attach(going.id, true)
      await nova.remove(id)
      await untilVolume(context, kept.id, 'available')
      await untilVolume(context, going.id, 'gone')
    },
  },
  {
    id: 'compute-138',
    title: 'A server can start from a volume that Nova makes of an image, and shows no image then',
    needs: ['compute', 'block-storage', 'image'],
    timeoutMs: 8 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const disk = { boot_index: 0, uuid: context.facts.image!.id, source_type: 'image', destination_type: 'volume' }
      const boot = (more: object) => ({
        imageRef: undefined,
        block_device_mapping_v2: [{ ...disk, delete_on_termination: true, ...more }],
      })
      const size = Math.max(1, context.facts.image!.min_disk)
      const sizeless = await nova.ask('POST', '/servers', nova.body(boot({})))
      const words = "Images with destination_type 'volume' need to have a non-zero size specified"
      expectNovaError(sizeless, 400, 'badRequest', words)
      const missing = boot({ source_type: 'volume', uuid: NO_ID })
      const unknown = `Block Device Mapping is Invalid: failed to get volume ${NO_ID}.`
      expectNovaError(await nova.ask('POST', '/servers', nova.body(missing)), 400, 'badRequest', unknown)
      const server = await nova.active(boot({ volume_size: size }))
      expect(server.image).toBe('')
      const [root] = server['os-extended-volumes:volumes_attached']
      expect(root.delete_on_termination).toBe(true)
      const volume = await untilVolume(context, root.id, 'in-use')
      expect(volume).toMatchObject({ bootable: 'true', size })
      await nova.remove(server.id)
      await untilVolume(context, root.id, 'gone')
    },
  },
]

const volumeOf = async (context: ContractContext, suffix?: string): Promise<Resource> => {
  const { volumes } = context.cloud.blockStorage
  const { id } = await volumes.create({ name: context.name(suffix), size: 1 })
  context.undo(async () => {
    await volumes.delete(id)
    await untilVolume(context, id, 'gone')
  })
  return untilVolume(context, id, 'available')
}

const untilVolume = async (context: ContractContext, id: string, wanted: string): Promise<Resource> =>
  poll<Resource>({
    goal: `volume ${id} to be ${wanted}`,
    interval: context.interval('volume'),
    clock: context.clock,
    observe: async () => {
      const path = `/volumes/${id}`
      const { status, body } = await context.cloud.request({ service: 'block-storage', method: 'GET', path })
      return status === 404 ? { id, status: 'gone' } : body.volume
    },
    describe: ({ status }) => status,
    until: ({ status }) => status === wanted,
  })
