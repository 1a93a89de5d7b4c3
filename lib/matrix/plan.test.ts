import { expect, test } from 'vitest'
import type { Plan } from '../core/plan.ts'
import { sum } from './demand.ts'
import { describePlan } from './describe.ts'
import { makePlan } from './plan.ts'
import { cloudWith, DEMO, DEMO2, discoveryOf, inputFor, PROFILE } from './testing/places.ts'

const plan = (changes: Parameters<typeof inputFor>[0] = {}) => makePlan(inputFor(changes))
const values = (made: Plan, axis: string) => new Set(made.cells.map(({ settings }) => settings[axis]))
const ids = (made: Plan) => made.cells.map(({ id }) => id)

test('The default matrix has eight to twelve cells that show every kind of load balancer, both deletions, one and three control planes.', () => {
  const made = plan()
  expect(made.cells.length).toBeGreaterThanOrEqual(8)
  expect(made.cells.length).toBeLessThanOrEqual(12)
  expect(values(made, 'apiEndpoint')).toEqual(new Set(['none', 'octavia-amphora', 'octavia-ovn', 'kube-vip']))
  expect(values(made, 'serviceLb')).toEqual(
    new Set(['none', 'cloud-default', 'octavia-amphora', 'octavia-ovn', 'yawol']),
  )
  expect(values(made, 'deletion')).toEqual(new Set(['services-first', 'services-live']))
  expect(values(made, 'controlPlanes')).toEqual(new Set([1, 3]))
  expect(values(made, 'credential')).toEqual(new Set(['application-credential', 'password']))
})

test.each(['smoke', 'pairwise', 'full'] as const)(
  'With %s the ids are unique, readable and of few characters.',
  (strategy) => {
    const made = plan({ strategy, clouds: [cloudWith(), cloudWith({}, 'other.cloud'), cloudWith({}, 'Other Cloud')] })
    expect(new Set(ids(made)).size).toBe(made.cells.length)
    for (const id of ids(made)) expect(id).toMatch(/^[a-z0-9.-]+$/)
  },
)

test('An id says the main settings, and others where they are not the default.', () => {
  const { cells } = plan({ strategy: 'full' })
  expect(ids({ cells } as Plan)).toContain('openstack-demo2-1-34.octavia-ovn.cloud-default.cp3.rehearsal')
  expect(ids({ cells } as Plan)).toContain('openstack-demo-1-28.kube-vip.yawol.cp1.password.services-live.rehearsal')
})

test('Ids stay when other stacks, clouds and strategies join.', () => {
  const alone = plan({ discovered: discoveryOf(DEMO2) })
  const together = plan({ clouds: [cloudWith({}, 'another'), cloudWith()], strategy: 'full' })
  for (const id of ids(alone)) expect(ids(together)).toContain(id)
})

test('Cells carry the variables that realise their settings, with places for what only the run knows.', () => {
  const { cells } = plan()
  const kubeVip = cells.find(({ settings }) => settings.apiEndpoint === 'kube-vip')!
  expect(kubeVip.variables).toEqual({
    external_id: '{{externalNetwork.id}}',
    secret_name: '{{secret.name}}',
    cloud_name: '{{cloud.name}}',
    controller_flavor: 'SCS-2V-4-20s',
    worker_flavor: 'SCS-2V-4-20s',
    apiserver_loadbalancer: 'kube-vip',
    kube_vip_network_id: '{{kubeVip.networkId}}',
    kube_vip_apiserver_virtual_ip: '{{kubeVip.virtualIp}}',
    kube_vip_apiserver_public_ip: '{{kubeVip.publicIp}}',
    workload_loadbalancer: 'octavia-amphora',
  })
  const base = cells.find(({ stack }) => stack.name === 'demo2')!
  expect(base.variables).toEqual({
    networkExternalID: '{{externalNetwork.id}}',
    nodeCIDR: '{{cell.nodeCidr}}',
    identityRef: { name: '{{secret.name}}', cloudName: '{{cloud.name}}' },
    controlPlaneFlavor: 'SCS-2V-4-20s',
    workerFlavor: 'SCS-2V-4-20s',
    apiServerLoadBalancer: 'octavia-ovn',
    imageIsOrc: false,
    imageName: 'ubuntu-capi-image',
    imageAddVersion: true,
    controlPlaneRootDisk: 0,
    workerRootDisk: 0,
  })
})

test('An image name that does not end in the version is given whole.', () => {
  const clouds = [cloudWith({ images: { ...PROFILE.images, nodePattern: 'k8s-{version}-ubuntu' } })]
  expect(plan({ clouds, discovered: discoveryOf(DEMO2) }).cells[0]!.variables).toMatchObject({
    imageName: 'k8s-v1.34.7-ubuntu',
    imageAddVersion: false,
  })
})

test('A diskless flavor gets a volume, also beside one that has a disk.', () => {
  const clouds = [cloudWith({ flavors: { ...PROFILE.flavors, worker: 'SCS-4V-8' } })]
  const [demo, demo2] = [DEMO, DEMO2].map(
    (stack) => plan({ clouds, discovered: discoveryOf(stack) }).cells[0]!.variables,
  )
  expect(demo2).toMatchObject({ controlPlaneRootDisk: 0, workerRootDisk: 25 })
  expect(demo).toMatchObject({ worker_root_disk: 25 })
  expect(demo).not.toHaveProperty('controller_root_disk')
})

test('The addon behind a switch is expected where the setting turns it.', () => {
  const { cells } = plan()
  for (const { settings, expectations } of cells)
    expect('yawol-controller' in expectations.addons).toBe(settings.serviceLb === 'yawol')
})

test('Server groups come only when asked for.', () => {
  expect(values(plan({ strategy: 'full' }), 'serverGroup')).toEqual(new Set(['none']))
  const asked = plan({ filters: { settings: { serverGroup: ['soft-anti-affinity'] }, stacks: ['demo2'] } })
  expect(asked.cells[0]!.variables).toMatchObject({ controlPlaneServerGroupID: '{{serverGroup.controlPlane}}' })
  expect(asked.cells[0]!.id).toContain('.soft-anti-affinity.')
})

test('Checks that do not apply say why; the others are to be run.', () => {
  const { cells } = plan()
  const without = cells.find(({ settings }) => settings.serviceLb === 'none')!
  expect(without.checks.map(({ notApplicable }) => notApplicable)).toEqual([undefined, 'nothing serves Services'])
  expect(cells[0]!.checks).toEqual([
    { id: 'nodes.ready', area: 'nodes', title: 'Nodes are ready', severity: 'must' },
    { id: 'load-balancer.tcp', area: 'load-balancer', title: 'A Service answers', severity: 'must' },
  ])
  expect(without.estimateSeconds).toBeLessThan(cells[0]!.estimateSeconds)
})

test('Each stack is in the plan as a cell or as an exclusion, also the unreadable and the passed over.', () => {
  const discovered = discoveryOf(
    DEMO,
    { ...DEMO2, id: 'docker/x', provider: 'docker' },
    { ...DEMO2, id: 'openstack/closed', slug: 'closed' },
  )
  const problem = { file: 'bad/csctl.yaml', line: 2, expected: 'a', found: 'b', reason: 'expected a, found b' }
  const broken = [{ id: 'bad', dir: '/bad', path: 'bad', provider: '', name: '', kubernetes: '', problems: [problem] }]
  const made = plan({
    discovered: {
      ...discovered,
      broken,
      problems: [problem],
      passedOver: [{ path: 'old/1-27', reason: 'no csctl.yaml' }],
    },
    clouds: [cloudWith({ credentials: [] }, 'empty'), cloudWith()],
  })
  for (const cloud of ['empty', 'rehearsal'])
    for (const stack of ['openstack/demo', 'docker/x', 'openstack/closed', 'bad', 'old/1-27'])
      expect(
        [...made.cells.map((cell) => ({ stack: cell.stack.id, cloud: cell.cloud })), ...made.exclusions],
        `${stack} on ${cloud}`,
      ).toContainEqual(expect.objectContaining({ stack, cloud }))
  expect(made.exclusions.find(({ rule }) => rule === 'unreadable')).toMatchObject({
    reason: problem.reason,
    source: 'bad/csctl.yaml:2',
  })
  expect(made.stacks.find(({ id }) => id === 'bad')).toMatchObject({ problem: 'bad/csctl.yaml: expected a, found b' })
})

test('Filters leave the cells that match, and a pattern that matches nothing is an error with the nearest word.', () => {
  const filtered = plan({
    filters: { stacks: ['openstack/demo'], settings: { controlPlanes: ['3'], apiEndpoint: ['kube-vip'] } },
  })
  expect(ids(filtered)).toContain('openstack-demo-1-28.kube-vip.octavia-amphora.cp3.rehearsal')
  expect(values(filtered, 'controlPlanes')).toEqual(new Set([3]))
  expect(filtered.stacks).toHaveLength(2)
  expect(ids(plan({ filters: { cells: ['*.kube-vip.*'] } }))).toHaveLength(1)
  const wrong = (filters: object) => () => plan({ filters })
  expect(wrong({ settings: { apiEndpont: ['none'] } })).toThrow(
    expect.objectContaining({ code: 'E_USAGE', hint: 'did you mean apiEndpoint?' }),
  )
  expect(wrong({ settings: { apiEndpoint: ['octavia-ofn'] } })).toThrow(
    expect.objectContaining({ hint: 'did you mean octavia-ovn?' }),
  )
  expect(wrong({ settings: { workers: ['two'] } })).toThrow(/Expected a value of workers/)
  expect(wrong({ stacks: ['demo3'] })).toThrow(/Expected a stack, got "demo3"/)
  expect(wrong({ clouds: ['x'] })).toThrow(/Expected a cloud/)
  expect(wrong({ cells: ['nope*'] })).toThrow(/Expected a cell/)
})

test('The number of workers is free.', () => {
  const made = plan({ filters: { settings: { workers: [5] }, stacks: ['demo'] } })
  expect(made.cells[0]).toMatchObject({ settings: { workers: 5 }, demand: { servers: 7 } })
  expect(made.cells[0]!.id).toContain('.w5.')
})

test('Shards are a partition of the plan, the same each time and about equally long.', () => {
  const whole = plan({ strategy: 'full' })
  const shards = [1, 2, 3].map((index) => plan({ strategy: 'full', shard: { index, count: 3 } }))
  expect(shards.flatMap(ids).sort()).toEqual(ids(whole).sort())
  for (const shard of shards) for (const cell of shard.cells) expect(whole.cells[cell.index]).toEqual(cell)
  expect(ids(plan({ strategy: 'full', shard: { index: 2, count: 3 } }))).toEqual(ids(shards[1]!))
  const loads = shards.map(({ cells }) => cells.reduce((total, { estimateSeconds }) => total + estimateSeconds, 0))
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThan(
    Math.max(...whole.cells.map(({ estimateSeconds }) => estimateSeconds)),
  )
})

test('Waves hold every cell once and never need more than the quota.', () => {
  const quota = { servers: 12, floatingIps: 8 }
  const made = plan({ strategy: 'pairwise', clouds: [cloudWith({ quota }), cloudWith({}, 'endless')] })
  expect(made.schedule.waves.flat().sort()).toEqual(ids(made).sort())
  for (const wave of made.schedule.waves) {
    const limited = made.cells.filter(({ id, cloud }) => wave.includes(id) && cloud === 'rehearsal')
    const needed = sum(limited.map(({ demand }) => demand))
    expect(needed.servers).toBeLessThanOrEqual(12)
    expect(needed.floatingIps).toBeLessThanOrEqual(8)
  }
  expect(
    made.cells.filter(({ cloud }) => cloud === 'endless').every(({ id }) => made.schedule.waves[0]!.includes(id)),
  ).toBe(true)
})

test('A cell that never fits the quota is excluded with what it lacks.', () => {
  const made = plan({ clouds: [cloudWith({ quota: { servers: 4 } })] })
  expect(values(made, 'controlPlanes')).toEqual(new Set([1]))
  expect(made.exclusions).toContainEqual(
    expect.objectContaining({
      rule: 'quota',
      settings: { controlPlanes: 3 },
      reason: expect.stringContaining('servers, the quota is 4'),
    }),
  )
})

test('A plan can be told in words.', () => {
  const text = describePlan(plan({ clouds: [cloudWith({ quota: { servers: 20 } })] }))
  expect(text).toContain('10 cells (smoke)')
  expect(text).toMatch(/openstack-demo2-1-34\.octavia-ovn\.cloud-default\.cp1\.rehearsal +2 +4 +8 +16 +3 +\d+m\d\ds/)
  expect(text).toMatch(
    /2 × endpoint-without-balancer: .*\n +apiEndpoint=none \+ controlPlanes=3 of openstack\/demo, openstack\/demo2/,
  )
  expect(text).toMatch(/servers +\d+ +20 +\d+/)
  expect(text).toMatch(/\d waves, about .* of the cloud's time/)
})

test('A plan is plain data: it survives JSON.', () => {
  const made = plan()
  expect(JSON.parse(JSON.stringify(made))).toEqual(made)
})
