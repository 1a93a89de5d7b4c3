import type { Kind } from '../inventory/types.ts'
import type { FieldRule } from './types.ts'

/** Made by services for their own use; they come and go with what they serve (Neutron 21). */
export const SERVICE_OWNED: readonly FieldRule[] = [
  // Interfaces of routers are people's: they hold networks until they are taken off.
  {
    id: 'service-port',
    kinds: ['port'],
    field: 'device_owner',
    is: /^network:(?!router_interface(_distributed)?$|ha_router_replicated_interface$)/,
  },
  { id: 'default-security-group', kinds: ['security_group'], field: 'name', is: /^default$/ },
]

const SHAREABLE: readonly Kind[] = ['network', 'subnetpool', 'qos_policy', 'address_group']

/** Used by others too, so never ours alone. */
export const SHARED: readonly FieldRule[] = [
  { id: 'external', kinds: ['network'], field: 'router:external', is: true },
  { id: 'shared', kinds: SHAREABLE, field: 'shared', is: true },
  { id: 'public', kinds: ['image'], field: 'visibility', is: /^(public|community)$/ },
]

/** The mark of any run of ours in a text. */
export const ANY_MARK = /(?<![A-Za-z0-9])sp-([a-hjkmnp-z][a-hjkmnp-z2-9]{5})-c\d{2,}(?![A-Za-z0-9])/

/** Ports of services in a tenant's network, by name: Octavia 11, its amphora and OVN drivers. */
export const SERVICE_PORT_NAMES = /^(octavia-lb-|ovn-lb-vip-|ovn-lb-hm-)/
