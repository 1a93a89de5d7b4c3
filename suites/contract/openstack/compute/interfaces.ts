import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { networkOf } from './networks.ts'
import { expectNovaError, NO_ID, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Network cards of servers. */
export const INTERFACES: readonly ContractCase[] = [
  {
    id: 'compute-63',
    title: 'A port that was passed by its id survives the server and is free again',
    needs: ['compute'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { port } = await networkOf(context)
      const own = await port()
      const { id } = await nova.active({ networks: [{ port: own.id }] })
      const held = await context.cloud.network.ports.get(own.id)
      expect(held.device_id).toBe(id)
      expect(held.device_owner).toMatch(/^compute:/)
      const second = await nova.ask('POST', '/servers', nova.body({ networks: [{ port: own.id }] }))
      expectNovaError(second, 409, 'conflictingRequest', `Port ${own.id} is still in use.`)
      context.golden('second', second)
      await nova.remove(id)
      const free = await untilPort(context, own.id, ({ device_id }) => device_id === '')
      expect(free).toMatchObject({ device_owner: '', fixed_ips: own.fixed_ips, mac_address: own.mac_address })
    },
  },
  {
    id: 'compute-139',
    title: 'A port that Nova made goes with the server',
    needs: ['compute'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { network } = await networkOf(context)
      const { id } = await nova.active({ networks: [{ uuid: network.id }] })
      const own = await context.cloud.network.ports.list({ device_id: id })
      expect(own.map(({ name, status }) => [name, status])).toEqual([['', 'ACTIVE']])
      await nova.remove(id)
      expect(await context.cloud.network.ports.list({ network_id: network.id, name: '', device_id: id })).toEqual([])
    },
  },
  {
    id: 'compute-140',
    title: 'A port can be attached to and detached from a running server',
    needs: ['compute'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const { port } = await networkOf(context)
      const own = await port()
      const { id } = await nova.active()
      const path = `/servers/${id}/os-interface`
      const attach = (port_id: string) => nova.ask('POST', path, { interfaceAttachment: { port_id } })
      const attached = await attach(own.id)
      expect(attached.status, attached.text).toBe(200)
      expect(attached.body.interfaceAttachment).toMatchObject({ port_id: own.id, mac_addr: own.mac_address, tag: null })
      const again = await attach(own.id)
      expectNovaError(again, 409, 'conflictingRequest', `Port ${own.id} is still in use.`)
      expectNovaError(await attach(NO_ID), 404, 'itemNotFound', `Port id ${NO_ID} could not be found.`)
      const listed = await nova.ask('GET', path)
      expect(listed.body.interfaceAttachments.map((one: { port_id: string }) => one.port_id)).toEqual([own.id])
      const detached = await nova.ask('DELETE', `${path}/${own.id}`)
      expect([detached.status, detached.text]).toEqual([202, ''])
      await untilPort(context, own.id, ({ device_id }) => device_id === '')
      expect((await nova.ask('GET', path)).body).toEqual({ interfaceAttachments: [] })
    },
  },
]

const untilPort = (context: ContractContext, id: string, until: (port: Resource) => boolean): Promise<Resource> =>
  poll<Resource>({
    goal: `port ${id} to be free`,
    interval: context.interval('network'),
    clock: context.clock,
    observe: () => context.cloud.network.ports.get(id),
    describe: ({ device_id, status }) => `${status} of ${device_id || 'nothing'}`,
    until,
  })
