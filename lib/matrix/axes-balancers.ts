import type { Axis, AxisValue, VariableValue } from './types.ts'

/** A load balancer of Octavia: its amphorae belong to the service project, its address to the tenant. */
const OCTAVIA = { loadBalancers: 1, ports: 1, floatingIps: 1 }
/** Services of type LoadBalancer that are alive at the same time: one of a check, one that lives until the deletion. */
const SERVICES = 2
const OCTAVIA_SERVICES = { loadBalancers: SERVICES, ports: SERVICES, floatingIps: SERVICES, securityGroups: SERVICES }
// Seconds: Octavia boots an amphora in one to two minutes and programs OVN at once (cluster-stacks' own waits, measured on SCS clouds).
const api = (
  value: string,
  variables: Readonly<Record<string, VariableValue>>,
  more: Partial<AxisValue> = {},
): AxisValue => ({
  value,
  variables,
  ...(value === 'octavia-amphora' && { takes: OCTAVIA, seconds: 100 }),
  ...(value === 'octavia-ovn' && { takes: OCTAVIA, seconds: 10 }),
  ...(value === 'none' && { takes: { floatingIps: 1 } }),
  // The network, the reserved port and its floating IP are made before the cluster.
  ...(value === 'kube-vip' && {
    takes: { ports: 1, floatingIps: 1 },
    seconds: 60,
    drops: ['node_cidr', 'dns_nameservers'],
  }),
  ...more,
})

/** What the API of a cluster is reached through. */
export const API_ENDPOINT: Axis = {
  id: 'apiEndpoint',
  title: 'in front of the API',
  main: true,
  forms: [
    {
      when: { variables: ['apiServerLoadBalancer'] },
      defaultFrom: 'apiServerLoadBalancer',
      values: ['none', 'octavia-amphora', 'octavia-ovn'].map((value) => api(value, { apiServerLoadBalancer: value })),
    },
    {
      when: { variables: ['apiserver_loadbalancer'] },
      defaultFrom: 'apiserver_loadbalancer',
      values: [
        ...['none', 'octavia-amphora', 'octavia-ovn'].map((value) => api(value, { apiserver_loadbalancer: value })),
        api(
          'kube-vip',
          {
            apiserver_loadbalancer: 'kube-vip',
            kube_vip_network_id: '{{kubeVip.networkId}}',
            kube_vip_apiserver_virtual_ip: '{{kubeVip.virtualIp}}',
            kube_vip_apiserver_public_ip: '{{kubeVip.publicIp}}',
          },
          { when: { variables: ['kube_vip_network_id', 'kube_vip_apiserver_virtual_ip'] } },
        ),
      ],
    },
    {
      // wooctavia: no switch.
      when: { variables: ['network_id', 'apiserver_virtual_ip'] },
      values: [
        api('kube-vip', {
          network_id: '{{kubeVip.networkId}}',
          apiserver_virtual_ip: '{{kubeVip.virtualIp}}',
          apiserver_public_ip: '{{kubeVip.publicIp}}',
        }),
      ],
    },
    {
      when: { variables: ['openstack_loadbalancer_apiserver'] },
      values: [
        api('octavia-amphora', {
          openstack_loadbalancer_apiserver: true,
          openstack_loadbalancer_apiserver_provider: 'amphora',
        }),
        api('none', { openstack_loadbalancer_apiserver: false }),
        api(
          'octavia-ovn',
          { openstack_loadbalancer_apiserver: true, openstack_loadbalancer_apiserver_provider: 'ovn' },
          { when: { variables: ['openstack_loadbalancer_apiserver_provider'] } },
        ),
      ],
    },
    { when: { apiLoadBalancer: true }, values: [api('octavia-amphora', {})] },
    { when: {}, values: [api('none', {})] },
  ],
}

const service = (value: string, more: Partial<AxisValue> = {}): AxisValue => ({
  value,
  ...(value !== 'none' && { takes: OCTAVIA_SERVICES }),
  // An amphora for each Service, one after the other.
  ...(['octavia-amphora', 'cloud-default'].includes(value) && { seconds: 200 }),
  ...(value === 'octavia-ovn' && { seconds: 20 }),
  ...more,
})

const YAWOL: Partial<AxisValue> = {
  // For each Service a machine with a port, and a floating IP, a security group and a server group besides it.
  takes: { ports: SERVICES, floatingIps: SERVICES, securityGroups: SERVICES, serverGroups: SERVICES },
  yawolMachines: SERVICES,
  addons: ['yawol-controller'],
  seconds: 150,
}
const YAWOL_VARIABLES = { yawol_flavor_id: '{{yawol.flavorId}}', yawol_image_id: '{{yawol.imageId}}' }

/** What serves Services of type LoadBalancer. */
export const SERVICE_LB: Axis = {
  id: 'serviceLb',
  title: 'Services of type LoadBalancer',
  main: true,
  forms: [
    {
      when: { variables: ['workload_loadbalancer'] },
      defaultFrom: 'workload_loadbalancer',
      values: [
        ...['none', 'octavia-amphora', 'octavia-ovn'].map((value) =>
          service(value, { variables: { workload_loadbalancer: value } }),
        ),
        service('yawol', {
          ...YAWOL,
          variables: { workload_loadbalancer: 'yawol', ...YAWOL_VARIABLES },
          when: { variables: ['yawol_flavor_id', 'yawol_image_id'] },
        }),
      ],
    },
    {
      when: { addonAlwaysOn: 'yawol-controller' },
      values: [service('yawol', { ...YAWOL, variables: YAWOL_VARIABLES })],
    },
    {
      // The provider is in the cloud.conf that csp-helper makes from outside (octavia_ovn), not in the stack.
      when: { addon: 'openstack-cloud-controller-manager', managedSecret: 'cloud-config' },
      values: [service('cloud-default'), service('octavia-ovn')],
    },
    { when: { addon: 'openstack-cloud-controller-manager' }, values: [service('cloud-default')] },
    { when: {}, values: [service('none')] },
  ],
}
