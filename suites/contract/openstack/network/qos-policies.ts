import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** QoS policies. */
export const QOS_POLICIES: readonly ContractCase[] = [
  {
    id: 'network-153',
    title: 'A tenant makes no QoS policy, and may look for those that there are',
    needs: ['qos'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const refused = await neutron.ask('POST', '/qos/policies', { policy: { name: context.name() } })
      expectNeutronError(refused, 403, 'PolicyNotAuthorized', 'rule:create_policy is disallowed by policy')
      expect(await neutron.list('/qos/policies', { name: context.name() })).toEqual([])
      expectNeutronError(await neutron.ask('GET', `/qos/policies/${NO_ID}`), 404, 'QosPolicyNotFound')
      const body = { name: context.name(), qos_policy_id: NO_ID }
      const unknown = await neutron.ask('POST', '/networks', { network: body })
      expectNeutronError(unknown, 404, 'QosPolicyNotFound', `QoS policy ${NO_ID} could not be found.`)
    },
  },
  {
    id: 'network-154',
    title: 'A QoS policy that an administrator made for a project is used there, and cannot be deleted meanwhile',
    needs: ['qos', 'admin', 'own-cloud'],
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const admin = neutronOf(context, context.admin())
      const name = context.name()
      const created = await admin.create('/qos/policies', { name, project_id: context.cloud.projectId })
      context.golden('created', created)
      const { id } = created.body.policy
      expect((await neutron.list('/qos/policies', { name })).map((policy) => policy.id)).toEqual([id])
      const network = await neutron.make('/networks', { qos_policy_id: id })
      expect(network.qos_policy_id).toBe(id)
      const refused = await admin.ask('DELETE', `/qos/policies/${id}`)
      const words = `QoS Policy ${id} is used by network ${network.id}.`
      expectNeutronError(refused, 409, 'QosPolicyInUse', words)
      context.golden('refused', refused)
      const own = await neutron.ask('DELETE', `/qos/policies/${id}`)
      expectNeutronError(own, 403, 'PolicyNotAuthorized', 'rule:delete_policy is disallowed by policy')
      const port = await neutron.make('/ports', { network_id: network.id })
      expect([port.qos_policy_id, port.qos_network_policy_id]).toEqual([null, id])
      const freed = await neutron.ask('PUT', `/networks/${network.id}`, { network: { qos_policy_id: null } })
      expect([freed.status, freed.body.network.qos_policy_id]).toEqual([200, null])
      expect((await admin.ask('DELETE', `/qos/policies/${id}`)).status).toBe(204)
    },
  },
]
