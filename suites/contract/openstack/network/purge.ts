import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { newRunId } from '../../../../lib/core/ids.ts'
import { keyOf } from '../../../../lib/openstack/inventory/diff.ts'
import { takeInventory } from '../../../../lib/openstack/inventory/take.ts'
import type { Kind } from '../../../../lib/openstack/inventory/types.ts'
import { purge } from '../../../../lib/openstack/purge/purge.ts'
import { twoProjects } from './two-projects.ts'

const MINUTES = 60_000

interface Thing {
  kind: Kind
  id: string
}

/** One of each of these kinds, holding each other as they do in use: what a policy shares is used by the other project. */
const makeAll = async (context: ContractContext, name: string, block: string): Promise<Thing[]> => {
  const { neutron, policy } = twoProjects(context)
  const pool = await neutron.make('/subnetpools', { name, prefixes: [block], default_prefixlen: 24 })
  const network = await neutron.make('/networks', { name })
  const subnet = await neutron.make('/subnets', { name, network_id: network.id, ip_version: 4, subnetpool_id: pool.id })
  const addresses = await neutron.make('/address-groups', { name, addresses: ['192.0.2.0/28'] })
  const security = await neutron.make('/security-groups', { name: `k8s-cluster-${name}-${name}-secgroup-worker` })
  const rule = { security_group_id: security.id, direction: 'ingress', remote_address_group_id: addresses.id }
  await neutron.make('/security-group-rules', rule)
  const share = (object_type: Kind, object_id: string) => neutron.make('/rbac-policies', policy(object_type, object_id))
  const policies = [
    await share('network', network.id),
    await share('subnetpool', pool.id),
    await share('address_group', addresses.id),
  ]
  return [
    { kind: 'subnetpool', id: pool.id },
    { kind: 'network', id: network.id },
    { kind: 'subnet', id: subnet.id },
    { kind: 'address_group', id: addresses.id },
    { kind: 'security_group', id: security.id },
    ...policies.map(({ id }): Thing => ({ kind: 'rbac_policy', id })),
  ]
}

const keys = (things: readonly Thing[]) => things.map(keyOf).sort()

/** Cleaning up what other kinds of a network hang on. */
export const PURGE_OF_POLICIES: readonly ContractCase[] = [
  {
    id: 'network-155',
    title: 'A purge takes the pools, groups and policies of a run, and leaves those of a name with a letter more',
    needs: ['other-project', 'rbac-policies', 'address-group'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const { cloud, clock, signal } = context
      const run = newRunId()
      const ours = await makeAll(context, `sp-${run}-c01`, '10.88.0.0/16')
      const theirs = await makeAll(context, `sp-${run}x-c01`, '10.89.0.0/16')
      const before = await takeInventory(cloud, signal)
      expect(keys(before.items)).toEqual(expect.arrayContaining(keys([...ours, ...theirs])))
      const kinds: readonly string[] = ['subnetpool', 'address_group', 'rbac_policy', 'qos_policy']
      expect(before.unavailable.filter(({ kind }) => kinds.includes(kind))).toEqual([])
      const report = await purge({ cloud, clock, signal, selection: { proof: { run } } })
      expect(report.failed).toEqual([])
      expect(keys(report.deleted)).toEqual(keys(ours))
      const left = keys((await takeInventory(cloud, signal)).items)
      expect(left).toEqual(expect.arrayContaining(keys(theirs)))
      expect(left.filter((key) => keys(ours).includes(key))).toEqual([])
      const again = await purge({ cloud, clock, signal, selection: { proof: { run } } })
      expect(again).toMatchObject({ deleted: [], failed: [], passes: 0 })
    },
  },
  {
    id: 'network-159',
    title: 'A purge names the subnet of another project that holds a network, and does not go on trying',
    needs: ['other-project', 'rbac-policies'],
    timeoutMs: 5 * MINUTES,
    run: async (context) => {
      const { cloud, clock, signal } = context
      const { neutron, other, policy } = twoProjects(context)
      const run = newRunId()
      const { id: network_id } = await neutron.make('/networks', { name: `sp-${run}-c01` })
      const share = await neutron.make('/rbac-policies', policy('network', network_id))
      const theirs = await other.make('/subnets', {
        name: context.name(),
        network_id,
        ip_version: 4,
        cidr: '10.78.1.0/24',
      })
      const report = await purge({ cloud, clock, signal, selection: { proof: { run } } })
      expect(report.failed).toMatchObject([{ kind: 'network', id: network_id, attempts: report.passes }])
      expect(report.failed[0]!.reason).toMatch(new RegExp(`^held by subnet ${theirs.id}, which is another project's: `))
      expect((await other.ask('GET', `/subnets/${theirs.id}`)).status).toBe(200)
      expect((await other.ask('DELETE', `/subnets/${theirs.id}`)).status).toBe(204)
      expect((await purge({ cloud, clock, signal, selection: { proof: { run } } })).failed).toEqual([])
      // A policy goes with its network.
      expect((await neutron.ask('GET', `/rbac-policies/${share.id}`)).status).toBe(404)
    },
  },
]
