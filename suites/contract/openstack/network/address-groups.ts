import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Address groups. */
export const ADDRESS_GROUPS: readonly ContractCase[] = [
  {
    id: 'network-146',
    title: 'An address group is made with its addresses, found by its name, and changed but for them',
    needs: ['address-group'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const name = context.name()
      const created = await neutron.create('/address-groups', { name, addresses: ['192.0.2.1/32', '10.7.1.9/16'] })
      const { id, addresses } = created.body.address_group
      expect(addresses.toSorted()).toEqual(['10.7.0.0/16', '192.0.2.1/32'])
      context.golden('created', created)
      context.golden('shown', await neutron.ask('GET', `/address-groups/${id}`))
      const found = await neutron.list('/address-groups', { name })
      expect(found.map((group) => group.id)).toEqual([id])
      const bare = await neutron.make('/address-groups')
      expect(bare.addresses).toEqual([])
      const put = (body: object) => neutron.ask('PUT', `/address-groups/${id}`, { address_group: body })
      const renamed = await put({ name: context.name('renamed'), description: 'of a case' })
      expect([renamed.status, renamed.body.address_group.description]).toEqual([200, 'of a case'])
      context.golden('renamed', renamed)
      const fixed = 'Cannot update read-only attribute addresses'
      expectNeutronError(await put({ addresses: [] }), 400, 'HTTPBadRequest', fixed)
      const body = { name, addresses: ['192.0.2.1'] }
      context.golden('no block', await neutron.ask('POST', '/address-groups', { address_group: body }))
      expectNeutronError(await neutron.ask('GET', `/address-groups/${NO_ID}`), 404, 'AddressGroupNotFound')
    },
  },
  {
    id: 'network-147',
    title: 'Addresses are put into a group and taken out; one that is there is a 400, one that is not a 404',
    needs: ['address-group'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/address-groups', { addresses: ['192.0.2.0/28'] })
      const act = (action: string, ...addresses: string[]) =>
        neutron.ask('PUT', `/address-groups/${id}/${action}_addresses`, { addresses })
      const added = await act('add', '198.51.100.0/24', 'fd00:88::/64')
      expect([added.status, added.body.address_group.addresses.length]).toEqual([200, 3])
      context.golden('added', added)
      const twice = await act('add', '192.0.2.7/28')
      const there = `Addresses ['192.0.2.0/28'] already exist in the address group ${id}.`
      expectNeutronError(twice, 400, 'AddressesAlreadyExist', there)
      context.golden('twice', twice)
      const removed = await act('remove', '192.0.2.0/28', 'fd00:88::/64')
      expect([removed.status, removed.body.address_group.addresses]).toEqual([200, ['198.51.100.0/24']])
      const absent = await act('remove', '192.0.2.0/28')
      const missing = `Addresses ['192.0.2.0/28'] not found in the address group ${id}.`
      expectNeutronError(absent, 404, 'AddressesNotFound', missing)
      context.golden('absent', absent)
      const path = `/address-groups/${NO_ID}/add_addresses`
      const unknown = await neutron.ask('PUT', path, { addresses: ['192.0.2.0/28'] })
      expectNeutronError(unknown, 404, 'AddressGroupNotFound')
    },
  },
  {
    id: 'network-148',
    title: 'An address group that a rule names cannot be deleted before the rule',
    needs: ['address-group'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const group = await neutron.make('/address-groups', { addresses: ['192.0.2.0/28'] })
      const security = await neutron.make('/security-groups')
      const body = { security_group_id: security.id, direction: 'ingress', protocol: 'tcp' }
      const rule = await neutron.create('/security-group-rules', { ...body, remote_address_group_id: group.id })
      expect(rule.body.security_group_rule).toMatchObject({ remote_address_group_id: group.id, remote_ip_prefix: null })
      context.golden('rule', rule)
      const refused = await neutron.ask('DELETE', `/address-groups/${group.id}`)
      const words = `Address group ${group.id} is in use on one or more security group rules.`
      expectNeutronError(refused, 409, 'AddressGroupInUse', words)
      context.golden('refused', refused)
      const post = (more: object) =>
        neutron.ask('POST', '/security-group-rules', { security_group_rule: { ...body, ...more } })
      const both = await post({ remote_address_group_id: group.id, remote_ip_prefix: '10.0.0.0/8' })
      expectNeutronError(both, 400, 'SecurityGroupMultipleRemoteEntites')
      const twice = await post({ remote_address_group_id: group.id })
      expectNeutronError(twice, 409, 'SecurityGroupRuleExists')
      expectNeutronError(await post({ remote_address_group_id: NO_ID }), 404, 'AddressGroupNotFound')
      const shown = await neutron.show(`/security-groups/${security.id}`)
      const named = shown.security_group_rules.map((one: typeof rule.body) => one.remote_address_group_id)
      expect(named).toContain(group.id)
      expect((await neutron.ask('DELETE', `/security-groups/${security.id}`)).status).toBe(204)
      expect((await neutron.ask('DELETE', `/address-groups/${group.id}`)).status).toBe(204)
    },
  },
]
