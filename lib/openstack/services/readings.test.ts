import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, PROJECT } from '../testing/scripted-cloud.ts'
import type { OpenStack } from '../types.ts'
import { type SessionUnderTest, startSession } from './testing/session.ts'

let under: SessionUnderTest

beforeEach(async () => {
  under = await startSession()
})

afterEach(() => under.close())

const NOVA = '/compute/v2.1'
const NEUTRON = '/networking/v2.0'
const GLANCE = '/image/v2'
const CINDER = `/volume/v3/${PROJECT}`
const OCTAVIA = '/load-balancer/v2.0'
const KEYSTONE = '/identity/v3'

type Reading = [path: string, answer: object, expected: unknown, read: (cloud: OpenStack) => Promise<unknown>]

const READINGS: Reading[] = [
  [
    `${NOVA}/servers/s/os-instance-actions`,
    { instanceActions: [{ request_id: 'req-1', action: 'create' }] },
    [{ id: 'req-1', request_id: 'req-1', action: 'create' }],
    ({ compute }) => compute.servers.instanceActions('s'),
  ],
  [
    `${NOVA}/flavors/f/os-extra_specs`,
    { extra_specs: { 'scs:name-v1': 'SCS-2V-4' } },
    { 'scs:name-v1': 'SCS-2V-4' },
    ({ compute }) => compute.flavors.extraSpecs('f'),
  ],
  [`${NOVA}/limits`, { limits: { absolute: { a: 1 } } }, { a: 1 }, ({ compute }) => compute.limits()],
  [`${NOVA}/servers/s/tags`, { tags: ['a'] }, ['a'], ({ compute }) => compute.servers.tags.list('s')],
  [
    `${NEUTRON}/availability_zones`,
    { availability_zones: [{ name: 'nova', resource: 'router' }] },
    [{ id: 'router/nova', name: 'nova', resource: 'router' }],
    ({ network }) => network.availabilityZones.list(),
  ],
  [
    `${NEUTRON}/extensions`,
    { extensions: [{ alias: 'trunk' }, { alias: 'qos' }] },
    ['trunk', 'qos'],
    ({ network }) => network.extensions(),
  ],
  [`${NEUTRON}/qos/policies`, { policies: [{ id: 'q' }] }, [{ id: 'q' }], ({ network }) => network.qosPolicies.list()],
  [
    `${GLANCE}/info/import`,
    { 'import-methods': { value: ['web-download'] } },
    ['web-download'],
    ({ image }) => image.importMethods(),
  ],
  [`${GLANCE}/info/stores`, { stores: [{ id: 'file' }] }, ['file'], ({ image }) => image.stores()],
  [`${GLANCE}/images/i/tasks`, { tasks: [{ id: 't' }] }, [{ id: 't' }], ({ image }) => image.tasks('i')],
  [
    `${GLANCE}/images/i/members`,
    { members: [{ member_id: 'm', status: 'pending' }] },
    [{ id: 'm', member_id: 'm', status: 'pending' }],
    ({ image }) => image.members('i').list(),
  ],
  [
    `${CINDER}/messages`,
    { messages: [{ user_message: 'no backend' }] },
    ['no backend'],
    ({ blockStorage }) => blockStorage.volumes.messages('v'),
  ],
  [
    `${CINDER}/types/default`,
    { volume_type: { id: 't' } },
    { id: 't' },
    ({ blockStorage }) => blockStorage.defaultType(),
  ],
  [`${CINDER}/limits`, { limits: { absolute: { a: 1 } } }, { a: 1 }, ({ blockStorage }) => blockStorage.limits()],
  [
    `${CINDER}/backups/detail`,
    { backups: [{ id: 'b' }] },
    [{ id: 'b' }],
    ({ blockStorage }) => blockStorage.backups.list(),
  ],
  [
    `${OCTAVIA}/octavia/amphorae`,
    { amphorae: [{ id: 'a' }] },
    [{ id: 'a' }],
    ({ loadBalancer }) => loadBalancer.amphorae.list(),
  ],
  [
    `${OCTAVIA}/lbaas/availabilityzones`,
    { availability_zones: [{ name: 'az1' }] },
    [{ id: 'az1', name: 'az1' }],
    ({ loadBalancer }) => loadBalancer.availabilityZones.list(),
  ],
  [
    `${OCTAVIA}/lbaas/listeners/l/stats`,
    { stats: { bytes_in: 1 } },
    { bytes_in: 1 },
    ({ loadBalancer }) => loadBalancer.listeners.stats('l'),
  ],
  [
    `${OCTAVIA}/lbaas/l7policies/y/rules`,
    { rules: [{ id: 'r' }] },
    [{ id: 'r' }],
    ({ loadBalancer }) => loadBalancer.l7Rules('y').list(),
  ],
  [
    '/placement/resource_providers',
    { resource_providers: [{ uuid: 'u', name: 'host' }] },
    [{ id: 'u', uuid: 'u', name: 'host' }],
    ({ placement }) => placement.resourceProviders.list(),
  ],
  [`${KEYSTONE}/auth/projects`, { projects: [{ id: 'p' }] }, [{ id: 'p' }], ({ identity }) => identity.ownProjects()],
]

test.each(READINGS)('%s is read as it is meant', async (path, answer, expected, read) => {
  under.cloud.on(`GET ${path}`, (_, response) => json(response, 200, answer))
  expect(await read(under.session)).toEqual(expected)
})

test('A Glance of one store has no list of them', async () => {
  expect(await under.session.image.stores()).toEqual([])
})
