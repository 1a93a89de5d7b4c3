import { expect, test } from 'vitest'
import { toItem } from '../inventory/item.ts'
import type { Inventory, Kind } from '../inventory/types.ts'
import type { Resource } from '../types.ts'
import { classify } from './classify.ts'
import type { Proof } from './types.ts'

const PROJECT = 'p1'
const CLUSTER = 'sp-abc234-c01'
const OURS: Proof = { clusters: [CLUSTER] }

const inventoryOf = (items: [Kind, Resource][], rest: Partial<Inventory> = {}): Inventory => ({
  projectId: PROJECT,
  userId: 'u1',
  credentialId: undefined,
  items: items.map(([kind, resource]) => toItem(kind, { project_id: PROJECT, ...resource })),
  unavailable: [],
  counted: {},
  listed: {},
  ...rest,
})

/** `id` → `ownership rule`. */
const verdicts = (inventory: Inventory, proof: Proof) =>
  Object.fromEntries(
    classify(inventory, proof).map(({ item, ownership, rule }) => [item.id, `${ownership} ${rule}`.trim()]),
  )

test('ownership follows references that exist for one thing alone', () => {
  const inventory = inventoryOf([
    ['network', { id: 'net', name: `k8s-clusterapi-cluster-${CLUSTER}-${CLUSTER}` }],
    ['subnet', { id: 'sub', network_id: 'net' }],
    ['port', { id: 'p-server', network_id: 'net', device_owner: 'compute:nova', device_id: 'srv' }],
    ['server', { id: 'srv', name: `${CLUSTER}-md-0` }],
    ['loadbalancer', { id: 'lb', name: 'api', vip_network_id: 'net', vip_port_id: 'p-vip' }],
    ['port', { id: 'p-vip', name: 'octavia-lb-lb', network_id: 'elsewhere', device_owner: 'Octavia' }],
    ['volume', { id: 'vol', metadata: { 'cinder.csi.openstack.org/cluster': CLUSTER } }],
    ['snapshot', { id: 'snap', volume_id: 'vol' }],
    ['backup', { id: 'back', volume_id: 'vol' }],
    ['trunk', { id: 'trunk', port_id: 'p-server' }],
    ['rbac_policy', { id: 'rbac', object_id: 'net', object_type: 'network' }],
  ])
  expect(verdicts(inventory, OURS)).toEqual({
    net: 'ours capo-network',
    sub: 'ours subnet-of-network',
    'p-server': 'ours port-of-server',
    srv: 'ours capo-machine',
    lb: 'ours loadbalancer-of-network',
    'p-vip': 'ours port-of-loadbalancer',
    vol: 'ours cinder-csi',
    snap: 'ours snapshot-of-volume',
    back: 'ours backup-of-volume',
    trunk: 'ours trunk-of-port',
    rbac: 'ours rbac_policy-of-network',
  })
})

test('an address or a disk that somebody put on ours is only held, unless it came after the snapshot from before', () => {
  const inventory = inventoryOf([
    ['server', { id: 'srv', name: `${CLUSTER}-md-0` }],
    ['port', { id: 'port', device_id: 'srv', device_owner: 'compute:nova' }],
    ['floatingip', { id: 'fip', port_id: 'port', description: 'shop.example' }],
    ['volume', { id: 'vol', attachments: [{ server_id: 'srv' }] }],
  ])
  expect(
    classify(inventory, OURS)
      .filter(({ holdsOurs }) => holdsOurs)
      .map(({ item }) => item.id),
  ).toEqual(['fip', 'vol'])
  const before = inventoryOf([['volume', { id: 'vol' }]])
  expect(verdicts(inventory, { ...OURS, before })).toMatchObject({
    fip: 'ours floatingip-of-port',
    vol: 'foreign was-there-before',
  })
})

test('what services make for themselves and what others share is never touched, whatever it is called', () => {
  const inventory = inventoryOf(
    [
      ['port', { id: 'dhcp', name: CLUSTER, device_owner: 'network:dhcp' }],
      ['port', { id: 'gateway', device_owner: 'network:router_gateway' }],
      ['security_group', { id: 'default', name: 'default' }],
      ['network', { id: 'shared', name: CLUSTER, shared: true }],
      ['subnet', { id: 'shared-subnet', network_id: 'shared' }],
      ['network', { id: 'external', name: CLUSTER, 'router:external': true }],
      ['image', { id: 'public', name: CLUSTER, visibility: 'public' }],
      ['network', { id: 'theirs', name: CLUSTER, project_id: 'p2' }],
      ['application_credential', { id: 'login', name: CLUSTER }],
    ],
    { credentialId: 'login' },
  )
  const classified = classify(inventory, { ...OURS, ledger: [{ kind: 'network', id: 'shared', name: '' }] })
  expect(classified.filter(({ untouchable }) => !untouchable)).toEqual([])
  expect(verdicts(inventory, OURS)).toMatchObject({
    dhcp: 'service-owned service-port',
    default: 'service-owned default-security-group',
    shared: 'foreign shared',
    'shared-subnet': 'foreign subnet-of-network-shared',
    external: 'foreign external',
    public: 'foreign public',
    theirs: 'foreign other-project',
    login: 'foreign credential-in-use',
  })
})

test('a port of somebody’s server in our network is not ours, and may be when servers can’t be listed', () => {
  const items: [Kind, Resource][] = [
    ['network', { id: 'net', name: CLUSTER }],
    ['server', { id: 'theirs', name: 'web' }],
    ['port', { id: 'port', network_id: 'net', device_owner: 'compute:nova', device_id: 'theirs' }],
    ['port', { id: 'orphan', network_id: 'net', device_owner: 'compute:nova', device_id: 'deleted-long-ago' }],
  ]
  expect(verdicts(inventoryOf(items), OURS)).toMatchObject({ port: 'unattributed', orphan: 'ours port-of-network' })
  const blind = inventoryOf(items, { unavailable: [{ kind: 'server', reason: '403' }] })
  expect(verdicts(blind, OURS)).toMatchObject({ port: 'unattributed', orphan: 'unattributed' })
})

test('a port that Octavia’s project left in our network is ours', () => {
  const inventory = inventoryOf([
    ['network', { id: 'net', name: CLUSTER }],
    [
      'port',
      { id: 'vrrp', name: 'octavia-lb-vrrp-1', network_id: 'net', project_id: 'service', device_owner: 'Octavia' },
    ],
    ['port', { id: 'guest', name: 'guest', network_id: 'net', project_id: 'p2', device_owner: 'compute:nova' }],
  ])
  expect(verdicts(inventory, OURS)).toMatchObject({ vrrp: 'ours port-of-network', guest: 'foreign other-project' })
})

test('a ledger proves by id, and by kind and name where the answer to the request was lost', () => {
  const inventory = inventoryOf([
    ['network', { id: 'made', name: 'any' }],
    ['volume', { id: 'lost', name: 'disk-1' }],
    ['network', { id: 'namesake', name: 'disk-1' }],
    ['floatingip', { id: 'fip', description: 'address-1' }],
  ])
  const ledger = [
    { kind: 'network', id: 'made', name: 'any' },
    { kind: 'volume', id: undefined, name: 'disk-1' },
    { kind: 'floatingip', id: undefined, name: 'address-1' },
    { kind: 'network', id: undefined, name: '' },
  ]
  expect(verdicts(inventory, { ledger })).toEqual({
    made: 'ours ledger',
    lost: 'ours ledger',
    namesake: 'unattributed',
    fip: 'ours ledger',
  })
})

test('what carries another run’s mark is that run’s', () => {
  const inventory = inventoryOf([
    ['network', { id: 'other', name: 'k8s-clusterapi-cluster-sp-xyz789-c01-sp-xyz789-c01' }],
    ['network', { id: 'sibling', name: 'sp-abc234-c02' }],
    ['network', { id: 'nobody', name: 'web' }],
  ])
  expect(verdicts(inventory, OURS)).toEqual({
    other: 'foreign run-xyz789',
    sibling: 'foreign run-abc234',
    nobody: 'unattributed',
  })
})

test('our mark in a text that no rule reads is no proof, and no other run’s', () => {
  const inventory = inventoryOf([['security_group', { id: 'team', name: 'team', description: `peers of ${CLUSTER}` }]])
  expect(verdicts(inventory, { run: 'abc234' })).toEqual({ team: 'unattributed' })
})
