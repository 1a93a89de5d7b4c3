import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { withoutFlavor } from './answers.ts'
import { expectNovaError, novaOf } from './nova.ts'

const MINUTES = 60_000

/** Where servers find a place, and where none. */
export const SCHEDULING: readonly ContractCase[] = [
  {
    id: 'compute-53',
    title: 'A server that is too large for every host ends in ERROR with a fault, and can be deleted',
    needs: ['compute', 'admin', 'own-cloud'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      // No quota counts local disks, so that nothing but the hosts can refuse it.
      const flavor = await flavorOf(context, { disk: 10_000_000, ram: ramOf(context) })
      const { id } = (await nova.create({ flavorRef: flavor.id })).body.server
      const server = await nova.until(id, 'ERROR')
      expect(server.fault).toMatchObject({ code: 500, message: expect.stringMatching(/^No valid host was found\./) })
      expect(server).toMatchObject({ hostId: '', 'OS-EXT-STS:vm_state': 'error', 'OS-EXT-STS:task_state': null })
      context.golden('error', withoutFlavor(await nova.ask('GET', `/servers/${id}`)))
      const console_ = await nova.ask('POST', `/servers/${id}/action`, { 'os-getConsoleOutput': { length: 5 } })
      expectNovaError(console_, 409, 'conflictingRequest', `Instance ${id} is not ready`)
      const [creation] = await context.cloud.compute.servers.instanceActions(id)
      expect(creation).toMatchObject({ action: 'create', message: 'Error' })
      await nova.remove(id)
    },
  },
  {
    id: 'compute-127',
    title: 'Hard anti-affinity finds no host for more members than there are hosts',
    needs: ['compute', 'admin', 'own-cloud'],
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const nova = novaOf(context)
      const hosts = await context.admin().compute.hypervisors.list()
      const group = await nova.ask('POST', '/os-server-groups', {
        server_group: { name: context.name(), policy: 'anti-affinity' },
      })
      const { id } = group.body.server_group
      context.undo(() => nova.ask('DELETE', `/os-server-groups/${id}`))
      const taken = new Set<string>()
      for (const _host of hosts) taken.add((await nova.active({}, { group: id })).hostId)
      expect(taken.size).toBe(hosts.length)
      const last = await nova.create({}, { group: id })
      const { fault } = await nova.until(last.body.server.id, 'ERROR')
      expect(fault.message).toBe('No valid host was found. There are not enough hosts available.')
    },
  },
  {
    id: 'compute-128',
    title: 'A flavor without a disk starts no server from an image',
    needs: ['compute', 'admin', 'own-cloud'],
    run: async (context) => {
      const nova = novaOf(context)
      const flavor = await flavorOf(context, { disk: 0, ram: ramOf(context) })
      const refused = await nova.ask('POST', '/servers', nova.body({ flavorRef: flavor.id }))
      const words = 'Only volume-backed servers are allowed for flavors with zero disk.'
      expectNovaError(refused, 403, 'forbidden', words)
      context.golden('refused', refused)
    },
  },
  {
    id: 'compute-129',
    title: 'Flavors are the operator’s: a tenant reads them and their extra specs, and makes none',
    needs: ['admin', 'own-cloud'],
    run: async (context) => {
      const nova = novaOf(context)
      const flavor = await flavorOf(context, { disk: 3, ram: 64 })
      const admin = novaOf(context, context.admin())
      const extra_specs = { 'scs:name-v2': 'SCS-1L-1' }
      await admin.ask('POST', `/flavors/${flavor.id}/os-extra_specs`, { extra_specs })
      const shown = await nova.ask('GET', `/flavors/${flavor.id}`)
      expect(shown.body.flavor).toMatchObject({ name: context.name(), vcpus: 1, ram: 64, disk: 3, extra_specs })
      context.golden('shown', shown)
      context.golden('at 2.1', await nova.ask('GET', `/flavors/${flavor.id}`, undefined, { microversion: '2.1' }))
      expect(await context.cloud.compute.flavors.extraSpecs(flavor.id)).toEqual(extra_specs)
      const words = (action: string) =>
        `Policy doesn't allow os_compute_api:os-flavor-manage:${action} to be performed.`
      const body = { flavor: { name: context.name('more'), vcpus: 1, ram: 64, disk: 1 } }
      expectNovaError(await nova.ask('POST', '/flavors', body), 403, 'forbidden', words('create'))
      expectNovaError(await nova.ask('DELETE', `/flavors/${flavor.id}`), 403, 'forbidden', words('delete'))
      const deleted = await admin.ask('DELETE', `/flavors/${flavor.id}`)
      expect([deleted.status, deleted.text]).toEqual([202, ''])
      const gone = await nova.ask('GET', `/flavors/${flavor.id}`)
      expectNovaError(gone, 404, 'itemNotFound', `Flavor ${flavor.id} could not be found.`)
    },
  },
  {
    id: 'compute-130',
    title: 'Hosts, services and zones in detail are for administrators',
    needs: ['admin'],
    run: async (context) => {
      const nova = novaOf(context)
      const admin = novaOf(context, context.admin())
      const rules = {
        '/os-hypervisors': 'os-hypervisors:list',
        '/os-services': 'os-services:list',
        '/os-availability-zone/detail': 'os-availability-zone:detail',
      }
      for (const [path, rule] of Object.entries(rules)) {
        const words = `Policy doesn't allow os_compute_api:${rule} to be performed.`
        expectNovaError(await nova.ask('GET', path), 403, 'forbidden', words)
        expect((await admin.ask('GET', path)).status).toBe(200)
      }
      const zones = await nova.ask('GET', '/os-availability-zone')
      expect(zones.body.availabilityZoneInfo[0]).toMatchObject({ zoneState: { available: true }, hosts: null })
      const detail = await admin.ask('GET', '/os-hypervisors/detail', undefined, { microversion: '2.87' })
      const [host] = detail.body.hypervisors
      expect(host.vcpus).toBeGreaterThan(0)
      expect(host.memory_mb).toBeGreaterThan(0)
      const late = await admin.ask('GET', '/os-hypervisors/detail', undefined, { microversion: '2.88' })
      expect(late.body.hypervisors[0].vcpus).toBeUndefined()
    },
  },
]

/** As much as the image asks for. */
const ramOf = ({ facts }: ContractContext): number => Math.max(64, facts.image!.min_ram)

const flavorOf = async (context: ContractContext, size: { disk: number; ram: number }): Promise<Resource> => {
  const admin = novaOf(context, context.admin())
  const answer = await admin.ask('POST', '/flavors', { flavor: { name: context.name(), vcpus: 1, ...size } })
  expect(answer.status, answer.text).toBe(200)
  const { flavor } = answer.body
  context.undo(() => admin.ask('DELETE', `/flavors/${flavor.id}`))
  return flavor
}
