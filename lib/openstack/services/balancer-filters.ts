const COMMON = ['id', 'name', 'project_id', 'created_at', 'updated_at', 'admin_state_up']
const TAGS = ['tags', 'tags-any', 'not-tags', 'not-tags-any']
const CHILD = [...COMMON, ...TAGS, 'provisioning_status', 'operating_status']
const DESCRIBED = [...CHILD, 'description']

export type BalancerKind =
  | 'loadbalancer'
  | 'listener'
  | 'pool'
  | 'member'
  | 'healthmonitor'
  | 'l7policy'
  | 'l7rule'
  | 'amphora'
  | 'flavor'
  | 'availability_zone'

/** What Octavia's lists can be narrowed by: columns of its tables; it refuses the rest. */
export const BALANCER_FILTERS: Readonly<Record<BalancerKind, readonly string[]>> = {
  loadbalancer: [
    ...DESCRIBED,
    'provider',
    'flavor_id',
    'availability_zone',
    'vip_address',
    'vip_network_id',
    'vip_port_id',
    'vip_subnet_id',
    'vip_qos_policy_id',
  ],
  listener: [...DESCRIBED, 'loadbalancer_id', 'protocol', 'protocol_port', 'default_pool_id', 'connection_limit'],
  pool: [...DESCRIBED, 'loadbalancer_id', 'protocol', 'lb_algorithm'],
  member: [...CHILD, 'address', 'protocol_port', 'weight', 'backup', 'subnet_id', 'monitor_address', 'monitor_port'],
  healthmonitor: [...CHILD, 'pool_id', 'type', 'delay', 'timeout', 'max_retries', 'http_method', 'url_path'],
  l7policy: [...DESCRIBED, 'listener_id', 'action', 'position', 'redirect_pool_id', 'redirect_url'],
  l7rule: [...CHILD, 'type', 'compare_type', 'key', 'value', 'invert'],
  amphora: ['id', 'loadbalancer_id', 'compute_id', 'lb_network_ip', 'vrrp_ip', 'ha_ip', 'role', 'status', 'image_id'],
  flavor: ['id', 'name', 'description', 'enabled'],
  availability_zone: ['name', 'description', 'enabled'],
}
