import { minorOf } from '../stacks/names.ts'
import { demandOf, excess, limitsOf } from './demand.ts'
import { flavorSize } from './flavors.ts'
import { hasVariable } from './resolve-axes.ts'
import type { AxisValue, Constraint, ConstraintContext, ResolvedAxis } from './types.ts'

/** What can't be combined on any cloud, or not on this one. */
export const SETTING_RULES: readonly Constraint[] = [
  {
    id: 'kube-vip-kubernetes',
    axes: ['apiEndpoint'],
    violated: ({ settings, stack }) =>
      settings.apiEndpoint === 'kube-vip' && Number(minorOf(stack.kubernetes).split('-')[1]) >= 29,
    reason:
      'kube-vip 0.7 reads admin.conf, which has no rights while a control plane of Kubernetes 1.29 or later starts',
    source: 'kube-vip #684',
  },
  {
    id: 'kube-vip-public-ip',
    axes: ['apiEndpoint'],
    violated: (context) =>
      context.settings.apiEndpoint === 'kube-vip' && !sets(context, 'apiEndpoint', '{{kubeVip.publicIp}}'),
    reason:
      'the management cluster is outside of the network, and the stack has no variable for the public address of the virtual IP',
    source: 'cluster-stacks #54',
  },
  {
    id: 'yawol-credential',
    axes: ['serviceLb', 'credential'],
    violated: ({ settings }) => settings.serviceLb === 'yawol' && settings.credential !== 'password',
    reason: 'yawol logs in with user name and password only',
    source: 'yawol README; cluster-stacks docs/configuration.md',
  },
  {
    id: 'yawol-image',
    axes: ['serviceLb'],
    violated: ({ settings, profile }) =>
      settings.serviceLb === 'yawol' && (profile.images.yawol === null || profile.flavors.yawol === ''),
    reason: 'the cloud declares no image and flavor for the machines of yawol',
    source: 'cluster-stacks #54',
  },
  {
    id: 'yawol-secret',
    axes: ['serviceLb'],
    violated: ({ settings, stack }) =>
      settings.serviceLb === 'yawol' && stack.expectations.clusterLabels['managed-secret'] !== 'cloud-config',
    reason: 'yawol reads cloudprovider.conf of the secret cloud-config, which the stack does not get',
    source: 'openstack-csp-helper, cloud-config secret',
  },
  {
    id: 'endpoint-without-balancer',
    axes: ['apiEndpoint', 'controlPlanes'],
    violated: ({ settings }) => settings.apiEndpoint === 'none' && Number(settings.controlPlanes) > 1,
    reason:
      'without a load balancer the address of the API is that of the first control plane machine, and others have no part in it',
    source: 'Cluster API Provider OpenStack, floating IP of the API server',
  },
  ...(['apiEndpoint', 'serviceLb'] as const).flatMap((axis) =>
    (['amphora', 'ovn'] as const).map((provider) => providerRule(axis, provider)),
  ),
  {
    id: 'service-default-provider',
    axes: ['serviceLb'],
    violated: ({ settings, profile }) =>
      settings.serviceLb === 'cloud-default' &&
      !profile.loadBalancerProviders.includes(profile.defaultLoadBalancerProvider),
    reason: ({ profile }) =>
      `the cloud does not offer ${profile.defaultLoadBalancerProvider}, which the controller takes by default`,
    source: 'openstack-cloud-controller-manager, lb-provider',
  },
  {
    id: 'ovn-allowed-cidrs',
    axes: ['apiEndpoint'],
    violated: ({ settings, stack }) => settings.apiEndpoint === 'octavia-ovn' && stack.clusterClass.apiRestricted,
    reason: 'the chart restricts the API by source address (restrict_kubeapi), which the OVN provider has no means for',
    source: 'cluster-stacks #189; ovn-octavia-provider',
  },
  {
    id: 'anti-affinity',
    axes: ['serverGroup', 'controlPlanes', 'workers'],
    violated: (context) =>
      context.settings.serverGroup === 'anti-affinity' && context.profile.hypervisors < neededHosts(context),
    reason: (context) =>
      `hard anti-affinity needs ${neededHosts(context)} hypervisors, one of them for the machine that replaces another; the cloud declares ${context.profile.hypervisors}`,
    source: 'k8s-cluster-api-provider #742',
  },
  {
    id: 'diskless-flavor',
    axes: ['rootDisk'],
    violated: ({ settings, profile }) =>
      settings.rootDisk === 'flavor' && roles(profile.flavors).every((flavor) => flavorSize(flavor)?.disk === 0),
    reason: ({ profile }) => `the flavors ${roles(profile.flavors).join(' and ')} have no disk to boot from`,
    source: 'cluster-stacks #223, #262',
  },
  {
    id: 'hidden-local-disk',
    axes: ['rootDisk'],
    violated: ({ settings, profile }) =>
      settings.rootDisk === 'volume' && roles(profile.flavors).some((flavor) => (flavorSize(flavor)?.disk ?? 0) > 0),
    reason: ({ profile }) =>
      `a volume to boot from hides the disk of ${roles(profile.flavors).find((flavor) => (flavorSize(flavor)?.disk ?? 0) > 0)}`,
    source: 'cluster-stacks #223, #238',
  },
  {
    id: 'root-disk-variable',
    axes: ['rootDisk'],
    violated: (context) =>
      !isSettable(context) && roles(context.profile.flavors).some((flavor) => flavorSize(flavor)?.disk === 0),
    reason: 'the cloud declares a flavor without a disk, and the stack has no variables for root disks',
    source: 'cluster-stacks #223',
  },
  {
    id: 'image-import',
    axes: ['image'],
    violated: ({ settings, profile }) => settings.image === 'import' && !profile.imageImport,
    reason: 'the stack has its node images imported by web-download, which the cloud does not offer',
    source: 'cluster-stack-provider-openstack, image import',
  },
  {
    id: 'nothing-live',
    axes: ['serviceLb', 'deletion'],
    violated: ({ settings }) => settings.serviceLb === 'none' && settings.deletion === 'services-live',
    reason: 'nothing serves Services of type LoadBalancer, so that none can be alive at the deletion',
    source: 'cluster-stacks #178',
  },
  {
    id: 'quota',
    axes: ['apiEndpoint', 'serviceLb', 'controlPlanes', 'workers', 'rootDisk', 'serverGroup'],
    violated: (context) => overQuota(context).length > 0,
    reason: (context) => overQuota(context).join(', '),
    source: "quota in the cloud's profile",
  },
]

function providerRule(axis: 'apiEndpoint' | 'serviceLb', provider: 'amphora' | 'ovn'): Constraint {
  return {
    id: `${axis === 'apiEndpoint' ? 'endpoint' : 'service'}-provider-${provider}`,
    axes: [axis],
    violated: ({ settings, profile }) =>
      settings[axis] === `octavia-${provider}` && !profile.loadBalancerProviders.includes(provider),
    reason: ({ profile }) =>
      `the cloud does not offer the Octavia provider ${provider} (it has ${profile.loadBalancerProviders.join(', ') || 'none'})`,
    source: provider === 'ovn' ? 'cluster-stacks #189' : 'k8s-cluster-api-provider #721',
  }
}

const sets = ({ axes, settings, stack }: ConstraintContext, id: string, wanted: string): boolean => {
  const value = axes.find(({ axis }) => axis.id === id)?.values.find((one) => one.value === settings[id])
  return Object.entries(value?.variables ?? {}).some(([name, set]) => set === wanted && hasVariable(stack, name))
}

const neededHosts = ({ settings }: ConstraintContext) =>
  Math.max(Number(settings.controlPlanes), Number(settings.workers)) + 1

const roles = ({ controlPlane, worker }: { controlPlane: string; worker: string }) => [
  ...new Set([controlPlane, worker]),
]

const isSettable = ({ axes }: ConstraintContext) =>
  axes.some(({ axis, values }) => axis.id === 'rootDisk' && values.some(({ variables }) => variables !== undefined))

const overQuota = (context: ConstraintContext): string[] => {
  const limits = limitsOf(context.profile.quota)
  if (limits.length === 0) return []
  const read = context.axes.filter(({ axis }) => axis.id in context.settings)
  const chosen = new Map(read.map((resolved) => [resolved.axis.id, chosenValue(resolved, context)]))
  const demand = demandOf(context, chosen)
  return excess(demand, limits).map(([key, limit]) => `needs ${demand[key]} ${key}, the quota is ${limit}`)
}

const chosenValue = ({ axis, values }: ResolvedAxis, { settings }: ConstraintContext): AxisValue =>
  values.find(({ value }) => value === settings[axis.id])!
