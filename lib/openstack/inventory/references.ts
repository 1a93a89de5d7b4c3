import type { Resource } from '../types.ts'
import type { Kind, Ref } from './types.ts'
import { valuesAt } from './values-at.ts'

/** A field of one kind that names a thing of another. */
export interface Reference {
  kind: Kind
  field: string
  /** Stands before the id in the field. */
  prefix?: string
  to: Kind
  /**
   * Whether the one that is named decides whose this is. `proof`: it exists for that thing alone. `hint`: a user may have
   * put something of their own there, such as a reserved address or a disk with data.
   */
  carries: 'proof' | 'hint' | 'nothing'
}

/** Who names whom: Nova 2.79, Neutron 21, Cinder 3.70, Octavia 11 and its amphora and OVN drivers. */
export const REFERENCES: readonly Reference[] = [
  { kind: 'port', field: 'device_id', to: 'server', carries: 'proof' },
  { kind: 'port', field: 'device_id', to: 'router', carries: 'proof' },
  { kind: 'port', field: 'device_id', prefix: 'lb-', to: 'loadbalancer', carries: 'proof' },
  { kind: 'port', field: 'name', prefix: 'octavia-lb-', to: 'loadbalancer', carries: 'proof' },
  { kind: 'port', field: 'name', prefix: 'ovn-lb-vip-', to: 'loadbalancer', carries: 'proof' },
  { kind: 'port', field: 'name', prefix: 'ovn-lb-hm-', to: 'subnet', carries: 'proof' },
  { kind: 'port', field: 'network_id', to: 'network', carries: 'proof' },
  { kind: 'port', field: 'fixed_ips.*.subnet_id', to: 'subnet', carries: 'nothing' },
  { kind: 'port', field: 'security_groups.*', to: 'security_group', carries: 'nothing' },
  { kind: 'subnet', field: 'network_id', to: 'network', carries: 'proof' },
  { kind: 'subnet', field: 'subnetpool_id', to: 'subnetpool', carries: 'nothing' },
  { kind: 'floatingip', field: 'port_id', to: 'port', carries: 'hint' },
  { kind: 'floatingip', field: 'router_id', to: 'router', carries: 'nothing' },
  { kind: 'trunk', field: 'port_id', to: 'port', carries: 'proof' },
  { kind: 'trunk', field: 'sub_ports.*.port_id', to: 'port', carries: 'nothing' },
  { kind: 'security_group', field: 'security_group_rules.*.remote_group_id', to: 'security_group', carries: 'nothing' },
  {
    kind: 'security_group',
    field: 'security_group_rules.*.remote_address_group_id',
    to: 'address_group',
    carries: 'nothing',
  },
  { kind: 'loadbalancer', field: 'vip_network_id', to: 'network', carries: 'proof' },
  { kind: 'loadbalancer', field: 'vip_port_id', to: 'port', carries: 'nothing' },
  { kind: 'volume', field: 'attachments.*.server_id', to: 'server', carries: 'hint' },
  { kind: 'volume', field: 'snapshot_id', to: 'snapshot', carries: 'nothing' },
  { kind: 'snapshot', field: 'volume_id', to: 'volume', carries: 'proof' },
  { kind: 'backup', field: 'volume_id', to: 'volume', carries: 'proof' },
  { kind: 'backup', field: 'snapshot_id', to: 'snapshot', carries: 'proof' },
  { kind: 'server_group', field: 'members.*', to: 'server', carries: 'nothing' },
  { kind: 'rbac_policy', field: 'object_id', to: 'network', carries: 'proof' },
  { kind: 'rbac_policy', field: 'object_id', to: 'security_group', carries: 'proof' },
  { kind: 'rbac_policy', field: 'object_id', to: 'subnetpool', carries: 'proof' },
  { kind: 'rbac_policy', field: 'object_id', to: 'address_group', carries: 'proof' },
  { kind: 'rbac_policy', field: 'object_id', to: 'qos_policy', carries: 'proof' },
  { kind: 'network', field: 'qos_policy_id', to: 'qos_policy', carries: 'nothing' },
  { kind: 'port', field: 'qos_policy_id', to: 'qos_policy', carries: 'nothing' },
]

/** The ids in a field, without what stands before them. Whether there is such a thing is not looked at. */
export const refOf = ({ field, prefix = '', to }: Reference, resource: Resource): Ref[] =>
  valuesAt(resource, field)
    .filter((value) => value !== '' && value.startsWith(prefix))
    .map((value) => ({ kind: to, id: value.slice(prefix.length), field }))
