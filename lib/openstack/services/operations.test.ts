import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, PROJECT, USER } from '../testing/scripted-cloud.ts'
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

type Change = [title: string, request: string, body: unknown, change: (cloud: OpenStack) => Promise<unknown>]

const CHANGES: Change[] = [
  ['start', `POST ${NOVA}/servers/s/action`, { 'os-start': null }, ({ compute }) => compute.servers.start('s')],
  ['stop', `POST ${NOVA}/servers/s/action`, { 'os-stop': null }, ({ compute }) => compute.servers.stop('s')],
  [
    'reboot',
    `POST ${NOVA}/servers/s/action`,
    { reboot: { type: 'HARD' } },
    ({ compute }) => compute.servers.reboot('s', 'HARD'),
  ],
  ['unlock', `POST ${NOVA}/servers/s/action`, { unlock: null }, ({ compute }) => compute.servers.unlock('s')],
  [
    'forced deletion',
    `POST ${NOVA}/servers/s/action`,
    { forceDelete: null },
    ({ compute }) => compute.servers.forceDelete('s'),
  ],
  [
    'detaching of a volume',
    `DELETE ${NOVA}/servers/s/os-volume_attachments/v`,
    undefined,
    ({ compute }) => compute.servers.detachVolume('s', 'v'),
  ],
  [
    'detaching of a port',
    `DELETE ${NOVA}/servers/s/os-interface/p`,
    undefined,
    ({ compute }) => compute.servers.detachPort('s', 'p'),
  ],
  [
    'tags of a server',
    `PUT ${NOVA}/servers/s/tags`,
    { tags: ['a', 'b'] },
    ({ compute }) => compute.servers.tags.set('s', ['a', 'b']),
  ],
  [
    'tag of a network',
    `PUT ${NEUTRON}/networks/n/tags/a%20b`,
    undefined,
    ({ network }) => network.tags('networks').add('n', 'a b'),
  ],
  [
    'removal of a tag',
    `DELETE ${NEUTRON}/security-groups/g/tags/a`,
    undefined,
    ({ network }) => network.tags('security-groups').remove('g', 'a'),
  ],
  [
    'ports of a trunk',
    `PUT ${NEUTRON}/trunks/t/remove_subports`,
    { sub_ports: [{ port_id: 'p' }] },
    ({ network }) => network.trunks.removeSubports('t', ['p']),
  ],
  [
    'import',
    `POST ${GLANCE}/images/i/import`,
    { method: { name: 'web-download', uri: 'http://x/y' } },
    ({ image }) => image.importFromUrl('i', 'http://x/y'),
  ],
  ['tag of an image', `PUT ${GLANCE}/images/i/tags/a`, undefined, ({ image }) => image.addTag('i', 'a')],
  ['deactivation', `POST ${GLANCE}/images/i/actions/deactivate`, undefined, ({ image }) => image.deactivate('i')],
  ['reactivation', `POST ${GLANCE}/images/i/actions/reactivate`, undefined, ({ image }) => image.reactivate('i')],
  [
    'status of a member of an image',
    `PUT ${GLANCE}/images/i/members/m`,
    { status: 'accepted' },
    ({ image }) => image.members('i').update('m', { status: 'accepted' }),
  ],
  [
    'extension of a volume',
    `POST ${CINDER}/volumes/v/action`,
    { 'os-extend': { new_size: 2 } },
    ({ blockStorage }) => blockStorage.volumes.extend('v', 2),
  ],
  [
    'failover',
    `PUT ${OCTAVIA}/lbaas/loadbalancers/b/failover`,
    undefined,
    ({ loadBalancer }) => loadBalancer.loadBalancers.failover('b'),
  ],
  [
    'change of a project',
    `PATCH ${KEYSTONE}/projects/p`,
    { project: { description: 'd' } },
    ({ identity }) => identity.projects.update('p', { description: 'd' }),
  ],
  [
    'grant',
    `PUT ${KEYSTONE}/projects/p/users/u/roles/r`,
    undefined,
    ({ identity }) => identity.grantRole({ project: 'p', user: 'u', role: 'r' }),
  ],
  [
    'end of a grant',
    `DELETE ${KEYSTONE}/projects/p/users/u/roles/r`,
    undefined,
    ({ identity }) => identity.revokeRole({ project: 'p', user: 'u', role: 'r' }),
  ],
]

test.each(CHANGES)('The %s is one request: %s', async (_, request, body, change) => {
  under.cloud.on(request, (_asked, response) => json(response, 200, { project: { id: 'p' }, member_id: 'm' }))
  await change(under.session)
  const { method, path, body: sent } = under.cloud.seen.at(-1)!
  expect([`${method} ${path}`, sent]).toEqual([request, body])
})

test('Hypervisors are asked for in the version that still says what they have', async () => {
  under.cloud.on(`GET ${NOVA}/os-hypervisors/detail`, (_, response) =>
    json(
      response,
      200,
      { hypervisors: [{ id: 'h', vcpus: 4 }] },
      { 'openstack-api-version': 'compute 2.53', 'x-openstack-nova-api-version': '2.53' },
    ),
  )
  expect(await under.session.compute.hypervisors.list()).toEqual([{ id: 'h', vcpus: 4 }])
  expect(under.cloud.seen.at(-1)!.headers['openstack-api-version']).toBe('compute 2.53')
})

test('The last lines of a console are asked for by number', async () => {
  under.cloud.on(`POST ${NOVA}/servers/s/action`, (_, response) => json(response, 200, { output: 'login:' }))
  expect(await under.session.compute.consoleLog('s', { lines: 3 })).toBe('login:')
  expect(under.cloud.seen.at(-1)!.body).toEqual({ 'os-getConsoleOutput': { length: 3 } })
})

test.each(['a/b', 'a,b', ''])('A tag that no filter could find is refused before it is sent: %j', async (tag) => {
  await expect(under.session.network.tags('ports').set('p', ['ok', tag])).rejects.toMatchObject({ code: 'E_USAGE' })
  await expect(under.session.network.tags('ports').add('p', tag)).rejects.toMatchObject({ code: 'E_USAGE' })
})

test('The name of a keypair is checked before it is sent', async () => {
  await expect(under.session.compute.keypairs.create({ name: 'sp.abc' })).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringContaining('got "sp.abc"'),
  })
  expect(under.lines).toEqual([])
})

test('What is gone already is no error of a deletion, a detaching or a removal', async () => {
  const { compute, identity, image, network } = under.session
  await compute.servers.detachVolume('s', 'v')
  await compute.servers.forceDelete('s')
  await network.tags('ports').remove('p', 'a')
  await image.removeTag('i', 'a')
  await identity.revokeRole({ project: 'p', user: 'u', role: 'r' })
  await identity.applicationCredentials.delete('none')
  expect(under.cloud.asked(`DELETE ${KEYSTONE}/users/${USER}/application_credentials/none`)).toHaveLength(1)
})
