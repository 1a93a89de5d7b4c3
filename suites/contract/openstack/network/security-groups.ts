import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

const SSH = { direction: 'ingress', protocol: 'tcp', port_range_min: 22, port_range_max: 22 }

/** Security groups and their rules. */
export const SECURITY_GROUPS: readonly ContractCase[] = [
  {
    id: 'network-43',
    title: 'A rule that is there already is refused with 409 and the id of the other, however it is described',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const group = await neutron.make('/security-groups')
      const ask = (more: object) => ({ security_group_id: group.id, ...SSH, ...more })
      const prefix = { remote_ip_prefix: '10.0.0.5/8' }
      const created = await neutron.create('/security-group-rules', ask(prefix))
      context.golden('created', created)
      expect(created.body.security_group_rule).toMatchObject({ ...prefix, normalized_cidr: '10.0.0.0/8' })
      const again = (more: object) => neutron.ask('POST', '/security-group-rules', { security_group_rule: ask(more) })
      const twice = await again({ ...prefix, description: 'another' })
      const words = (id: string) => `Security group rule already exists. Rule id is ${id}.`
      const { id } = created.body.security_group_rule
      expectNeutronError(twice, 409, 'SecurityGroupRuleExists', words(id))
      context.golden('twice', twice)
      await neutron.make('/security-group-rules', ask({ remote_ip_prefix: '10.0.0.0/8' }))
      const anywhere = await neutron.make('/security-group-rules', ask({}))
      for (const more of [{ remote_ip_prefix: '0.0.0.0/0' }, { protocol: '6' }]) {
        expectNeutronError(await again(more), 409, 'SecurityGroupRuleExists', words(anywhere.id))
      }
    },
  },
  {
    id: 'network-44',
    title: 'The default group is there without being made, and a tenant cannot delete or rename it',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const found = await neutron.list('/security-groups', { name: 'default' })
      expect(found.map(({ description }) => description)).toEqual(['Default security group'])
      const path = `/security-groups/${found[0]!.id}`
      const deleted = await neutron.ask('DELETE', path)
      // In use by someone's port it says that first.
      expect(deleted.status).toBe(409)
      expect(['SecurityGroupCannotRemoveDefault', 'SecurityGroupInUse']).toContain(deleted.body.NeutronError.type)
      const renamed = await neutron.ask('PUT', path, { security_group: { name: context.name() } })
      expectNeutronError(renamed, 409, 'SecurityGroupCannotUpdateDefault')
      const another = await neutron.ask('POST', '/security-groups', { security_group: { name: 'default' } })
      const words = 'Default security group already exists.'
      expectNeutronError(another, 409, 'SecurityGroupDefaultAlreadyExists', words)
      context.golden('another', another)
    },
  },
  {
    id: 'network-45',
    title: 'A group that a port is in cannot be deleted, and goes with its rules afterwards',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const network = await neutron.make('/networks')
      const created = await neutron.create('/security-groups', { name: context.name() })
      context.golden('created', created)
      const { id } = created.body.security_group
      const port = await neutron.make('/ports', { network_id: network.id, security_groups: [id] })
      const refused = await neutron.ask('DELETE', `/security-groups/${id}`)
      expectNeutronError(refused, 409, 'SecurityGroupInUse', `Security Group ${id} in use.`)
      context.golden('in use', refused)
      const changed = await neutron.ask('PUT', `/security-groups/${id}`, { security_group: { stateful: false } })
      expectNeutronError(changed, 409, 'SecurityGroupInUse')
      const rule = await neutron.make('/security-group-rules', { security_group_id: id, ...SSH })
      await neutron.ask('DELETE', `/ports/${port.id}`)
      expect((await neutron.ask('DELETE', `/security-groups/${id}`)).status).toBe(204)
      const gone = await neutron.ask('GET', `/security-group-rules/${rule.id}`)
      expectNeutronError(gone, 404, 'SecurityGroupRuleNotFound', `Security group rule ${rule.id} does not exist`)
    },
  },
  {
    id: 'network-130',
    title: 'Rules are listed by group, shown within it, and begin with all that goes out',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const group = await neutron.make('/security-groups')
      const rule = await neutron.make('/security-group-rules', {
        security_group_id: group.id,
        direction: 'ingress',
        ethertype: 'IPv6',
        remote_group_id: group.id,
      })
      const query = { security_group_id: group.id }
      const listed = await neutron.ask('GET', '/security-group-rules', undefined, { query })
      context.golden('listed', listed)
      const kinds = (rows: Record<string, string>[]) => rows.map((row) => `${row.direction} ${row.ethertype}`).sort()
      const wanted = ['egress IPv4', 'egress IPv6', 'ingress IPv6']
      expect(kinds(listed.body.security_group_rules)).toEqual(wanted)
      const shown = await neutron.show(`/security-groups/${group.id}`)
      expect(kinds(shown.security_group_rules)).toEqual(wanted)
      const narrowed = await neutron.list('/security-group-rules', { ...query, direction: 'ingress' })
      expect(narrowed.map(({ id }) => id)).toEqual([rule.id])
      expect((await neutron.ask('DELETE', `/security-group-rules/${rule.id}`)).status).toBe(204)
      const again = await neutron.ask('DELETE', `/security-group-rules/${rule.id}`)
      expectNeutronError(again, 404, 'SecurityGroupRuleNotFound')
    },
  },
  {
    id: 'network-131',
    title: 'A rule that means nothing is refused by type',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/security-groups')
      const refused = async (more: object, status: number, type: string, words?: string) => {
        const security_group_rule = { security_group_id: id, direction: 'ingress', ...more }
        const answer = await neutron.ask('POST', '/security-group-rules', { security_group_rule })
        expectNeutronError(answer, status, type, words)
      }
      const range = 'For TCP/UDP protocols, port_range_min must be <= port_range_max'
      await refused({ ...SSH, port_range_min: 30 }, 400, 'SecurityGroupInvalidPortRange', range)
      await refused({ ...SSH, port_range_max: undefined }, 400, 'SecurityGroupInvalidPortRange', range)
      const value = 'Invalid value for port 70000'
      const high = { ...SSH, port_range_min: 70000, port_range_max: 70000 }
      await refused(high, 400, 'SecurityGroupInvalidPortValue', value)
      await refused({ ...SSH, protocol: undefined }, 400, 'SecurityGroupProtocolRequiredWithPorts')
      await refused({ protocol: 'bogus' }, 400, 'SecurityGroupRuleInvalidProtocol')
      const direction = 'Invalid input for direction. Reason: sideways is not in valid_values.'
      await refused({ direction: 'sideways' }, 400, 'HTTPBadRequest', direction)
      await refused({ ethertype: 'IPX' }, 400, 'SecurityGroupRuleInvalidEtherType')
      await refused({ remote_ip_prefix: 'bogus' }, 400, 'InvalidCIDR', 'Invalid CIDR bogus given as IP prefix.')
      const family = 'Conflicting value ethertype IPv4 for CIDR 2001:db8::/64'
      await refused({ remote_ip_prefix: '2001:db8::/64' }, 400, 'SecurityGroupRuleParameterConflict', family)
      const both = { remote_ip_prefix: '10.0.0.0/8', remote_group_id: id }
      await refused(both, 400, 'SecurityGroupMultipleRemoteEntites')
      await refused({ remote_group_id: NO_ID }, 404, 'SecurityGroupNotFound')
      await refused({ security_group_id: NO_ID }, 404, 'SecurityGroupNotFound')
      const missing = "Failed to parse request. Required attribute 'security_group_id' not specified"
      await refused({ security_group_id: undefined }, 400, 'HTTPBadRequest', missing)
    },
  },
]
