/** By what a resource is known again whose creation was not answered. */
export interface AdoptionRule {
  /** The field that makes it ours; a body without it is never adopted, as what is found could be anybody's. */
  mark: string
  /** Compared where the body has them. */
  same: readonly string[]
  /** Of these, what the list is narrowed by. */
  filter?: readonly string[]
  /** The service lets no second one be, so that what the body lacks must be empty in it too. */
  unique?: true
}

const named = (...same: string[]): AdoptionRule => ({ mark: 'name', same: ['name', ...same], filter: ['name'] })

const RULE = [
  'security_group_id',
  'direction',
  'ethertype',
  'protocol',
  'port_range_min',
  'port_range_max',
  'remote_ip_prefix',
  'remote_group_id',
]

const RBAC = ['object_id', 'object_type', 'action', 'target_tenant']

/** By kind, as the ledger names it. Kinds that aren't here are never adopted. */
export const ADOPTION: Readonly<Record<string, AdoptionRule>> = {
  network: named(),
  subnet: named('network_id', 'ip_version'),
  port: named('network_id', 'device_id', 'device_owner'),
  router: named(),
  floatingip: {
    mark: 'description',
    same: ['description', 'floating_network_id', 'port_id'],
    filter: ['description'],
  },
  security_group: named('description'),
  security_group_rule: {
    mark: 'security_group_id',
    same: RULE,
    filter: ['security_group_id', 'direction'],
    unique: true,
  },
  trunk: named('port_id'),
  subnetpool: named(),
  address_group: named(),
  qos_policy: named(),
  rbac_policy: { mark: 'object_id', same: RBAC, filter: RBAC },
  server: { mark: 'name', same: ['name'] },
  server_group: { mark: 'name', same: ['name'] },
  keypair: { mark: 'name', same: ['name', 'public_key'] },
  volume: named('size'),
  snapshot: named('volume_id'),
  backup: named('volume_id'),
  loadbalancer: named('vip_subnet_id', 'vip_network_id', 'vip_port_id', 'vip_address'),
  listener: {
    mark: 'protocol_port',
    same: ['name', 'protocol', 'protocol_port'],
    filter: ['loadbalancer_id', 'protocol_port'],
  },
  pool: { mark: 'name', same: ['name', 'protocol', 'lb_algorithm'], filter: ['name', 'loadbalancer_id'] },
  member: { mark: 'address', same: ['name', 'address', 'protocol_port'], filter: ['address', 'protocol_port'] },
  healthmonitor: { mark: 'pool_id', same: ['name', 'type'], filter: ['pool_id'] },
  l7policy: { mark: 'name', same: ['name', 'listener_id', 'action'], filter: ['name', 'listener_id'] },
  l7rule: { mark: 'value', same: ['type', 'compare_type', 'key', 'value'] },
  image: { mark: 'id', same: ['id'], filter: ['id'] },
  application_credential: { mark: 'name', same: ['name', 'description'], filter: ['name'] },
  project: named('domain_id', 'description'),
  user: named('domain_id'),
}
