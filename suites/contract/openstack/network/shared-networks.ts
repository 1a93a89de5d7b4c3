import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { expectNeutronError, neutronOf } from './neutron.ts'
import { SHARED, twoProjects } from './two-projects.ts'

const MINUTES = 60_000

/** Networks that are not only their owner's. */
export const SHARED_NETWORKS: readonly ContractCase[] = [
  {
    id: 'network-156',
    title: 'A subnet that another project puts into a shared network is hidden from its owner, and holds it with a 500',
    needs: ['other-project', 'rbac-policies'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other, policy } = twoProjects(context)
      const { network, subnet } = await neutron.network()
      const { id: policyId } = await neutron.make('/rbac-policies', policy('network', network.id))
      const body = { name: context.name(), network_id: network.id, ip_version: 4, cidr: '10.78.1.0/24' }
      const made = await other.create('/subnets', body)
      context.golden('made', made)
      const { id } = made.body.subnet
      const path = `/subnets/${id}`
      const subnets = async () => (await neutron.show(`/networks/${network.id}`)).subnets.toSorted()
      expect(await subnets()).toEqual([subnet.id, id].sort())
      expect((await neutron.list('/subnets', { network_id: network.id })).map((one) => one.id)).toEqual([subnet.id])
      expectNeutronError(await neutron.ask('GET', path), 404, 'SubnetNotFound')
      expectNeutronError(await neutron.ask('DELETE', path), 404, 'SubnetNotFound')
      const held = await neutron.ask('DELETE', `/networks/${network.id}`)
      expectNeutronError(held, 500, 'HTTPInternalServerError')
      context.golden('held', held)
      // What was its own is gone by then.
      expect(await subnets()).toEqual([id])
      // Only ports keep a policy.
      expect((await neutron.ask('DELETE', `/rbac-policies/${policyId}`)).status).toBe(204)
      expect((await other.ask('GET', path)).status).toBe(200)
      expectNeutronError(await other.ask('GET', `/networks/${network.id}`), 404, 'NetworkNotFound')
      expect((await other.ask('DELETE', path)).status).toBe(204)
      expect((await neutron.ask('DELETE', `/networks/${network.id}`)).status).toBe(204)
    },
  },
  {
    id: 'network-157',
    title: 'On the external network only its owner makes ports and subnets',
    // Where the asked rights were there, the network would be gone.
    needs: ['external-network', 'own-cloud'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const network_id = context.facts.externalNetwork!.id
      const body = { network_id, ip_version: 4, cidr: '10.78.1.0/24' }
      context.golden('subnet', await neutron.ask('POST', '/subnets', { subnet: body }))
      context.golden('port', await neutron.ask('POST', '/ports', { port: { network_id } }))
      context.golden('changed', await neutron.ask('PUT', `/networks/${network_id}`, { network: { name: 'mine' } }))
      context.golden('deleted', await neutron.ask('DELETE', `/networks/${network_id}`))
    },
  },
  {
    id: 'network-158',
    title: 'What an administrator shares with everybody has a policy of its project for that, until it is taken back',
    needs: ['admin', 'own-cloud', 'other-project', 'rbac-policies'],
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const { neutron, other } = twoProjects(context)
      const admin = neutronOf(context, context.admin())
      const body = { name: context.name(), shared: true, project_id: context.cloud.projectId }
      const { id } = await admin.make('/networks', body)
      const list = await neutron.ask('GET', '/rbac-policies', undefined, { query: { object_id: id } })
      context.golden('policies', list)
      expect(list.body.rbac_policies.map((one: Resource) => one.target_tenant)).toEqual(['*'])
      expect([(await neutron.show(`/networks/${id}`)).shared, (await other.show(`/networks/${id}`)).shared]).toEqual([
        true,
        true,
      ])
      const twice = { object_type: 'network', object_id: id, target_tenant: '*', action: SHARED }
      expectNeutronError(await admin.ask('POST', '/rbac-policies', { rbac_policy: twice }), 409, 'DuplicateRbacPolicy')
      const put = (shared: boolean) => admin.ask('PUT', `/networks/${id}`, { network: { shared } })
      const port = await other.make('/ports', { network_id: id })
      const held = await put(false)
      const words = `Unable to reconfigure sharing settings for network ${context.name()}. Multiple tenants are using it.`
      expectNeutronError(held, 409, 'InvalidSharedSetting', words)
      expect((await other.ask('DELETE', `/ports/${port.id}`)).status).toBe(204)
      const taken = await put(false)
      expect([taken.status, taken.body.network.shared]).toEqual([200, false])
      expect(await neutron.list('/rbac-policies', { object_id: id })).toEqual([])
      expectNeutronError(await other.ask('GET', `/networks/${id}`), 404, 'NetworkNotFound')
      const pool = { name: context.name(), prefixes: ['10.88.0.0/16'], shared: true }
      const { id: poolId } = await admin.make('/subnetpools', pool)
      expect((await other.show(`/subnetpools/${poolId}`)).shared).toBe(true)
      const shared = await admin.list('/rbac-policies', { object_id: poolId })
      expect(shared.map((one) => [one.object_type, one.target_tenant, one.project_id])).toEqual([
        ['subnetpool', '*', context.admin().projectId],
      ])
      // Sharing with everybody is taken back by the policy as well.
      expect((await admin.ask('DELETE', `/rbac-policies/${shared[0]!.id}`)).status).toBe(204)
      expectNeutronError(await other.ask('GET', `/subnetpools/${poolId}`), 404, 'SubnetPoolNotFound')
    },
  },
]
