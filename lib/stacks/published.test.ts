import { beforeEach, describe, expect, test } from 'vitest'
import { discoverStacks } from './discover.ts'
import { hasPublished, NO_PUBLISHED, PUBLISHED } from './testing/directories.ts'
import type { Stack } from './types.ts'

const GX_SCS = 'ebfe5546-f09f-4f42-ab54-094e457d42ec'

describe('The published stacks', () => {
  let stacks: Map<string, Stack>
  beforeEach(async ({ skip }) => {
    skip(!hasPublished, NO_PUBLISHED)
    stacks ??= new Map((await discoverStacks(PUBLISHED)).stacks.map((stack) => [stack.id, stack]))
  })

  const stack = (id: string) => stacks.get(id)!
  const defaults = (id: string) =>
    Object.fromEntries(stack(id).clusterClass.variables.map((variable) => [variable.name, variable.default]))
  const versions = (id: string) => Object.fromEntries(stack(id).addons.map(({ chart, version }) => [chart, version]))

  test('are all found and read, without a problem.', async () => {
    const { broken, passedOver } = await discoverStacks(PUBLISHED)
    expect(broken).toEqual([])
    expect([...stacks].map(([id, { kubernetes, era }]) => `${id} ${kubernetes} ${era}`)).toEqual([
      '2024-04-wooctavia/openstack/alpha/1-27 v1.27.12 B',
      '2024-04-wooctavia/openstack/alpha/1-28 v1.28.8 B',
      '2024-04-wooctavia/openstack/alpha/1-29 v1.29.3 B',
      '2024-04-wooctavia/openstack/wooctavia/1-27 v1.27.12 B',
      '2025-02-before-kube-vip-removal/kubevirt/alpha/1-29 v1.29.5 B',
      '2025-02-before-kube-vip-removal/openstack/kamaji/1-30 v1.30.1 B',
      '2025-02-before-kube-vip-removal/openstack/scs v1.29.9 C',
      '2026-05-head/docker/scs v1.30.10 D',
      '2026-05-head/openstack/scs v1.32.5 D',
      '2026-05-head/openstack/scs2 v1.34.7 E',
      'openstack-scs-1-30-v2/docker/scs v1.30.10 D',
      'openstack-scs-1-30-v2/kubevirt/alpha/1-29 v1.29.5 B',
      'openstack-scs-1-30-v2/openstack/kamaji/1-30 v1.30.1 B',
      'openstack-scs-1-30-v2/openstack/scs v1.30.11 D',
      'openstack-scs2-1-33-v5/docker/scs v1.30.10 D',
      'openstack-scs2-1-33-v5/openstack/scs v1.32.5 D',
      'openstack-scs2-1-33-v5/openstack/scs2 v1.33.10 E',
    ])
    expect(passedOver.map(({ path }) => path.split('/').slice(-2).join('/'))).toEqual([
      'ferrol/1-27',
      'ferrol/1-27',
      'ferrol/1-27',
    ])
  })

  test('of 2024 with kube-vip and yawol: wooctavia requires what has to be made by hand.', () => {
    const wooctavia = stack('2024-04-wooctavia/openstack/wooctavia/1-27')
    const required = wooctavia.clusterClass.variables.filter((variable) => variable.required).map(({ name }) => name)
    expect(required).toEqual(['yawol_flavor_id', 'yawol_image_id', 'network_id', 'apiserver_virtual_ip'])
    expect(defaults(wooctavia.id)).toMatchObject({
      external_id: GX_SCS,
      controller_flavor: 'SCS-2V-4-20',
      cloud_name: 'openstack',
    })
    expect(versions(wooctavia.id)).toEqual({
      'metrics-server': '3.12.0',
      cilium: '1.15.2',
      'openstack-cloud-controller-manager': '2.27.6',
      'openstack-cinder-csi': '2.27.3',
      'yawol-controller': '0.21.3',
    })
    expect(wooctavia.nodeImages).toMatchObject([{ name: 'ubuntu-capi-image-v1.27.12', diskFormat: 'qcow2' }])
    expect(wooctavia.clusterClass.infrastructureApi).toBe('infrastructure.cluster.x-k8s.io/v1alpha7')
    expect(wooctavia.expectations).toMatchObject({
      defaultStorageClass: null,
      etcdMetrics: false,
      machineDeploymentClass: '{class}',
      noProvider: false,
    })
  })

  test('of 2025-02: scs has both switches, and all variables in spite of its strange descriptions.', () => {
    const id = '2025-02-before-kube-vip-removal/openstack/scs'
    expect(defaults(id)).toMatchObject({
      apiserver_loadbalancer: 'octavia-amphora',
      workload_loadbalancer: 'octavia-amphora',
      worker_root_disk: 25,
    })
    expect(stack(id).clusterClass.variables).toHaveLength(25)
    expect(stack(id).addons.find(({ chart }) => chart === 'yawol-controller')).toMatchObject({
      condition: 'yawol-controller.enabled',
      enabled: false,
      version: '0.25.0',
      vendored: '0.21.3',
    })
    expect(stack(id).versions).toContainEqual({ kubernetes: '1.29.10', cinder_csi: '2.29.2', occm: '2.29.3' })
    expect(stack(id).expectations).toMatchObject({
      defaultStorageClass: 'csi-cinder-sc-delete',
      etcdMetrics: true,
      machineDeploymentClass: 'default-worker',
      clusterLabels: { 'managed-secret': 'cloud-config' },
      noProvider: false,
    })
  })

  test('since 2025: scs is multi-stage, brings its image by ORC and needs no provider operator.', () => {
    const scs = stack('2026-05-head/openstack/scs')
    expect(scs.facts).toMatchObject({ multiStage: true, vendored: true, orcImage: 'class', nodeImages: false })
    expect(scs.addonStages).toEqual({
      AfterControlPlaneInitialized: ['cni', 'metrics-server', 'csi', 'ccm'],
      BeforeClusterUpgrade: ['cni', 'metrics-server', 'csi', 'ccm'],
    })
    expect(scs.addons.find(({ chart }) => chart === 'cilium')).toMatchObject({
      stage: 'cni',
      version: '1.17.4',
      vendored: '1.17.4',
    })
    expect(scs.expectations.noProvider).toBe(true)
    // The release that was wrong in one place: a cloud controller of 1.31 with Kubernetes 1.30.
    expect(versions('openstack-scs-1-30-v2/openstack/scs')).toMatchObject({
      'openstack-cloud-controller-manager': '2.31.1',
    })
  })

  test('of the newest layout: scs2 has charts to fetch and variables in camel case.', () => {
    const id = '2026-05-head/openstack/scs2'
    expect(stack(id).facts).toMatchObject({ vendored: false, orcImage: 'beside', versionsFile: true })
    expect(defaults(id)).toMatchObject({
      apiServerLoadBalancer: 'octavia-ovn',
      controlPlaneRootDisk: 50,
      dnsNameservers: ['9.9.9.9', '149.112.112.112'],
      identityRef: {},
    })
    expect(stack(id).clusterClass.variables).toHaveLength(27)
    expect(stack(id).expectations).toEqual({
      defaultStorageClass: 'csi-cinder-sc-delete',
      etcdMetrics: true,
      addons: {
        cilium: '1.18.9',
        'metrics-server': '3.13.0',
        'openstack-cinder-csi': '2.34.3',
        'openstack-cloud-controller-manager': '2.34.2',
      },
      machineDeploymentClass: 'default-worker',
      clusterLabels: { 'managed-secret': 'clouds-yaml' },
      noProvider: true,
      clusterApi: 'cluster.x-k8s.io/v1beta1',
    })
  })

  test('of other providers are there as well, with what sets them apart.', () => {
    const docker = stack('2026-05-head/docker/scs')
    expect(docker.clusterClass.infrastructureKind).toBe('DockerClusterTemplate')
    expect(docker.expectations).toMatchObject({ defaultStorageClass: null, clusterLabels: {}, noProvider: true })
    expect(defaults(docker.id)).toEqual({ imageRepository: '' })
    expect(stack('2025-02-before-kube-vip-removal/openstack/kamaji/1-30').clusterClass.controlPlaneKind).toBe(
      'KamajiControlPlaneTemplate',
    )
    expect(stack('2025-02-before-kube-vip-removal/kubevirt/alpha/1-29').provider).toBe('kubevirt')
  })

  test('say by hand which release they are, where they are that old.', () => {
    expect(stack('2024-04-wooctavia/openstack/alpha/1-28').releasedAs).toBe('v2')
    expect(stack('2026-05-head/openstack/scs2').releasedAs).toBeNull()
  })
})
