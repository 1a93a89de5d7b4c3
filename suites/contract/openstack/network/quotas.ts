import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { shapeOf } from '../../../../fixtures/contract/openstack/golden/shape.ts'
import { expectNeutronError, neutronOf } from './neutron.ts'

const MINUTES = 60_000

const SECURITY_GROUPS = ['/security-groups', 'security_group'] as const
const NETWORKS = ['/networks', 'network'] as const

/** Quotas of Neutron. */
export const QUOTAS: readonly ContractCase[] = [
  {
    id: 'network-47',
    title: 'The details of a quota tell limit and use of each resource, and what is made is counted',
    timeoutMs: 3 * MINUTES,
    alone: true,
    run: async (context) => {
      const neutron = neutronOf(context)
      const path = `/quotas/${context.cloud.projectId}`
      const before = await context.cloud.network.quota()
      await neutron.make('/networks')
      const details = await neutron.ask('GET', `${path}/details.json`)
      context.golden('details', shapeOf(details))
      const plain = await neutron.ask('GET', path)
      context.golden('limits', shapeOf(plain))
      const { network } = details.body.quota
      expect(network).toEqual({ limit: plain.body.quota.network, used: before.network.used + 1, reserved: 0 })
      const typed = await context.cloud.network.quota()
      expect(typed.network).toEqual({ limit: network.limit, used: network.used })
      const bare = await neutron.ask('GET', `${path}/details`)
      expect(bare.body.quota.network).toEqual(network)
    },
  },
  {
    id: 'network-48',
    title: 'More than the quota leaves is refused with OverQuota before anything is made',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { body } = await neutron.ask('GET', `/quotas/${context.cloud.projectId}`)
      // Not every resource can be made many at a time.
      const [path, kind] = body.quota.security_group > 0 ? SECURITY_GROUPS : NETWORKS
      const limit: number = body.quota[kind]
      expect(limit, 'a project with a limit of groups or networks').toBeGreaterThan(0)
      const many = Array.from({ length: limit + 1 }, () => ({ name: context.name() }))
      const refused = await neutron.ask('POST', path, { [`${kind}s`]: many })
      expectNeutronError(refused, 409, 'OverQuota', `Quota exceeded for resources: ['${kind}'].`)
      context.golden('over', refused)
      expect(await neutron.list(path, { name: context.name() })).toEqual([])
      const single = await neutron.ask('POST', '/routers', { routers: [{ name: context.name() }] })
      expectNeutronError(single, 400, 'HTTPBadRequest', 'Bulk operation not supported')
    },
  },
  {
    id: 'network-133',
    title: 'A tenant reads its own quota only and changes none',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const own = `/quotas/${context.cloud.projectId}`
      const denied = (action: string) => `rule:${action}_quota is disallowed by policy`
      const changed = await neutron.ask('PUT', own, { quota: { network: 1000 } })
      expectNeutronError(changed, 403, 'PolicyNotAuthorized', denied('update'))
      expectNeutronError(await neutron.ask('DELETE', own), 403, 'PolicyNotAuthorized', denied('delete'))
      const foreign = await neutron.ask('GET', `/quotas/${'0'.repeat(32)}`)
      expectNeutronError(foreign, 403, 'PolicyNotAuthorized', denied('get'))
      const details = await neutron.ask('GET', `/quotas/${'0'.repeat(32)}/details.json`)
      expectNeutronError(details, 403, 'AdminRequired')
      expect((await neutron.ask('GET', `${own}/default`)).status).toBe(200)
    },
  },
  {
    id: 'network-134',
    title: 'An administrator’s change of a quota holds until it is deleted',
    timeoutMs: 3 * MINUTES,
    needs: ['admin', 'own-cloud'],
    alone: true,
    run: async (context) => {
      const neutron = neutronOf(context)
      const admin = neutronOf(context, context.admin())
      const path = `/quotas/${context.cloud.projectId}`
      const used = (await context.cloud.network.quota()).network.used
      context.undo(() => admin.ask('DELETE', path))
      const changed = await admin.ask('PUT', path, { quota: { network: used + 1 } })
      expect([changed.status, changed.body.quota.network]).toEqual([200, used + 1])
      await neutron.make('/networks')
      const refused = await neutron.ask('POST', '/networks', { network: { name: context.name() } })
      expectNeutronError(refused, 409, 'OverQuota', "Quota exceeded for resources: ['network'].")
      const deleted = await admin.ask('DELETE', path)
      expect([deleted.status, deleted.text]).toEqual([204, ''])
      expect((await context.cloud.network.quota()).network.limit).toBeGreaterThan(used + 1)
    },
  },
]
