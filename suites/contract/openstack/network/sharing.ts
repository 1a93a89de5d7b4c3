import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID } from './neutron.ts'
import { SHARED, twoProjects, unnumbered } from './two-projects.ts'

const MINUTES = 60_000

/** Sharing with other projects by RBAC policies. */
export const SHARING: readonly ContractCase[] = [
  {
    id: 'network-149',
    title: 'A network that is shared with a project can be seen and used there, and changed only by its owner',
    needs: ['other-project', 'rbac-policies'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other, policy } = twoProjects(context)
      const { network, subnet } = await neutron.network()
      expectNeutronError(await other.ask('GET', `/networks/${network.id}`), 404, 'NetworkNotFound')
      const made = await neutron.create('/rbac-policies', policy('network', network.id))
      context.golden('policy', made)
      const seen = await other.ask('GET', `/networks/${network.id}`)
      expect([seen.body.network.shared, seen.body.network.subnets]).toEqual([true, [subnet.id]])
      context.golden('seen', seen)
      // To its owner it is no shared one.
      expect((await neutron.show(`/networks/${network.id}`)).shared).toBe(false)
      expect((await other.list('/networks', { shared: 'true' })).map(({ id }) => id)).toContain(network.id)
      expect((await other.show(`/subnets/${subnet.id}`)).cidr).toBe(subnet.cidr)
      const port = await other.make('/ports', { network_id: network.id })
      expect([port.project_id, port.fixed_ips[0].subnet_id]).toEqual([context.other().projectId, subnet.id])
      const near = await neutron.list('/ports', { network_id: network.id })
      expect(near.map(({ id }) => id)).toContain(port.id)
      const changed = await other.ask('PUT', `/networks/${network.id}`, { network: { name: 'theirs' } })
      context.golden('changed', changed)
      context.golden('deleted', await other.ask('DELETE', `/networks/${network.id}`))
    },
  },
  {
    id: 'network-150',
    title: 'A policy under which something was made cannot be taken away, and goes with its network',
    needs: ['other-project', 'rbac-policies'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other, policy } = twoProjects(context)
      const { network } = await neutron.network()
      const { id } = await neutron.make('/rbac-policies', policy('network', network.id))
      const port = await other.make('/ports', { network_id: network.id })
      const refused = await neutron.ask('DELETE', `/rbac-policies/${id}`)
      const words = new RegExp(
        `^RBAC policy on object ${network.id} cannot be removed because other objects depend on it`,
      )
      expectNeutronError(refused, 409, 'RbacPolicyInUse', words)
      expect(refused.body.NeutronError.message).toContain(
        `Unable to reconfigure sharing settings for network ${network.id}. Multiple tenants are using it.`,
      )
      context.golden('refused', unnumbered(refused))
      expectNeutronError(await neutron.ask('DELETE', `/networks/${network.id}`), 409, 'NetworkInUse')
      // Whoever owns the network may clear it.
      expect((await neutron.ask('DELETE', `/ports/${port.id}`)).status).toBe(204)
      expect((await neutron.ask('DELETE', `/rbac-policies/${id}`)).status).toBe(204)
      expectNeutronError(await other.ask('GET', `/networks/${network.id}`), 404, 'NetworkNotFound')
      const again = await neutron.make('/rbac-policies', policy('network', network.id))
      expect((await neutron.ask('DELETE', `/networks/${network.id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('GET', `/rbac-policies/${again.id}`), 404, 'RbacPolicyNotFound')
      expect(await neutron.list('/rbac-policies', { object_id: network.id })).toEqual([])
    },
  },
  {
    id: 'network-151',
    title: 'Only the owner shares, with one project at a time, once, and in ways that the kind knows',
    needs: ['other-project', 'rbac-policies'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other, policy, target } = twoProjects(context)
      const { id } = await neutron.make('/networks')
      const post = (body: object, by = neutron) =>
        by.ask('POST', '/rbac-policies', { rbac_policy: { ...policy('network', id), ...body } })
      const everybody = await post({ target_tenant: '*' })
      expectNeutronError(everybody, 403, 'PolicyNotAuthorized')
      context.golden('everybody', everybody)
      const action = await post({ action: 'bogus' })
      expect(action.status, action.text).toBe(400)
      context.golden('action', action)
      const type = await post({ object_type: 'bogus' })
      expectNeutronError(type, 400, 'InvalidInput')
      context.golden('type', type)
      const missing = await post({ object_id: NO_ID })
      expectNeutronError(missing, 400, 'InvalidInput', /Network 0{8}-0000-4000-8000-0{12} could not be found/)
      context.golden('missing', unnumbered(missing))
      const made = await neutron.make('/rbac-policies', policy('network', id))
      const twice = await post({})
      expectNeutronError(twice, 409, 'DuplicateRbacPolicy', 'An RBAC policy already exists with those values.')
      const onwards = await post({ target_tenant: context.cloud.projectId }, other)
      expectNeutronError(
        onwards,
        400,
        'InvalidInput',
        /Only admins can manipulate policies on networks they do not own/,
      )
      context.golden('onwards', unnumbered(onwards))
      expectNeutronError(await other.ask('GET', `/rbac-policies/${made.id}`), 404, 'RbacPolicyNotFound')
      expectNeutronError(await other.ask('DELETE', `/rbac-policies/${made.id}`), 404, 'RbacPolicyNotFound')
      const put = (body: object) => neutron.ask('PUT', `/rbac-policies/${made.id}`, { rbac_policy: body })
      const moved = await put({ target_tenant: '0'.repeat(32) })
      expect([moved.status, moved.body.rbac_policy.target_tenant]).toEqual([200, '0'.repeat(32)])
      expectNeutronError(await other.ask('GET', `/networks/${id}`), 404, 'NetworkNotFound')
      expectNeutronError(
        await put({ action: SHARED }),
        400,
        'HTTPBadRequest',
        'Cannot update read-only attribute action',
      )
      const found = await neutron.list('/rbac-policies', { object_id: id, object_type: 'network', action: SHARED })
      expect(found.map((one) => [one.id, one.target_tenant])).toEqual([[made.id, '0'.repeat(32)]])
      expect(await neutron.list('/rbac-policies', { object_id: id, target_tenant: target })).toEqual([])
    },
  },
  {
    id: 'network-152',
    title: 'Subnet pools, address groups and security groups can be shared too, and what uses them keeps the policy',
    needs: ['other-project', 'rbac-policies', 'address-group'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other, policy } = twoProjects(context)
      const pool = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/16'], default_prefixlen: 24 })
      const group = await neutron.make('/address-groups', { addresses: ['192.0.2.0/28'] })
      const security = await neutron.make('/security-groups')
      const paths = [`/subnetpools/${pool.id}`, `/address-groups/${group.id}`, `/security-groups/${security.id}`]
      for (const path of paths) expect((await other.ask('GET', path)).status, path).toBe(404)
      const policies = [
        await neutron.make('/rbac-policies', policy('subnetpool', pool.id)),
        await neutron.make('/rbac-policies', policy('address_group', group.id)),
        await neutron.make('/rbac-policies', policy('security_group', security.id)),
      ]
      const [subnetpool, , securityGroup] = [
        await other.show(paths[0]!),
        await other.show(paths[1]!),
        await other.show(paths[2]!),
      ]
      expect([subnetpool.shared, securityGroup.shared]).toEqual([true, true])
      expect((await neutron.show(paths[0]!)).shared).toBe(false)
      const network = await other.make('/networks')
      const subnet = await other.make('/subnets', { network_id: network.id, ip_version: 4, subnetpool_id: pool.id })
      expect(subnet).toMatchObject({ subnetpool_id: pool.id, project_id: context.other().projectId })
      const theirs = await other.make('/security-groups')
      const rule = { security_group_id: theirs.id, direction: 'ingress', remote_address_group_id: group.id }
      await other.make('/security-group-rules', rule)
      await other.make('/ports', { network_id: network.id, security_groups: [security.id] })
      for (const { id, object_id, object_type } of policies) {
        const refused = await neutron.ask('DELETE', `/rbac-policies/${id}`)
        expectNeutronError(refused, 409, 'RbacPolicyInUse', new RegExp(`^RBAC policy on object ${object_id} cannot`))
        context.golden(`in use: ${object_type}`, unnumbered(refused))
      }
      for (const path of paths) {
        const denied = await other.ask('DELETE', path)
        expect([path, denied.status >= 400]).toEqual([path, true])
        context.golden(`deleted by others: ${path.split('/')[1]}`, denied)
      }
    },
  },
]
