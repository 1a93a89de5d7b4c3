import { expect, test } from 'vitest'
import type { CloudProfile, Demand, Settings } from '../core/plan.ts'
import type { Stack } from '../stacks/types.ts'
import { demandOf, excess, limitsOf, sum } from './demand.ts'
import { resolveAxes } from './resolve-axes.ts'
import { DEMO, DEMO2, PROFILE } from './testing/places.ts'

const demand = (stack: Stack, settings: Settings, profile: Partial<CloudProfile> = {}): Demand => {
  const place = { stack, profile: { ...PROFILE, ...profile } }
  const axes = resolveAxes(place)
  return demandOf(
    place,
    new Map(
      axes.map(({ axis, values, default: fallback }) => [
        axis.id,
        values.find(({ value }) => value === (settings[axis.id] ?? fallback)) ?? values[0]!,
      ]),
    ),
  )
}

test('A plain cell needs its machines, one more for a replacement, and what their network consists of.', () => {
  expect(demand(DEMO, { apiEndpoint: 'none', serviceLb: 'none' })).toEqual({
    servers: 4,
    cores: 8,
    ram: 16384,
    volumes: 2,
    gigabytes: 2,
    networks: 1,
    subnets: 1,
    routers: 1,
    ports: 6,
    floatingIps: 1,
    loadBalancers: 0,
    securityGroups: 2,
    serverGroups: 0,
  })
})

test('Load balancers of Octavia cost no machines of the tenant, those of yawol do.', () => {
  const plain = demand(DEMO, { serviceLb: 'none' })
  const octavia = demand(DEMO, { serviceLb: 'octavia-amphora' })
  const yawol = demand(DEMO, { serviceLb: 'yawol', credential: 'password' })
  expect(octavia.servers - plain.servers).toBe(0)
  expect(octavia.loadBalancers - plain.loadBalancers).toBe(2)
  expect(yawol.servers - plain.servers).toBe(2)
  expect([yawol.cores - plain.cores, yawol.ram - plain.ram, yawol.loadBalancers - plain.loadBalancers]).toEqual([
    2, 4096, 0,
  ])
})

test('Three control planes need two machines more than one.', () => {
  expect(demand(DEMO2, { controlPlanes: 3 }).servers - demand(DEMO2, { controlPlanes: 1 }).servers).toBe(2)
})

test('Machines that boot from volumes need one each, and the default of the class counts where nothing is set.', () => {
  expect(demand(DEMO2, { rootDisk: 'volume' })).toMatchObject({ volumes: 6, gigabytes: 102 })
  expect(demand(DEMO2, { rootDisk: 'flavor' })).toMatchObject({ volumes: 2, gigabytes: 2 })
  const variables = DEMO.clusterClass.variables.map((variable) =>
    variable.name === 'worker_root_disk' ? { ...variable, default: 40 } : variable,
  )
  expect(demand({ ...DEMO, clusterClass: { ...DEMO.clusterClass, variables } }, {})).toMatchObject({
    volumes: 4,
    gigabytes: 82,
  })
})

test('Of flavors with names of their own only the machines are counted.', () => {
  const flavors = { controlPlane: 'm1', worker: 'm1', yawol: 'm1' }
  expect(demand(DEMO, {}, { flavors })).toMatchObject({ servers: 4, cores: 0, ram: 0 })
})

test('Only what a quota declares limits, and a negative limit is none.', () => {
  const need = sum([{ servers: 5, cores: 9 }, { servers: 1 }])
  expect(excess(need, limitsOf({ servers: 5, cores: -1 }))).toEqual([['servers', 5]])
  expect(excess(need, limitsOf({ servers: 6, ram: 0 }))).toEqual([])
})
