import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type SmallWorld, startSmallWorld } from '../../../fixtures/contract/openstack/testing/small-world.ts'
import { StackproofError } from '../../core/errors.ts'
import type { Collection, OpenStack, Resource } from '../types.ts'
import { purge } from './purge.ts'
import type { PurgeEvent } from './types.ts'

const HOUR = 3_600_000
const RUN = 'abc234'
const CLUSTER = `sp-${RUN}-c01`
const selection = { proof: { run: RUN } }
const interval = () => ({ timeoutMs: 60_000, everyMs: 1000, warnAfterMs: 60_000 })

let world: SmallWorld
beforeAll(async () => {
  world = await startSmallWorld()
})
afterAll(() => world.close())
afterEach(async () => {
  const { cloud, clock } = world
  expect((await purge({ cloud, clock, selection: { everything: true, ofUser: true } })).failed).toEqual([])
})

/** The cloud with one collection of Neutron's changed. */
const withNetwork = (
  cloud: OpenStack,
  changes: Partial<Collection>,
  kind: 'networks' | 'subnetPools' = 'networks',
) => ({
  ...cloud,
  network: { ...cloud.network, [kind]: { ...cloud.network[kind], ...changes } },
})

const refusal = (status: number, message: string) =>
  new StackproofError('E_OPENSTACK', `expected DELETE to succeed, got ${status}: ${message}`, {
    details: { status, message },
  })

const makeNetwork = async ({ cloud }: SmallWorld): Promise<Resource> => {
  const network = await cloud.network.networks.create({ name: CLUSTER })
  await cloud.network.subnets.create({ network_id: network.id, ip_version: 4, cidr: '10.93.0.0/24' })
  return network
}

test('a refusal that passes by itself is asked again', async () => {
  const network = await makeNetwork(world)
  let asked = 0
  const cloud = withNetwork(world.cloud, {
    delete: (id, options) => {
      if (++asked < 3) throw refusal(409, `Unable to complete operation on network ${id}.`)
      return world.cloud.network.networks.delete(id, options)
    },
  })
  const events: PurgeEvent[] = []
  const report = await purge({ cloud, clock: world.clock, selection, onEvent: (event) => void events.push(event) })
  expect(report).toMatchObject({ failed: [], passes: 1 })
  expect(events).toContainEqual({ type: 'gone', kind: 'network', id: network.id, name: CLUSTER, attempts: 3 })
})

test('a refusal that will not pass ends the attempt at once and is told', async () => {
  const network = await makeNetwork(world)
  const cloud = withNetwork(world.cloud, { delete: () => Promise.reject(refusal(403, 'disallowed by policy')) })
  const report = await purge({ cloud, clock: world.clock, selection })
  expect(report.failed).toEqual([
    {
      kind: 'network',
      id: network.id,
      name: CLUSTER,
      rule: 'harness',
      reason: expect.stringContaining('disallowed by policy'),
      attempts: 2,
      lastState: 'ACTIVE',
    },
  ])
})

test('an accepted deletion that leaves the thing there is no success', async () => {
  await makeNetwork(world)
  const cloud = withNetwork(world.cloud, { delete: async () => {} })
  const report = await purge({ cloud, clock: world.clock, selection, interval })
  expect(report.failed).toMatchObject([{ kind: 'network', reason: 'still ACTIVE after 1m00s' }])
  expect(report.deleted.map(({ kind }) => kind)).toEqual(['subnet'])
})

test('what comes while the purge is at work goes in the next pass', async () => {
  const network = await makeNetwork(world)
  let late: Resource | undefined
  const cloud = withNetwork(world.cloud, {
    delete: async (id, options) => {
      late ??= await world.cloud.network.ports.create({ network_id: network.id, fixed_ips: [] })
      await world.cloud.network.networks.delete(id, options)
    },
  })
  const report = await purge({ cloud, clock: world.clock, selection })
  expect(report).toMatchObject({ failed: [], passes: 2 })
  expect(report.deleted).toContainEqual({ kind: 'port', id: late!.id, name: '', rule: 'port-of-network' })
})

test('somebody’s server in our network is not touched, and named as what holds the network', async () => {
  const { cloud, clock } = world
  const network = await makeNetwork(world)
  const flavor = (await cloud.compute.flavors.list()).find(({ name }) => name === 'SCS-2V-4-20')
  const [image] = await cloud.image.images.list()
  const server = await cloud.compute.servers.create({
    name: 'web',
    flavorRef: flavor!.id,
    imageRef: image!.id,
    networks: [{ uuid: network.id }],
  })
  const port = async () => (await cloud.network.ports.list()).find(({ device_id: device }) => device === server.id)
  while ((await port()) === undefined) await clock.sleep(1000)
  const report = await purge({ cloud, clock, selection })
  expect(report.failed.map(({ kind, reason }) => `${kind}: ${reason}`)).toEqual([
    expect.stringMatching(/^subnet: held by port .*which is not ours/),
    expect.stringMatching(/^network: held by port .*which is not ours/),
  ])
  expect(await cloud.compute.servers.get(server.id)).toMatchObject({ name: 'web' })
})

test('a load balancer that is pending is waited for, then deleted with what is in it', async () => {
  const { cloud, clock } = world
  const network = await makeNetwork(world)
  await cloud.loadBalancer.loadBalancers.create({ name: 'api', vip_network_id: network.id, provider: 'amphora' })
  const states: string[] = []
  const onEvent = (event: PurgeEvent) => {
    if (event.type === 'state' && event.kind === 'loadbalancer') states.push(event.state)
  }
  const report = await purge({ cloud, clock, selection, onEvent })
  expect(report).toMatchObject({ failed: [], passes: 1 })
  expect(states).toEqual(expect.arrayContaining(['PENDING_CREATE', 'ACTIVE', 'gone']))
})

test('one that stays pending is reported with what it holds, and its address is not torn out', async () => {
  const stuck = await startSmallWorld({ durations: { amphoraBuild: [HOUR, HOUR] } })
  try {
    const { cloud, clock } = stuck
    const network = await makeNetwork(stuck)
    const { loadBalancers } = cloud.loadBalancer
    const lb = await loadBalancers.create({ name: 'api', vip_network_id: network.id, provider: 'amphora' })
    const report = await purge({ cloud, clock, selection, interval })
    const reasons = Object.fromEntries(report.failed.map(({ id, reason }) => [id, reason]))
    expect(reasons[lb.id]).toBe('still PENDING_CREATE after 1m00s')
    expect(reasons[lb.vip_port_id]).toBe('held by loadbalancer api')
    expect(report.failed.find(({ id }) => id === lb.id)).toMatchObject({ attempts: 0, lastState: 'PENDING_CREATE' })
    expect(await cloud.network.ports.get(lb.vip_port_id)).toMatchObject({ id: lb.vip_port_id })
  } finally {
    await stuck.close()
  }
})

test('a volume that Cinder fails to delete is asked for three times and told with its state', async () => {
  const { cloud, clock } = world
  const volume = await cloud.blockStorage.volumes.create({ name: CLUSTER, size: 1 })
  const volumes = {
    ...cloud.blockStorage.volumes,
    get: async (id: string) => ({ ...(await cloud.blockStorage.volumes.get(id)), status: 'error_deleting' }),
    delete: async () => {},
  }
  const broken = { ...cloud, blockStorage: { ...cloud.blockStorage, volumes } }
  const report = await purge({ cloud: broken, clock, selection })
  expect(report.failed).toMatchObject([
    { id: volume.id, reason: 'ended in error_deleting 3 times', attempts: 3, lastState: 'error_deleting' },
  ])
})

/** A volume of somebody's with as many backups, each upon the one before. */
const makeChain = async ({ cloud, clock }: SmallWorld, names: readonly string[]): Promise<Resource[]> => {
  const { volumes, backups } = cloud.blockStorage
  const isAvailable = async (kind: Pick<Collection, 'get'>, id: string) => {
    while ((await kind.get(id)).status !== 'available') await clock.sleep(1000)
  }
  const { id: volume_id } = await volumes.create({ name: 'data', size: 1 })
  await isAvailable(volumes, volume_id)
  const chain: Resource[] = []
  for (const name of names) {
    chain.push(await backups.create({ volume_id, name, incremental: chain.length > 0 }))
    await isAvailable(backups, chain.at(-1)!.id)
  }
  return chain
}

test('a chain of backups goes from its end, however few deletions run at a time', async () => {
  const { cloud, clock } = world
  const chain = await makeChain(world, [CLUSTER, CLUSTER, CLUSTER])
  const gone: string[] = []
  const onEvent = (event: PurgeEvent) => {
    if (event.type === 'gone') gone.push(event.id)
  }
  const report = await purge({ cloud, clock, selection, onEvent, concurrency: 2 })
  expect(report).toMatchObject({ failed: [], passes: 1 })
  expect(gone).toEqual(chain.map(({ id }) => id).reverse())
})

test('a backup that somebody else’s builds upon is told with that, and it does not go on trying', async () => {
  const { cloud, clock } = world
  const [full, theirs] = await makeChain(world, [CLUSTER, 'mine'])
  const report = await purge({ cloud, clock, selection })
  expect(report.failed).toMatchObject([{ kind: 'backup', id: full!.id, attempts: report.passes }])
  expect(report.failed[0]!.reason).toMatch(/^held by backup mine, which is not ours: /)
  expect(await cloud.blockStorage.backups.get(theirs!.id)).toMatchObject({ status: 'available' })
})

test('kinds that only administrators or few clouds have are deleted like the others', async () => {
  const pools = new Map([['pool-1', { id: 'pool-1', name: CLUSTER, project_id: world.cloud.projectId }]])
  const cloud = withNetwork(
    world.cloud,
    {
      list: async () => [...pools.values()],
      get: async (id) => pools.get(id) ?? Promise.reject(refusal(404, `Subnet pool ${id} could not be found.`)),
      delete: async (id) => void pools.delete(id),
    },
    'subnetPools',
  )
  const report = await purge({ cloud, clock: world.clock, selection })
  expect(report.deleted).toEqual([{ kind: 'subnetpool', id: 'pool-1', name: CLUSTER, rule: 'harness' }])
  expect(pools.size).toBe(0)
})

test('an interruption ends it with the reason of the signal', async () => {
  await makeNetwork(world)
  const controller = new AbortController()
  const onEvent = () => controller.abort(new Error('enough'))
  const running = purge({ cloud: world.cloud, clock: world.clock, selection, signal: controller.signal, onEvent })
  await expect(running).rejects.toThrow('enough')
})

test('a login that is lost ends it: nothing more could be proven', async () => {
  await makeNetwork(world)
  const lost = new StackproofError('E_AUTH', 'expected DELETE to be authorised, got 401')
  const cloud = withNetwork(world.cloud, { delete: () => Promise.reject(lost) })
  await expect(purge({ cloud, clock: world.clock, selection })).rejects.toBe(lost)
})
