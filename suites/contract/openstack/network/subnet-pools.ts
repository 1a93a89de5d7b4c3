import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

const pooled = (context: ContractContext, pool: string) => {
  const neutron = neutronOf(context)
  const body = { name: context.name(), ip_version: 4, subnetpool_id: pool }
  let empty: Promise<Resource> | undefined
  return {
    neutron,
    /** A subnet of the pool, on a network of its own. */
    take: async (more: object = {}) => {
      const { id } = await neutron.make('/networks')
      return await neutron.create('/subnets', { ...body, network_id: id, ...more })
    },
    /** What is not made leaves its network empty for the next one. */
    refused: async (more: object) => {
      empty ??= neutron.make('/networks')
      const { id } = await empty
      return await neutron.ask('POST', '/subnets', { subnet: { ...body, network_id: id, ...more } })
    },
  }
}

/** Subnet pools. */
export const SUBNET_POOLS: readonly ContractCase[] = [
  {
    id: 'network-140',
    title: 'A subnet pool joins its prefixes where they meet, and has bounds of its own where none are given',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const name = context.name()
      const plain = await neutron.create('/subnetpools', { name, prefixes: ['10.88.128.0/17', '10.88.0.0/17'] })
      expect(plain.body.subnetpool).toMatchObject({
        prefixes: ['10.88.0.0/16'],
        ip_version: 4,
        min_prefixlen: '8',
        default_prefixlen: '8',
        max_prefixlen: '32',
      })
      context.golden('created', plain)
      const six = await neutron.create('/subnetpools', { name, prefixes: ['fd00:88::/48', 'fd00:90::/48'] })
      expect(six.body.subnetpool).toMatchObject({ ip_version: 6, min_prefixlen: '64', max_prefixlen: '128' })
      const bounds = { min_prefixlen: 20, default_prefixlen: 24, max_prefixlen: 28 }
      const given = { name: context.name('bounded'), prefixes: ['10.89.7.9/20'], ...bounds, description: 'of a case' }
      const made = await neutron.create('/subnetpools', given)
      expect(made.body.subnetpool).toMatchObject({ prefixes: ['10.89.0.0/20'], default_prefixlen: '24' })
      context.golden('bounded', made)
      context.golden('shown', await neutron.ask('GET', `/subnetpools/${made.body.subnetpool.id}`))
      const found = await neutron.list('/subnetpools', { name: given.name, ip_version: 4, default_prefixlen: 24 })
      expect(found.map(({ id }) => id)).toEqual([made.body.subnetpool.id])
      expectNeutronError(await neutron.ask('GET', `/subnetpools/${NO_ID}`), 404, 'SubnetPoolNotFound')
    },
  },
  {
    id: 'network-141',
    title: 'A subnet without a block gets one of its pool, of the default size or of the one that it asks for',
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const pool = { prefixes: ['10.88.0.0/22'], default_prefixlen: 24 }
      const { id } = await neutronOf(context).make('/subnetpools', pool)
      const { take, refused, neutron } = pooled(context, id)
      const first = await take()
      expect(first.body.subnet).toMatchObject({ cidr: '10.88.0.0/24', gateway_ip: '10.88.0.1', subnetpool_id: id })
      context.golden('taken', first)
      const cidrs = []
      for (const more of [{ prefixlen: 26 }, {}, { cidr: '10.88.1.64/26' }, { gateway_ip: '10.88.3.254' }])
        cidrs.push((await take(more)).body.subnet.cidr)
      // The smallest gap that is large enough, and of those the first one.
      expect(cidrs).toEqual(['10.88.1.0/26', '10.88.2.0/24', '10.88.1.64/26', '10.88.3.0/24'])
      const found = await neutron.list('/subnets', { subnetpool_id: id })
      expect(found).toHaveLength(5)
      const both = 'Bad subnets request: cidr and prefixlen must not be supplied together.'
      expectNeutronError(await refused({ cidr: '10.88.1.128/26', prefixlen: 26 }), 400, 'BadRequest', both)
      const network_id = first.body.subnet.network_id
      const beside = { network_id, ip_version: 4, cidr: '192.168.7.0/24' }
      const words = 'Subnets hosted on the same network must be allocated from the same subnet pool.'
      const mixed = await neutron.ask('POST', '/subnets', { subnet: beside })
      expectNeutronError(mixed, 400, 'NetworkSubnetPoolAffinityError', words)
    },
  },
  {
    id: 'network-142',
    title: 'A pool gives no block beyond its bounds, its prefixes or its quota, and an exhausted one answers 500',
    timeoutMs: 4 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const bounds = { min_prefixlen: 24, default_prefixlen: 25, max_prefixlen: 28 }
      const { id } = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/24'], ...bounds })
      const { take, refused } = pooled(context, id)
      const small = 'Unable to allocate subnet with prefix length 29, maximum allowed prefix is 28.'
      expectNeutronError(await refused({ prefixlen: 29 }), 400, 'MaxPrefixSubnetAllocationError', small)
      const large = 'Unable to allocate subnet with prefix length 23, minimum allowed prefix is 24.'
      expectNeutronError(await refused({ prefixlen: 23 }), 400, 'MinPrefixSubnetAllocationError', large)
      const family = 'Bad subnets request: Cannot allocate IPv6 subnet from IPv4 subnet pool.'
      expectNeutronError(await refused({ ip_version: 6 }), 400, 'BadRequest', family)
      const range = { allocation_pools: [{ start: '10.88.0.2', end: '10.88.0.9' }] }
      const pools = 'Bad subnets request: allocation_pools allowed only for specific subnet requests..'
      expectNeutronError(await refused(range), 400, 'BadRequest', pools)
      expectNeutronError(await refused({ subnetpool_id: NO_ID }), 404, 'SubnetPoolNotFound')
      context.golden('outside', await refused({ cidr: '10.99.0.0/25' }))
      await take()
      await take()
      const none = await refused({})
      expect(none.status, none.text).toBe(500)
      context.golden('exhausted', none)
      const limited = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/16'], default_quota: 300 })
      const share = pooled(context, limited.id)
      await share.take({ prefixlen: 24 })
      const over = await share.refused({ prefixlen: 24 })
      expectNeutronError(over, 409, 'SubnetPoolQuotaExceeded', 'Per-tenant subnet pool prefix quota exceeded.')
    },
  },
  {
    id: 'network-143',
    title: 'A pool that a subnet is from cannot be deleted, and the refusal is a 400',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/16'], default_prefixlen: 24 })
      const { subnet } = (await pooled(context, id).take()).body
      const refused = await neutron.ask('DELETE', `/subnetpools/${id}`)
      const words = 'Unable to delete subnet pool: Subnet pool has existing allocations.'
      expectNeutronError(refused, 400, 'SubnetPoolDeleteError', words)
      context.golden('refused', refused)
      expect((await neutron.ask('DELETE', `/subnets/${subnet.id}`)).status).toBe(204)
      expect((await neutron.ask('DELETE', `/subnetpools/${id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('DELETE', `/subnetpools/${id}`), 404, 'SubnetPoolNotFound')
    },
  },
  {
    id: 'network-144',
    title: 'The prefixes of a pool may only grow, and its bounds stay in order',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/24'], default_prefixlen: 26 })
      const put = (body: object) => neutron.ask('PUT', `/subnetpools/${id}`, { subnetpool: body })
      const grown = await put({ prefixes: ['10.88.0.0/24', '10.88.1.0/24', '10.89.0.0/24'] })
      expect([grown.status, grown.body.subnetpool.prefixes]).toEqual([200, ['10.88.0.0/23', '10.89.0.0/24']])
      context.golden('grown', grown)
      const lost = 'Illegal update to prefixes: Existing prefixes must be a subset of the new prefixes.'
      expectNeutronError(await put({ prefixes: ['10.88.0.0/23'] }), 400, 'IllegalSubnetPoolPrefixUpdate', lost)
      const order = 'Illegal prefix bounds: default_prefixlen=26, max_prefixlen=25.'
      expectNeutronError(await put({ max_prefixlen: 25 }), 400, 'IllegalSubnetPoolPrefixBounds', order)
      const post = (body: object) =>
        neutron.ask('POST', '/subnetpools', {
          subnetpool: { name: context.name(), prefixes: ['10.88.0.0/24'], ...body },
        })
      const turned = 'Illegal prefix bounds: min_prefixlen=28, max_prefixlen=24.'
      const bounds = await post({ min_prefixlen: 28, max_prefixlen: 24 })
      expectNeutronError(bounds, 400, 'IllegalSubnetPoolPrefixBounds', turned)
      const mixed = 'Cannot mix IPv4 and IPv6 prefixes in a subnet pool.'
      const families = ['10.88.0.0/24', 'fd00:88::/48']
      expectNeutronError(await post({ prefixes: families }), 400, 'PrefixVersionMismatch', mixed)
      const empty = await post({ prefixes: [] })
      expectNeutronError(empty, 400, 'EmptySubnetPoolPrefixList', 'Empty subnet pool prefix list.')
      context.golden('no block', await post({ prefixes: ['bogus'] }))
      context.golden('no list', await post({ prefixes: 'bogus' }))
      const missing = "Failed to parse request. Required attribute 'prefixes' not specified"
      expectNeutronError(await post({ prefixes: undefined }), 400, 'HTTPBadRequest', missing)
    },
  },
  {
    id: 'network-145',
    title: 'A pool can be renamed and tagged, and a tenant makes none that is everybody’s',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/subnetpools', { prefixes: ['10.88.0.0/16'] })
      const name = context.name('renamed')
      const renamed = await neutron.ask('PUT', `/subnetpools/${id}`, { subnetpool: { name } })
      expect([renamed.status, renamed.body.subnetpool.name]).toEqual([200, name])
      const tags = [context.name('one'), context.name('two')]
      const tagged = await neutron.ask('PUT', `/subnetpools/${id}/tags`, { tags })
      expect([tagged.status, tagged.body.tags.sort()]).toEqual([200, tags])
      const found = await neutron.list('/subnetpools', { tags: tags[0]! })
      expect(found.map((pool) => [pool.id, pool.tags.toSorted()])).toEqual([[id, tags]])
      const denied = (action: string, attribute: string) =>
        `(rule:${action}_subnetpool and rule:${action}_subnetpool:${attribute}) is disallowed by policy`
      const body = { name, prefixes: ['10.88.0.0/16'], shared: true }
      const shared = await neutron.ask('POST', '/subnetpools', { subnetpool: body })
      expectNeutronError(shared, 403, 'PolicyNotAuthorized', denied('create', 'shared'))
      const standard = await neutron.ask('PUT', `/subnetpools/${id}`, { subnetpool: { is_default: true } })
      expectNeutronError(standard, 403, 'PolicyNotAuthorized', denied('update', 'is_default'))
      const fixed = await neutron.ask('PUT', `/subnetpools/${id}`, { subnetpool: { ip_version: 6 } })
      expectNeutronError(fixed, 400, 'HTTPBadRequest', 'Cannot update read-only attribute ip_version')
    },
  },
]
