import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '../types.ts'
import {
  waitForDeletion,
  waitForImage,
  waitForLoadBalancer,
  waitForServer,
  waitForSnapshot,
  waitForVolume,
} from '../wait-for.ts'
import { type Rehearsed, startRehearsed } from './testing/rehearsed.ts'

let under: Rehearsed
let network: Resource
let subnet: Resource
let router: Resource

beforeAll(async () => {
  under = await startRehearsed()
  const { network: neutron } = under.session
  const [external] = await neutron.networks.list({ 'router:external': true })
  network = await neutron.networks.create({ name: 'sp-net' })
  subnet = await neutron.subnets.create({ name: 'sp-sub', network_id: network.id, ip_version: 4, cidr: '10.9.0.0/24' })
  router = await neutron.routers.create({ name: 'sp-router', external_gateway_info: { network_id: external!.id } })
})

afterAll(() => under.close())

test('An answer that is lost after the creation leads to one network, not to two', async () => {
  const { networks } = under.session.network
  under.lose('POST', '/networks')
  const made = await networks.create({ name: 'sp-lost', description: 'run' })
  expect((await networks.list({ name: 'sp-lost' })).map(({ id }) => id)).toEqual([made.id])
  await networks.delete(made.id)
})

test('A lost answer to an interface of a router is no error, nor is one to its removal', async () => {
  const { network: neutron } = under.session
  under.lose('PUT', '/add_router_interface')
  await neutron.routers.addInterface(router.id, { subnet_id: subnet.id })
  expect(await neutron.ports.list({ device_id: router.id, network_id: network.id })).toHaveLength(1)
  under.lose('PUT', '/remove_router_interface')
  await neutron.routers.removeInterface(router.id, { subnet_id: subnet.id })
  expect(await neutron.ports.list({ device_id: router.id, network_id: network.id })).toHaveLength(0)
  await neutron.routers.addInterface(router.id, { subnet_id: subnet.id })
})

test('Rules, tags, trunks and floating IPs come and go', async () => {
  const { network: neutron } = under.session
  const group = await neutron.securityGroups.create({ name: 'sp-group' })
  const rule = {
    security_group_id: group.id,
    direction: 'ingress',
    protocol: 'tcp',
    port_range_min: 22,
    port_range_max: 22,
  }
  under.lose('POST', '/security-group-rules')
  const { id } = await neutron.securityGroupRules.create(rule)
  expect((await neutron.securityGroupRules.get(id)).port_range_max).toBe(22)
  const ports = await Promise.all(
    ['a', 'b'].map((name) => neutron.ports.create({ name: `sp-${name}`, network_id: network.id })),
  )
  const [parent, child] = ports as [Resource, Resource]
  const trunk = await neutron.trunks.create({ name: 'sp-trunk', port_id: parent.id })
  under.lose('PUT', '/add_subports')
  await neutron.trunks.addSubports(trunk.id, [{ port_id: child.id, segmentation_type: 'vlan', segmentation_id: 7 }])
  await neutron.trunks.removeSubports(trunk.id, [child.id])
  const tags = neutron.tags('ports')
  await tags.set(parent.id, ['a', 'b'])
  await tags.add(parent.id, 'c')
  await tags.remove(parent.id, 'a')
  await tags.remove(parent.id, 'a')
  expect(await tags.list(parent.id)).toEqual(['b', 'c'])
  expect((await neutron.ports.list({ tags: 'b,c' })).map((port) => port.id)).toEqual([parent.id])
  await neutron.trunks.delete(trunk.id)
  for (const port of ports) await neutron.ports.delete(port.id)
  await neutron.securityGroups.delete(group.id)
})

test('A server runs, takes a volume and a tag, stops and goes', async () => {
  const { compute, image, blockStorage } = under.session
  const flavor = (await compute.flavors.list()).find(({ disk }) => disk > 10)!
  const [ubuntu] = await image.images.list({ name: 'ubuntu-capi-image-v1.34.3' })
  under.lose('POST', '/servers')
  const server = await compute.servers.create({
    name: 'sp-server',
    flavorRef: flavor.id,
    imageRef: ubuntu!.id,
    networks: [{ uuid: network.id }],
  })
  await waitForServer(under.session, server.id, under.wait)
  expect(await compute.servers.list({ name: '^sp-server$' })).toHaveLength(1)
  const volume = await blockStorage.volumes.create({ name: 'sp-volume', size: 1 })
  await waitForVolume(under.session, volume.id, under.wait)
  await compute.servers.attachVolume(server.id, volume.id)
  await waitForVolume(under.session, volume.id, { ...under.wait, states: ['in-use'] })
  expect((await compute.servers.volumeAttachments(server.id)).map(({ volumeId }) => volumeId)).toEqual([volume.id])
  await compute.servers.detachVolume(server.id, volume.id)
  await waitForVolume(under.session, volume.id, { ...under.wait, states: ['available'] })
  const snapshot = await blockStorage.snapshots.create({ name: 'sp-snapshot', volume_id: volume.id })
  await waitForSnapshot(under.session, snapshot.id, under.wait)
  await blockStorage.snapshots.delete(snapshot.id)
  await waitForDeletion(under.session, 'snapshot', snapshot.id, under.wait)
  await blockStorage.volumes.delete(volume.id)
  await waitForDeletion(under.session, 'volume', volume.id, under.wait)
  await compute.servers.delete(server.id)
  await waitForDeletion(under.session, 'server', server.id, under.wait)
})

test('An image is uploaded, tagged, and deleted', async () => {
  const { image } = under.session
  under.lose('POST', '/images')
  const made = await image.images.create({ name: 'sp-image', disk_format: 'raw', container_format: 'bare' })
  const bytes = Buffer.alloc(300_000, 3)
  const done = await image.upload(made.id, { open: () => Readable.from([bytes]), sizeBytes: bytes.length })
  expect(done).toMatchObject({ status: 'active', size: bytes.length })
  await image.addTag(made.id, 'sp')
  expect((await image.images.list({ tag: 'sp' })).map(({ id }) => id)).toEqual([made.id])
  await image.images.delete(made.id)
})

test('An import from a port that Glance does not allow, and one that fails', async () => {
  const { image } = under.session
  const made = await image.images.create({ name: 'sp-import', disk_format: 'raw', container_format: 'bare' })
  await expect(image.importFromUrl(made.id, 'http://127.0.0.1:4711/x')).rejects.toThrow('400')
  await image.importFromUrl(made.id, 'http://127.0.0.1/nothing-there')
  await expect(waitForImage(under.session, made.id, under.wait)).rejects.toThrow('its import failed')
  await image.images.delete(made.id)
})

test('Many changes of one load balancer asked for at once all come through', async () => {
  const { loadBalancer } = under.session
  const balancer = await loadBalancer.loadBalancers.create({ name: 'sp-lb', vip_subnet_id: subnet.id, provider: 'ovn' })
  const [listener, pool] = await Promise.all([
    loadBalancer.listeners.create({ name: 'sp', loadbalancer_id: balancer.id, protocol: 'TCP', protocol_port: 80 }),
    loadBalancer.pools.create({
      name: 'sp',
      loadbalancer_id: balancer.id,
      protocol: 'TCP',
      lb_algorithm: 'SOURCE_IP_PORT',
    }),
  ])
  const members = loadBalancer.members(pool.id)
  await Promise.all([
    loadBalancer.listeners.update(listener.id, { default_pool_id: pool.id }),
    ...[11, 12, 13].map((last) =>
      members.create({ address: `10.9.0.${last}`, protocol_port: 80, subnet_id: subnet.id }),
    ),
  ])
  await members.replace([{ address: '10.9.0.20', protocol_port: 80, subnet_id: subnet.id }])
  await waitForLoadBalancer(under.session, balancer.id, under.wait)
  expect((await members.list()).map(({ address }) => address)).toEqual(['10.9.0.20'])
  await loadBalancer.loadBalancers.delete(balancer.id, { cascade: true })
  await waitForDeletion(under.session, 'loadbalancer', balancer.id, under.wait)
})

test('Keypairs, server groups and application credentials are made once', async () => {
  const { compute, identity } = under.session
  under.lose('POST', '/os-keypairs')
  expect((await compute.keypairs.create({ name: 'sp-key' })).private_key).toContain('PRIVATE KEY')
  expect(await compute.keypairs.list()).toHaveLength(1)
  under.lose('POST', '/os-server-groups')
  const group = await compute.serverGroups.create({ name: 'sp-group', policy: 'anti-affinity' })
  expect((await compute.serverGroups.list()).map(({ id }) => id)).toEqual([group.id])
  const { id } = await identity.applicationCredentials.create({ name: 'sp-cred' })
  expect((await identity.applicationCredentials.list()).map((one) => one.id)).toEqual([id])
  await identity.applicationCredentials.delete(id)
})
