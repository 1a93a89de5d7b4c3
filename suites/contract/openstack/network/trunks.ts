import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Trunks. */
export const TRUNKS: readonly ContractCase[] = [
  {
    id: 'network-46',
    title: 'A trunk takes and gives up subports, and its ports cannot be deleted meanwhile',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network } = await neutron.network()
      const port = (name: string) => neutron.make('/ports', { network_id: network.id, name: context.name(name) })
      const [parent, child] = [await port('parent'), await port('child')]
      const created = await neutron.create('/trunks', { name: context.name(), port_id: parent.id })
      const { trunk } = created.body
      context.golden('created', created)
      const sub = { port_id: child.id, segmentation_type: 'vlan', segmentation_id: 100 }
      const turn = (action: string, sub_ports: object[]) =>
        neutron.ask('PUT', `/trunks/${trunk.id}/${action}`, { sub_ports })
      const added = await turn('add_subports', [sub])
      expect([added.status, added.body.sub_ports]).toEqual([200, [sub]])
      context.golden('added', added)
      const listed = await neutron.ask('GET', `/trunks/${trunk.id}/get_subports`)
      expect(listed.body).toEqual({ sub_ports: [sub] })
      const { mac_address } = child
      const { trunk_details } = await neutron.show(`/ports/${parent.id}`)
      expect(trunk_details).toEqual({ trunk_id: trunk.id, sub_ports: [{ ...sub, mac_address }] })
      expect((await neutron.show(`/ports/${child.id}`)).device_owner).toBe('trunk:subport')
      expectNeutronError(await neutron.ask('DELETE', `/ports/${parent.id}`), 409, 'PortInUseAsTrunkParent')
      const kept = await neutron.ask('DELETE', `/ports/${child.id}`)
      const words = `Port ${child.id} is currently a subport for trunk ${trunk.id}.`
      expectNeutronError(kept, 409, 'PortInUseAsSubPort', words)
      const removed = await turn('remove_subports', [{ port_id: child.id }])
      expect([removed.status, removed.body.sub_ports]).toEqual([200, []])
      expectNeutronError(await turn('remove_subports', [{ port_id: child.id }]), 404, 'SubPortNotFound')
      expect((await neutron.show(`/ports/${child.id}`)).device_owner).toBe('')
      expect((await neutron.ask('DELETE', `/trunks/${trunk.id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('GET', `/trunks/${trunk.id}`), 404, 'TrunkNotFound')
    },
  },
  {
    id: 'network-132',
    title: 'A port is the parent or a subport of one trunk, under one segment',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network } = await neutron.network()
      const port = (name: string) => neutron.make('/ports', { network_id: network.id, name: context.name(name) })
      const [parent, one, two] = [await port('parent'), await port('one'), await port('two')]
      const trunk = await neutron.make('/trunks', { port_id: parent.id })
      const again = await neutron.ask('POST', '/trunks', { trunk: { port_id: parent.id } })
      const words = `Port ${parent.id} is currently in use and is not eligible for use as a parent port.`
      expectNeutronError(again, 409, 'ParentPortInUse', words)
      const add = (sub: object) => neutron.ask('PUT', `/trunks/${trunk.id}/add_subports`, { sub_ports: [sub] })
      const segment = { segmentation_type: 'vlan', segmentation_id: 100 }
      expect((await add({ port_id: one.id, ...segment })).status).toBe(200)
      const twice = await add({ port_id: one.id, ...segment, segmentation_id: 101 })
      expectNeutronError(twice, 409, 'TrunkPortInUse', `Port ${one.id} is in use by another trunk.`)
      const same = `segmentation_type vlan and segmentation_id 100 already in use on trunk ${trunk.id}.`
      expectNeutronError(await add({ port_id: two.id, ...segment }), 409, 'DuplicateSubPort', same)
      expectNeutronError(await add({ port_id: two.id }), 400, 'InvalidInput', /missing segmentation information/)
    },
  },
]
