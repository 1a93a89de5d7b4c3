import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** What the client and the harness ask Neutron for beyond plain resources. */
const EXTENSIONS = [
  'allowed-address-pairs',
  'external-net',
  'filter-validation',
  'pagination',
  'port-security',
  'quota_details',
  'revision-if-match',
  'router',
  'security-group',
  'sorting',
  'standard-attr-description',
  'standard-attr-tag',
  'standard-attr-timestamp',
]

/** Lists by which a purge or an inventory looks for leftovers. */
const LISTS = {
  '/subnetpools': 'subnetpools',
  '/address-groups': 'address_groups',
  '/address-scopes': 'address_scopes',
  '/rbac-policies': 'rbac_policies',
  '/qos/policies': 'policies',
  '/agents': 'agents',
  '/availability_zones': 'availability_zones',
  '/network-ip-availabilities': 'network_ip_availabilities',
}

/** What Neutron offers. */
export const OFFERS: readonly ContractCase[] = [
  {
    id: 'network-137',
    title: 'The extensions that the client relies on are there, and one that is not has a 404 of its own shape',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      expect(await context.cloud.network.extensions()).toEqual(expect.arrayContaining(EXTENSIONS))
      const one = await neutron.ask('GET', '/extensions/standard-attr-tag')
      expect(Object.keys(one.body.extension).sort()).toEqual(['alias', 'description', 'links', 'name', 'updated'])
      const missing = await neutron.ask('GET', '/extensions/bogus')
      expect([missing.status, missing.body.title]).toEqual([404, 'Not Found'])
      context.golden('missing', missing)
    },
  },
  {
    id: 'network-138',
    title: 'Every list that a purge reads is a list, and nothing in it is the tenant’s',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      for (const [path, key] of Object.entries(LISTS)) {
        const { status, body } = await neutron.ask('GET', path)
        expect([status, Array.isArray(body?.[key])], path).toEqual([200, true])
      }
    },
  },
  {
    id: 'network-139',
    title: 'A tenant sees the external network and none of its subnets',
    timeoutMs: 3 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id, name } = context.facts.externalNetwork!
      const found = await neutron.list('/networks', { 'router:external': 'true' })
      expect(found.map((network) => network.name)).toContain(name)
      const network = await neutron.show(`/networks/${id}`)
      expect(network.subnets.length).toBeGreaterThan(0)
      expect(await neutron.list('/subnets', { network_id: id })).toEqual([])
    },
  },
]
