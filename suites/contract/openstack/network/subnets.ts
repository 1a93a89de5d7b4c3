import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Subnets. */
export const SUBNETS: readonly ContractCase[] = [
  {
    id: 'network-36',
    title: 'A subnet that overlaps another one of its network is refused with 400',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const network = await neutron.make('/networks')
      const ask = { name: context.name(), network_id: network.id, ip_version: 4 }
      const made = await neutron.create('/subnets', { ...ask, cidr: '10.77.1.7/24' })
      context.golden('created', made)
      expect(made.body.subnet).toMatchObject({
        cidr: '10.77.1.0/24',
        gateway_ip: '10.77.1.1',
        allocation_pools: [{ start: '10.77.1.2', end: '10.77.1.254' }],
      })
      const refused = await neutron.ask('POST', '/subnets', { subnet: { ...ask, cidr: '10.77.1.0/25' } })
      const words = `Invalid input for operation: Requested subnet with cidr: 10.77.1.0/25 for network: ${network.id} overlaps with another subnet.`
      expectNeutronError(refused, 400, 'InvalidInput', words)
      context.golden('overlapping', refused)
      const elsewhere = await neutron.make('/networks')
      await neutron.make('/subnets', { network_id: elsewhere.id, ip_version: 4, cidr: '10.77.1.0/24' })
    },
  },
  {
    id: 'network-117',
    title: 'A subnet that means nothing possible is refused with the reason',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/networks')
      const post = (more: object) =>
        neutron.ask('POST', '/subnets', { subnet: { network_id: id, ip_version: 4, cidr: '10.77.2.0/24', ...more } })
      const input = (words: string) => `Invalid input for operation: ${words}.`
      const family = input("cidr '10.77.2.0/24' does not match the ip_version '6'")
      expectNeutronError(await post({ ip_version: 6 }), 400, 'InvalidInput', family)
      const format = input('10.77.300.0/24 is not in a CIDR format')
      expectNeutronError(await post({ cidr: '10.77.300.0/24' }), 400, 'InvalidInput', format)
      const pool = 'Bad subnets request: a subnetpool must be specified in the absence of a cidr.'
      expectNeutronError(await post({ cidr: undefined }), 400, 'BadRequest', pool)
      const missing = "Failed to parse request. Required attribute 'ip_version' not specified"
      expectNeutronError(await post({ ip_version: undefined }), 400, 'HTTPBadRequest', missing)
      const noUuid = "Invalid input for network_id. Reason: 'bogus' is not a valid UUID."
      expectNeutronError(await post({ network_id: 'bogus' }), 400, 'HTTPBadRequest', noUuid)
      expectNeutronError(await post({ network_id: NO_ID }), 404, 'NetworkNotFound')
      const range = (start: string, end: string) => post({ allocation_pools: [{ start, end }] })
      const beyond = 'The allocation pool 10.77.2.10-10.77.3.20 spans beyond the subnet cidr 10.77.2.0/24.'
      expectNeutronError(await range('10.77.2.10', '10.77.3.20'), 400, 'OutOfBoundsAllocationPool', beyond)
      const reversed = "The allocation pool {'start': '10.77.2.30', 'end': '10.77.2.20'} is not valid."
      expectNeutronError(await range('10.77.2.30', '10.77.2.20'), 400, 'InvalidAllocationPool', reversed)
    },
  },
  {
    id: 'network-118',
    title: 'Of a subnet the name servers can be changed, the block not, and the gateway only outside of its pools',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { subnet } = await neutron.network()
      const put = (body: object) => neutron.ask('PUT', `/subnets/${subnet.id}`, { subnet: body })
      const changed = await put({ dns_nameservers: ['192.0.2.53'] })
      expect([changed.status, changed.body.subnet.dns_nameservers]).toEqual([200, ['192.0.2.53']])
      const fixed = 'Cannot update read-only attribute cidr'
      expectNeutronError(await put({ cidr: '10.77.5.0/24' }), 400, 'HTTPBadRequest', fixed)
      const conflict = 'Gateway ip 10.77.1.50 conflicts with allocation pool 10.77.1.2-10.77.1.254.'
      expectNeutronError(await put({ gateway_ip: '10.77.1.50' }), 409, 'GatewayConflictWithAllocationPools', conflict)
      const found = await neutron.list('/subnets', { cidr: '10.77.1.0/24', network_id: subnet.network_id })
      expect(found.map(({ id }) => id)).toEqual([subnet.id])
    },
  },
]
