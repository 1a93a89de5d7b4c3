import type { Kind } from '../inventory/types.ts'
import type { PurgeAction } from './types.ts'

/** A step of a purge: what may be deleted at the same time, once everything before is gone. */
export interface Barrier {
  id: string
  kinds: readonly Kind[]
  actions: readonly PurgeAction[]
  /** What was made last is asked for first: deletions that wait for a later one must not take all the places. */
  newestFirst: boolean
}

const step = (id: string, kinds: readonly Kind[], actions: readonly PurgeAction[] = ['delete']): Barrier => ({
  id,
  kinds,
  actions,
  newestFirst: id === 'backups',
})

/**
 * The order in which a project can be emptied: who holds whom. Balancers own addresses and ports; servers own ports and hold
 * volumes; interfaces of routers hold subnets; ports hold subnets and security groups; everything holds networks.
 */
export const BARRIERS: readonly Barrier[] = [
  step('load-balancers', ['loadbalancer']),
  step('floating-ips', ['floatingip'], ['delete', 'release']),
  step('servers', ['server']),
  step('server-groups-keypairs', ['server_group', 'keypair']),
  step('backups', ['backup']),
  step('snapshots', ['snapshot']),
  step('volumes', ['volume']),
  step('trunks', ['trunk']),
  step('router-interfaces', ['port'], ['unplug']),
  step('routers', ['router']),
  step('ports', ['port']),
  step('subnets', ['subnet']),
  step('networks', ['network']),
  step('security-groups', ['security_group']),
  step('network-policies', ['rbac_policy', 'subnetpool', 'address_group', 'qos_policy']),
  step('images', ['image']),
  step('application-credentials', ['application_credential']),
]
