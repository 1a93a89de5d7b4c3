import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectOpenStack } from '../connect.ts'
import { json, PROJECT, type ScriptedCloud, startCloud, USER } from '../testing/scripted-cloud.ts'
import type { OpenStack } from '../types.ts'
import { quotaDrift } from './counters.ts'
import { diff } from './diff.ts'
import { toItem } from './item.ts'
import { takeInventory } from './take.ts'
import type { Inventory } from './types.ts'

/** Path and key of every list; what isn't scripted is empty. */
const LISTS: Readonly<Record<string, string>> = {
  '/compute/v2.1/servers/detail': 'servers',
  '/compute/v2.1/os-server-groups': 'server_groups',
  '/compute/v2.1/os-keypairs': 'keypairs',
  '/networking/v2.0/networks': 'networks',
  '/networking/v2.0/subnets': 'subnets',
  '/networking/v2.0/ports': 'ports',
  '/networking/v2.0/routers': 'routers',
  '/networking/v2.0/floatingips': 'floatingips',
  '/networking/v2.0/security-groups': 'security_groups',
  '/networking/v2.0/trunks': 'trunks',
  '/networking/v2.0/subnetpools': 'subnetpools',
  '/networking/v2.0/address-groups': 'address_groups',
  '/networking/v2.0/rbac-policies': 'rbac_policies',
  '/networking/v2.0/qos/policies': 'policies',
  '/image/v2/images': 'images',
  [`/volume/v3/${PROJECT}/volumes/detail`]: 'volumes',
  [`/volume/v3/${PROJECT}/snapshots/detail`]: 'snapshots',
  [`/volume/v3/${PROJECT}/backups/detail`]: 'backups',
  '/load-balancer/v2.0/lbaas/loadbalancers': 'loadbalancers',
  [`/identity/v3/users/${USER}/application_credentials`]: 'application_credentials',
}

let api: ScriptedCloud
let cloud: OpenStack
beforeEach(async () => {
  api = await startCloud()
  for (const path of Object.keys(LISTS)) lists(path)
  const use = (used: number) => ({ used, in_use: used, limit: 10 })
  const answers: Record<string, object> = {
    [`/compute/v2.1/os-quota-sets/${PROJECT}/detail`]: {
      quota_set: { instances: use(1), cores: use(2), ram: use(4096) },
    },
    [`/networking/v2.0/quotas/${PROJECT}/details.json`]: { quota: { network: use(1), port: use(1) } },
    [`/volume/v3/${PROJECT}/os-quota-sets/${PROJECT}`]: { quota_set: { volumes: use(0), gigabytes: use(0) } },
  }
  for (const [path, body] of Object.entries(answers)) api.on(`GET ${path}`, (_, response) => json(response, 200, body))
  cloud = await connectOpenStack({ cloud: api.entry() })
})
afterEach(async () => {
  await cloud.close()
  await api.close()
})

const lists = (path: string, ...items: object[]) =>
  api.on(`GET ${path}`, (_, response) => json(response, 200, { [LISTS[path]!]: items }))

const named = ({ items }: Inventory) => items.map(({ kind, name, id }) => `${kind} ${name || id}`)

test('lists are asked for without filters, and what is another project’s is left out', async () => {
  lists('/networking/v2.0/networks', { id: 'n1', name: 'mine', project_id: PROJECT }, { id: 'n2', project_id: 'p2' })
  lists(
    '/networking/v2.0/ports',
    { id: 'a', name: 'mine', network_id: 'n1', project_id: PROJECT },
    { id: 'b', name: 'octavia-lb-vrrp-1', network_id: 'n1', project_id: 'service' },
    { id: 'c', name: 'theirs', network_id: 'n2', project_id: 'p2' },
  )
  lists('/image/v2/images', { id: 'i1', name: 'theirs', owner: 'p2' }, { id: 'i2', name: 'mine', owner: PROJECT })
  const taken = await takeInventory(cloud)
  expect(named(taken)).toEqual(['network mine', 'port mine', 'port octavia-lb-vrrp-1', 'image mine'])
  expect(taken.listed).toMatchObject({ network: 1, port: 1, instances: 0 })
  const [asked] = api.asked('GET /networking/v2.0/networks')
  expect([...asked!.query.keys()].filter((key) => key !== 'limit')).toEqual([])
})

test('a kind that is refused or unknown is told apart from an empty one', async () => {
  api.on('GET /networking/v2.0/trunks', (_, response) =>
    json(response, 404, {
      NeutronError: { type: 'HTTPNotFound', message: 'The resource could not be found.', detail: '' },
    }),
  )
  api.on('GET /networking/v2.0/qos/policies', (_, response) =>
    json(response, 403, { NeutronError: { type: 'PolicyNotAuthorized', message: 'disallowed by policy', detail: '' } }),
  )
  const before = await takeInventory(cloud)
  expect(before.unavailable).toEqual([
    { kind: 'trunk', reason: '404: The resource could not be found.' },
    { kind: 'qos_policy', reason: '403: disallowed by policy' },
  ])
  lists('/networking/v2.0/trunks', { id: 't1', name: 'late', project_id: PROJECT })
  const { added, unknown } = diff(before, await takeInventory(cloud))
  expect({ added, unknown }).toEqual({ added: [], unknown: ['trunk'] })
})

test('another error is an error', async () => {
  api.on('GET /image/v2/images', (_, response) =>
    json(response, 400, { message: 'no', code: '400', title: 'Bad Request' }),
  )
  await expect(takeInventory(cloud)).rejects.toMatchObject({ code: 'E_OPENSTACK' })
})

test('what came and went between two inventories is told by kind and id', async () => {
  lists('/compute/v2.1/os-keypairs', { keypair: { name: 'one' } }, { keypair: { name: 'two' } })
  const before = await takeInventory(cloud)
  lists('/compute/v2.1/os-keypairs', { keypair: { name: 'two' } }, { keypair: { name: 'three' } })
  const { added, removed, unknown } = diff(before, await takeInventory(cloud))
  expect([added, removed].map((items) => items.map(({ id }) => id))).toEqual([['three'], ['one']])
  expect(unknown).toEqual([])
})

test('counters that move away from the lists are drift', async () => {
  const inventory = (counted: number, listed: number) =>
    ({ counted: { port: counted, cores: 2 }, listed: { port: listed, cores: 2 } }) as unknown as Inventory
  expect(quotaDrift(inventory(3, 3), inventory(5, 4))).toEqual({ port: 1 })
  expect(quotaDrift(inventory(3, 2), inventory(5, 4))).toEqual({})
})

test('counters that agree with the lists afterwards are no drift, though they were read apart before', async () => {
  const inventory = (counted: number, listed: number) =>
    ({ counted: { port: counted }, listed: { port: listed } }) as unknown as Inventory
  expect(quotaDrift(inventory(3, 4), inventory(5, 5))).toEqual({})
  expect(quotaDrift(inventory(3, 4), inventory(6, 5))).toEqual({ port: 2 })
})

test('an item carries its marks, its references and a time in UTC, whatever the service calls them', () => {
  const port = toItem('port', {
    id: 'p',
    name: 'octavia-lb-1',
    description: 'd',
    tags: ['t'],
    network_id: 'n',
    device_id: 'lb-1',
    created_at: '2026-11-22T10:00:00Z',
    tenant_id: PROJECT,
  })
  expect(port).toMatchObject({ markers: ['octavia-lb-1', 'd', 't'], projectId: PROJECT })
  expect(port.refs).toEqual(
    expect.arrayContaining([
      { kind: 'loadbalancer', id: '1', field: 'name' },
      { kind: 'loadbalancer', id: '1', field: 'device_id' },
      { kind: 'network', id: 'n', field: 'network_id' },
    ]),
  )
  const volume = { id: 'v', metadata: { a: 'b' }, created_at: '2026-11-22T13:29:24.894299' }
  expect(toItem('volume', volume)).toMatchObject({ markers: ['b'], createdAt: '2026-11-22T13:29:24.894Z' })
  const lb = { id: 'l', listeners: [{ id: '1' }, { id: '2' }], pools: [{ id: '3' }] }
  expect(toItem('loadbalancer', lb).children).toEqual({ listeners: 2, pools: 1 })
})
