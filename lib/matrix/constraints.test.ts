import { expect, test } from 'vitest'
import type { CloudProfile, Settings } from '../core/plan.ts'
import type { Stack } from '../stacks/types.ts'
import { CONSTRAINTS } from './constraints.ts'
import { forbid } from './forbid.ts'
import { resolveAxes } from './resolve-axes.ts'
import { DEMO, DEMO2, PROFILE, withVariables } from './testing/places.ts'
import type { PlanFilters } from './types.ts'

const excluded = (stack: Stack, profile: Partial<CloudProfile> = {}, settings?: PlanFilters['settings']) => {
  const place = { stack, profile: { ...PROFILE, ...profile } }
  return forbid(place, resolveAxes(place, settings), ['v1alpha7', 'v1beta1'])
}

const settingsOf = (found: ReturnType<typeof excluded>, rule: string) =>
  found.filter((one) => one.rule.id === rule).map(({ settings }) => settings)

const with_ = (stack: Stack, changes: Partial<Stack>): Stack => ({ ...stack, ...changes })
const withClass = (stack: Stack, changes: Partial<Stack['clusterClass']>) =>
  with_(stack, { clusterClass: { ...stack.clusterClass, ...changes } })
const withExpectations = (stack: Stack, changes: Partial<Stack['expectations']>) =>
  with_(stack, { expectations: { ...stack.expectations, ...changes } })

const DISKLESS = { flavors: { ...PROFILE.flavors, controlPlane: 'SCS-2V-4', worker: 'SCS-2V-4' } }
const wanted = DEMO.clusterClass.variables.map((variable) =>
  variable.name === 'ssh_key' ? { ...variable, name: 'data_store', required: true, default: undefined } : variable,
)

// Rule, a place that breaks it, the combinations it must exclude there, and the same place without the break.
const CASES: readonly [
  rule: string,
  broken: [Stack, Partial<CloudProfile>?, PlanFilters['settings']?],
  settings: readonly Settings[],
][] = [
  ['provider', [with_(DEMO2, { provider: 'docker' })], [{}]],
  ['control-plane-provider', [withClass(DEMO, { controlPlaneKind: 'KamajiControlPlaneTemplate' })], [{}]],
  ['stack-name', [with_(DEMO2, { name: 'hosted-control-plane' })], [{}]],
  ['infrastructure-api', [withClass(DEMO, { infrastructureApi: 'infrastructure.cluster.x-k8s.io/v1beta2' })], [{}]],
  ['node-images', [with_(DEMO, { nodeImageMethod: 'get' })], [{}]],
  ['no-value', [DEMO2, {}, { apiEndpoint: ['kube-vip'] }], [{}]],
  ['required-variable', [withVariables(DEMO, wanted)], [{}]],
  ['kube-vip-kubernetes', [with_(DEMO, { kubernetes: 'v1.29.0' })], [{ apiEndpoint: 'kube-vip' }]],
  [
    'kube-vip-public-ip',
    [
      withClass(DEMO, {
        variables: DEMO.clusterClass.variables.filter(({ name }) => name !== 'kube_vip_apiserver_public_ip'),
      }),
    ],
    [{ apiEndpoint: 'kube-vip' }],
  ],
  ['yawol-credential', [DEMO], [{ serviceLb: 'yawol', credential: 'application-credential' }]],
  ['yawol-image', [DEMO, { images: { ...PROFILE.images, yawol: null } }], [{ serviceLb: 'yawol' }]],
  [
    'yawol-secret',
    [withExpectations(DEMO, { clusterLabels: { 'managed-secret': 'clouds-yaml' } })],
    [{ serviceLb: 'yawol' }],
  ],
  ['endpoint-without-balancer', [DEMO2], [{ apiEndpoint: 'none', controlPlanes: 3 }]],
  ['endpoint-provider-amphora', [DEMO2, { loadBalancerProviders: ['ovn'] }], [{ apiEndpoint: 'octavia-amphora' }]],
  ['endpoint-provider-ovn', [DEMO2, { loadBalancerProviders: ['amphora'] }], [{ apiEndpoint: 'octavia-ovn' }]],
  ['service-provider-amphora', [DEMO, { loadBalancerProviders: ['ovn'] }], [{ serviceLb: 'octavia-amphora' }]],
  ['service-provider-ovn', [DEMO, { loadBalancerProviders: ['amphora'] }], [{ serviceLb: 'octavia-ovn' }]],
  ['service-default-provider', [DEMO2, { loadBalancerProviders: ['ovn'] }], [{ serviceLb: 'cloud-default' }]],
  ['ovn-allowed-cidrs', [withClass(DEMO, { apiRestricted: true })], [{ apiEndpoint: 'octavia-ovn' }]],
  [
    'anti-affinity',
    [DEMO2, { hypervisors: 3 }, { serverGroup: ['none', 'anti-affinity'] }],
    [{ serverGroup: 'anti-affinity', controlPlanes: 3 }],
  ],
  ['diskless-flavor', [DEMO, DISKLESS], [{ rootDisk: 'flavor' }]],
  ['hidden-local-disk', [DEMO], [{ rootDisk: 'volume' }]],
  ['root-disk-variable', [withVariables(DEMO, ['controller_flavor']), DISKLESS], [{ rootDisk: 'flavor' }]],
  ['image-import', [withExpectations(DEMO, { noProvider: false }), { imageImport: false }], [{ image: 'import' }]],
  ['nothing-live', [DEMO], [{ serviceLb: 'none', deletion: 'services-live' }]],
  ['quota', [DEMO2, { quota: { servers: 4 } }], [{ controlPlanes: 3, serviceLb: 'cloud-default' }]],
]

test.each(CASES)('%s excludes what it must, and nothing else.', (rule, place, settings) => {
  expect(settingsOf(excluded(...place), rule)).toEqual(settings)
})

test('Every rule has such a case.', () => {
  expect(CASES.map(([rule]) => rule).sort()).toEqual(CONSTRAINTS.map(({ id }) => id).sort())
})

test('On a cloud that has everything only what can never go together is excluded.', () => {
  const rules = (stack: Stack) =>
    excluded(stack, { flavors: { ...PROFILE.flavors, controlPlane: 'unknown', worker: 'unknown' } }).map(
      ({ rule }) => rule.id,
    )
  expect(rules(DEMO)).toEqual(['yawol-credential', 'endpoint-without-balancer', 'nothing-live'])
  expect(rules(DEMO2)).toEqual(['endpoint-without-balancer'])
})

test('A stack that can not be deployed at all is excluded once, not setting by setting.', () => {
  const found = excluded(with_(DEMO, { provider: 'kubevirt' }))
  expect(found.map(({ rule }) => rule.id)).toEqual(['provider'])
  expect(found[0]!.reason).toMatch(/kubevirt.*not supported yet/)
})

test('Rules read no settings but those that they declare.', () => {
  const place = { stack: DEMO, profile: PROFILE }
  const axes = resolveAxes(place)
  for (const rule of CONSTRAINTS) {
    const read = new Set<string>()
    const settings = new Proxy({} as Settings, { get: (_, axis) => void read.add(String(axis)) })
    rule.violated({ ...place, axes, settings, infrastructureApis: ['v1beta1'] })
    expect(
      [...read].filter((axis) => !rule.axes.some((id) => id === axis)),
      rule.id,
    ).toEqual([])
  }
})

test('Each exclusion names its rule, a reason in words and a source.', () => {
  for (const { rule, reason } of [...excluded(DEMO, { quota: { cores: 1 } }), ...excluded(DEMO2)]) {
    expect(reason.length).toBeGreaterThan(20)
    expect(rule.source).not.toBe('')
  }
  expect(excluded(DEMO2, { quota: { servers: 3, cores: 7 } }).at(-1)!.reason).toBe(
    'needs 4 servers, the quota is 3, needs 8 cores, the quota is 7',
  )
})
