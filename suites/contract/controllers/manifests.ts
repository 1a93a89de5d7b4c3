import { BOOTSTRAP, CONTROL_PLANE, CORE, OPENSTACK } from '../../../fixtures/contract/controllers/kinds.ts'
import type { KubeObject } from '../../../lib/kubernetes/types.ts'

export const KIND = {
  cluster: { apiVersion: CORE, kind: 'Cluster' },
  clusterClass: { apiVersion: CORE, kind: 'ClusterClass' },
  machineDeployment: { apiVersion: CORE, kind: 'MachineDeployment' },
  controlPlane: { apiVersion: CONTROL_PLANE, kind: 'KubeadmControlPlane' },
  infra: { apiVersion: OPENSTACK, kind: 'OpenStackCluster' },
  infraMachine: { apiVersion: OPENSTACK, kind: 'OpenStackMachine' },
} as const

/** The only version in these scenarios: nothing is booted with it. */
export const VERSION = 'v1.33.1'
export const CLASS = 'stack'

/** Nobody listens there. */
const CLOUDS = `clouds:
  openstack:
    auth:
      auth_url: http://127.0.0.1:1/v3
      username: nobody
      password: not-a-secret
      project_name: nothing
      user_domain_name: Default
      project_domain_name: Default
    region_name: RegionOne
`

const template = (apiVersion: string, kind: string, name: string, spec: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  spec: { template: { spec } },
})

const machine = (name: string) =>
  template(OPENSTACK, 'OpenStackMachineTemplate', name, {
    flavor: 'small',
    image: { filter: { name: 'node-image' } },
    identityRef: { name: 'openstack', cloudName: 'openstack' },
  })

const joined = { nodeRegistration: { kubeletExtraArgs: { 'provider-id': 'openstack:///{{ instance_id }}' } } }

/** The templates that the class is made of, and the credential. */
export const templates = (): KubeObject[] => [
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'openstack' },
    data: { 'clouds.yaml': Buffer.from(CLOUDS).toString('base64') },
  },
  template(OPENSTACK, 'OpenStackClusterTemplate', 'stack-cluster', {
    identityRef: { name: 'openstack', cloudName: 'openstack' },
    managedSubnets: [{ cidr: '10.8.0.0/20', dnsNameservers: ['9.9.9.9'] }],
    apiServerLoadBalancer: { enabled: true },
  }),
  template(CONTROL_PLANE, 'KubeadmControlPlaneTemplate', 'stack-plane', {
    kubeadmConfigSpec: { initConfiguration: joined, joinConfiguration: joined },
  }),
  machine('stack-plane-machine'),
  machine('stack-worker-machine'),
  template(BOOTSTRAP, 'KubeadmConfigTemplate', 'stack-worker', { joinConfiguration: joined }),
]

const ref = (apiVersion: string, kind: string, name: string) => ({ ref: { apiVersion, kind, name } })

const VARIABLES = [
  { name: 'flavor', required: false, schema: string({ default: 'small', enum: ['small', 'large'] }) },
  { name: 'workerDisk', required: false, schema: { openAPIV3Schema: { type: 'integer', minimum: 10, default: 20 } } },
  {
    name: 'dns',
    required: false,
    schema: { openAPIV3Schema: { type: 'array', items: { type: 'string' }, default: ['9.9.9.9'], maxItems: 3 } },
  },
  {
    name: 'network',
    required: false,
    schema: {
      openAPIV3Schema: {
        type: 'object',
        default: {},
        properties: {
          mtu: { type: 'integer', default: 1450, maximum: 9000 },
          name: { type: 'string', pattern: '^[a-z]+$', maxLength: 12 },
        },
      },
    },
  },
]

function string(more: object) {
  return { openAPIV3Schema: { type: 'string', ...more } }
}

const patch = (name: string, kind: string, matchResources: object, jsonPatches: object[], enabledIf?: string) => ({
  name,
  ...(enabledIf !== undefined && { enabledIf }),
  definitions: [{ selector: { apiVersion: OPENSTACK, kind, matchResources }, jsonPatches }],
})

const PATCHES = [
  patch('flavor', 'OpenStackMachineTemplate', { controlPlane: true }, [
    { op: 'replace', path: '/spec/template/spec/flavor', valueFrom: { variable: 'flavor' } },
  ]),
  patch('workerDisk', 'OpenStackMachineTemplate', { machineDeploymentClass: { names: ['default-worker'] } }, [
    {
      op: 'add',
      path: '/spec/template/spec/rootVolume',
      valueFrom: { template: 'sizeGiB: {{ .workerDisk }}' },
    },
  ]),
  patch('dns', 'OpenStackClusterTemplate', { infrastructureCluster: true }, [
    {
      op: 'replace',
      path: '/spec/template/spec/managedSubnets',
      valueFrom: { template: '[{cidr: 10.8.0.0/20, dnsNameservers: [{{ range .dns }}{{ . }},{{ end }}]}]' },
    },
  ]),
]

interface ClassChange {
  name?: string
  variables?: object[]
  workers?: string
}

/** The class of all scenarios: three patches, four variables, one kind of workers. */
export const clusterClass = ({
  name = CLASS,
  variables = [],
  workers = 'stack-worker',
}: ClassChange = {}): KubeObject => ({
  ...KIND.clusterClass,
  metadata: { name },
  spec: {
    infrastructure: ref(OPENSTACK, 'OpenStackClusterTemplate', 'stack-cluster'),
    controlPlane: {
      ...ref(CONTROL_PLANE, 'KubeadmControlPlaneTemplate', 'stack-plane'),
      machineInfrastructure: ref(OPENSTACK, 'OpenStackMachineTemplate', 'stack-plane-machine'),
    },
    workers: {
      machineDeployments: [
        {
          class: 'default-worker',
          template: {
            bootstrap: ref(BOOTSTRAP, 'KubeadmConfigTemplate', workers),
            infrastructure: ref(OPENSTACK, 'OpenStackMachineTemplate', 'stack-worker-machine'),
          },
        },
      ],
    },
    variables: [...VARIABLES, ...variables],
    patches: PATCHES,
  },
})

interface ClusterChange {
  variables?: Record<string, unknown>
  workers?: object[]
  className?: string
  version?: string
  controlPlane?: number
  labels?: Record<string, string>
  paused?: boolean
}

export const worker = (name: string, replicas = 1, workerClass = 'default-worker') => ({
  class: workerClass,
  name,
  replicas,
})

/** A Cluster of that class: one control plane, one worker. */
export const cluster = (name: string, change: ClusterChange = {}): KubeObject => {
  const { variables = {}, workers = [worker('md-0')], className = CLASS, version = VERSION, controlPlane = 1 } = change
  return {
    ...KIND.cluster,
    metadata: { name, ...(change.labels !== undefined && { labels: change.labels }) },
    spec: {
      ...(change.paused !== undefined && { paused: change.paused }),
      clusterNetwork: {
        pods: { cidrBlocks: ['172.16.0.0/16'] },
        services: { cidrBlocks: ['10.96.0.0/12'] },
        serviceDomain: 'cluster.local',
      },
      topology: {
        class: className,
        version,
        controlPlane: { replicas: controlPlane },
        workers: { machineDeployments: workers },
        variables: listed(variables),
      },
    },
  }
}

/** Variables as a topology lists them. */
export const listed = (variables: Readonly<Record<string, unknown>>) =>
  Object.entries(variables).map(([name, value]) => ({ name, value }))
