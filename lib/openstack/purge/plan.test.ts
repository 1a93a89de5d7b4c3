import { expect, test } from 'vitest'
import { toItem } from '../inventory/item.ts'
import { type Inventory, KINDS, type Kind } from '../inventory/types.ts'
import type { Resource } from '../types.ts'
import { BARRIERS } from './barriers.ts'
import { plannedCount, planPurge } from './plan.ts'
import type { PurgePlan } from './types.ts'

const inventoryOf = (items: [Kind, Resource][]): Inventory => ({
  projectId: 'p1',
  userId: 'u1',
  credentialId: 'login',
  items: items.map(([kind, resource]) => toItem(kind, { project_id: 'p1', ...resource })),
  unavailable: [],
  counted: {},
  listed: {},
})

const steps = ({ barriers }: PurgePlan) =>
  barriers.map(({ id, items }) => [id, ...items.map(({ action, classified }) => `${action} ${classified.item.id}`)])

test('every kind has its place in the order', () => {
  const placed = BARRIERS.flatMap(({ kinds, actions }) => (actions.includes('delete') ? kinds : []))
  expect([...placed].sort()).toEqual([...KINDS].sort())
})

test('who holds goes before what is held', () => {
  const everyKind = inventoryOf(KINDS.map((kind) => [kind, { id: kind, name: kind }]))
  expect(steps(planPurge(everyKind, { everything: true, ofUser: true }))).toEqual([
    ['load-balancers', 'delete loadbalancer'],
    ['floating-ips', 'delete floatingip'],
    ['servers', 'delete server'],
    ['server-groups-keypairs', 'delete server_group', 'delete keypair'],
    ['backups', 'delete backup'],
    ['snapshots', 'delete snapshot'],
    ['volumes', 'delete volume'],
    ['trunks', 'delete trunk'],
    ['routers', 'delete router'],
    ['ports', 'delete port'],
    ['subnets', 'delete subnet'],
    ['networks', 'delete network'],
    ['security-groups', 'delete security_group'],
    ['network-policies', 'delete subnetpool', 'delete address_group', 'delete rbac_policy', 'delete qos_policy'],
    ['images', 'delete image'],
    ['application-credentials', 'delete application_credential'],
  ])
})

test('what belongs to the user stays when a project is emptied, unless it is asked for', () => {
  const inventory = inventoryOf([
    ['keypair', { id: 'key', name: 'key' }],
    ['application_credential', { id: 'other', name: 'other' }],
    ['application_credential', { id: 'login', name: 'login' }],
    ['application_credential', { id: 'elsewhere', name: 'elsewhere', project_id: 'p2' }],
  ])
  expect(plannedCount(planPurge(inventory, { everything: true }))).toBe(0)
  expect(steps(planPurge(inventory, { everything: true, ofUser: true }))).toEqual([
    ['server-groups-keypairs', 'delete key'],
    ['application-credentials', 'delete other'],
  ])
})

test('emptying a project leaves what is shared, public, external or the default', () => {
  const inventory = inventoryOf([
    ['network', { id: 'shared', shared: true }],
    ['network', { id: 'external', 'router:external': true }],
    ['image', { id: 'public', visibility: 'public' }],
    ['security_group', { id: 'default', name: 'default' }],
    ['port', { id: 'theirs', project_id: 'p2', network_id: 'shared' }],
    ['volume', { id: 'vol', name: 'sp-xyz789-c01-data' }],
  ])
  const plan = planPurge(inventory, { everything: true })
  expect(steps(plan)).toEqual([['volumes', 'delete vol']])
  expect(plan.foreign.map(({ item, rule }) => `${item.id} ${rule}`)).toEqual([
    'shared shared',
    'external external',
    'public public',
    'theirs other-project',
  ])
  expect(plan.kept.map(({ item, rule }) => `${item.id} ${rule}`)).toEqual(['default default-security-group'])
})

test('interfaces go with their router, and are unplugged from one that stays', () => {
  const owner = 'network:router_interface'
  const inventory = inventoryOf([
    ['network', { id: 'net', name: 'sp-abc234-c01' }],
    ['router', { id: 'ours', name: 'sp-abc234-c01' }],
    ['router', { id: 'theirs', name: 'edge' }],
    ['port', { id: 'port-1', network_id: 'net', device_id: 'ours', device_owner: owner }],
    ['port', { id: 'port-2', network_id: 'net', device_id: 'theirs', device_owner: owner }],
  ])
  expect(steps(planPurge(inventory, { proof: { run: 'abc234' } }))).toEqual([
    ['router-interfaces', 'unplug port-2'],
    ['routers', 'delete ours'],
    ['ports', 'delete port-1'],
    ['networks', 'delete net'],
  ])
})

test('backups go from the last one, however Cinder lists them', () => {
  const made = (id: string, second: number): [Kind, Resource] => [
    'backup',
    { id, created_at: `2026-11-22T13:29:0${second}.000000` },
  ]
  const plan = planPurge(inventoryOf([made('full', 1), made('third', 3), made('second', 2)]), { everything: true })
  expect(steps(plan)).toEqual([['backups', 'delete third', 'delete second', 'delete full']])
})

test('without proof nothing is ours', () => {
  const inventory = inventoryOf(KINDS.map((kind) => [kind, { id: kind, name: 'sp-abc234-c01' }]))
  expect(plannedCount(planPurge(inventory, { proof: {} }))).toBe(0)
  expect(plannedCount(planPurge(inventory, { proof: { ledger: [], clusters: [] } }))).toBe(0)
})
