// Of all resources with standard attributes.
const COMMON = ['id', 'project_id', 'tenant_id']
const DESCRIBED = [...COMMON, 'name', 'description', 'revision_number']
const TAGGED = [...DESCRIBED, 'tags', 'tags-any', 'not-tags', 'not-tags-any']

export type NetworkKind =
  | 'network'
  | 'subnet'
  | 'port'
  | 'router'
  | 'floatingip'
  | 'security_group'
  | 'security_group_rule'
  | 'trunk'
  | 'subnetpool'
  | 'address_group'
  | 'rbac_policy'
  | 'qos_policy'
  | 'availability_zone'

/** What Neutron's lists can be narrowed by: the attributes that neutron-lib 3.1 marks so, each asked of Neutron 21. */
export const NETWORK_FILTERS: Readonly<Record<NetworkKind, readonly string[]>> = {
  network: [
    ...TAGGED,
    'admin_state_up',
    'shared',
    'status',
    'mtu',
    'router:external',
    'is_default',
    'provider:network_type',
    'provider:physical_network',
    'provider:segmentation_id',
  ],
  subnet: [
    ...TAGGED,
    'cidr',
    'enable_dhcp',
    'gateway_ip',
    'ip_version',
    'ipv6_address_mode',
    'ipv6_ra_mode',
    'network_id',
    'segment_id',
    'shared',
    'subnetpool_id',
  ],
  port: [
    ...TAGGED,
    'admin_state_up',
    'binding:host_id',
    'device_id',
    'device_owner',
    'fixed_ips',
    'ip_allocation',
    'mac_address',
    'network_id',
    'security_groups',
    'status',
  ],
  router: [...TAGGED, 'admin_state_up'],
  floatingip: [
    ...TAGGED.filter((name) => name !== 'name'),
    'fixed_ip_address',
    'floating_ip_address',
    'floating_network_id',
    'port_id',
    'router_id',
    'status',
  ],
  security_group: [...TAGGED, 'shared'],
  security_group_rule: [
    ...COMMON,
    'description',
    'direction',
    'ethertype',
    'port_range_max',
    'port_range_min',
    'protocol',
    'remote_group_id',
    'remote_ip_prefix',
    'security_group_id',
  ],
  trunk: [...TAGGED, 'admin_state_up', 'port_id'],
  subnetpool: [
    ...TAGGED,
    'address_scope_id',
    'default_prefixlen',
    'default_quota',
    'ip_version',
    'is_default',
    'max_prefixlen',
    'min_prefixlen',
    'shared',
  ],
  address_group: [...COMMON, 'name', 'description'],
  rbac_policy: [...COMMON, 'action', 'object_id', 'object_type', 'target_tenant'],
  qos_policy: [...TAGGED, 'shared', 'is_default'],
  availability_zone: [],
}
