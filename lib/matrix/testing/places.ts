import type { CloudProfile, PlannedCloud } from '../../core/plan.ts'
import { discoverStacks } from '../../stacks/discover.ts'
import { OWN_STACKS } from '../../stacks/testing/directories.ts'
import type { Discovery, Stack, Variable } from '../../stacks/types.ts'
import type { CatalogEntry, PlanInput } from '../types.ts'

export const PROFILE: CloudProfile = {
  externalNetwork: 'ext01',
  region: 'RegionOne',
  availabilityZones: ['nova'],
  loadBalancerProviders: ['amphora', 'ovn'],
  defaultLoadBalancerProvider: 'amphora',
  flavors: { controlPlane: 'SCS-2V-4-20s', worker: 'SCS-2V-4-20s', yawol: 'SCS-1V-2-5' },
  credentials: ['application-credential', 'password'],
  ca: 'private',
  hypervisors: 8,
  imageImport: true,
  images: { yawol: 'yawol', nodePattern: 'ubuntu-capi-image-{version}' },
  networks: { nodes: '10.8.0.0/14', pods: '172.16.0.0/12', services: '10.96.0.0/12' },
  quota: {},
}

export const cloudWith = (changes: Partial<CloudProfile> = {}, name = 'rehearsal'): PlannedCloud => ({
  name,
  kind: 'rehearsal',
  profile: { ...PROFILE, ...changes },
})

const discovered = await discoverStacks(OWN_STACKS)
export const DEMO = discovered.stacks.find(({ name }) => name === 'demo')!
export const DEMO2 = discovered.stacks.find(({ name }) => name === 'demo2')!

export const discoveryOf = (...stacks: Stack[]): Discovery => ({ ...discovered, stacks })

/** A stack with another set of variables; names alone are strings without default. */
export const withVariables = (stack: Stack, variables: readonly (string | Variable)[]): Stack => ({
  ...stack,
  clusterClass: {
    ...stack.clusterClass,
    variables: variables.map((one) => (typeof one === 'string' ? { name: one, type: 'string', required: false } : one)),
  },
})

const CHECKS: readonly CatalogEntry[] = [
  { id: 'nodes.ready', area: 'nodes', title: 'Nodes are ready', severity: 'must', inapplicable: [] },
  {
    id: 'load-balancer.tcp',
    area: 'load-balancer',
    title: 'A Service answers',
    severity: 'must',
    inapplicable: [{ settings: { serviceLb: ['none'] }, reason: 'nothing serves Services' }],
  },
]

export const inputFor = (changes: Partial<PlanInput> = {}): PlanInput => ({
  stacksDir: discovered.dir,
  discovered,
  clouds: [cloudWith()],
  strategy: 'smoke',
  checks: CHECKS,
  ...changes,
})
