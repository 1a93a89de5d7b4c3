import type { ServiceType } from '../catalog/service-types.ts'
import type { Collection, OpenStack } from '../types.ts'
import type { Kind } from './types.ts'

/** How a kind is reached, and which quota counts it. */
export interface KindSpec {
  kind: Kind
  service: ServiceType
  owner: 'project' | 'user'
  collection(cloud: OpenStack): Collection
  counter?: string
}

/** All kinds, in the order in which a reader wants to see them. */
export const KIND_SPECS: readonly KindSpec[] = [
  { kind: 'server', service: 'compute', owner: 'project', collection: (c) => c.compute.servers, counter: 'instances' },
  { kind: 'server_group', service: 'compute', owner: 'project', collection: (c) => c.compute.serverGroups },
  { kind: 'keypair', service: 'compute', owner: 'user', collection: (c) => c.compute.keypairs },
  { kind: 'network', service: 'network', owner: 'project', collection: (c) => c.network.networks, counter: 'network' },
  { kind: 'subnet', service: 'network', owner: 'project', collection: (c) => c.network.subnets, counter: 'subnet' },
  { kind: 'port', service: 'network', owner: 'project', collection: (c) => c.network.ports, counter: 'port' },
  { kind: 'router', service: 'network', owner: 'project', collection: (c) => c.network.routers, counter: 'router' },
  {
    kind: 'floatingip',
    service: 'network',
    owner: 'project',
    collection: (c) => c.network.floatingIps,
    counter: 'floatingip',
  },
  {
    kind: 'security_group',
    service: 'network',
    owner: 'project',
    collection: (c) => c.network.securityGroups,
    counter: 'security_group',
  },
  { kind: 'trunk', service: 'network', owner: 'project', collection: (c) => c.network.trunks },
  { kind: 'subnetpool', service: 'network', owner: 'project', collection: (c) => c.network.subnetPools },
  { kind: 'address_group', service: 'network', owner: 'project', collection: (c) => c.network.addressGroups },
  { kind: 'rbac_policy', service: 'network', owner: 'project', collection: (c) => c.network.rbacPolicies },
  { kind: 'qos_policy', service: 'network', owner: 'project', collection: (c) => c.network.qosPolicies },
  { kind: 'image', service: 'image', owner: 'project', collection: (c) => c.image.images },
  {
    kind: 'volume',
    service: 'block-storage',
    owner: 'project',
    collection: (c) => c.blockStorage.volumes,
    counter: 'volumes',
  },
  {
    kind: 'snapshot',
    service: 'block-storage',
    owner: 'project',
    collection: (c) => c.blockStorage.snapshots,
    counter: 'snapshots',
  },
  { kind: 'backup', service: 'block-storage', owner: 'project', collection: (c) => c.blockStorage.backups },
  { kind: 'loadbalancer', service: 'load-balancer', owner: 'project', collection: (c) => c.loadBalancer.loadBalancers },
  {
    kind: 'application_credential',
    service: 'identity',
    owner: 'user',
    collection: (c) => c.identity.applicationCredentials,
  },
]

const BY_KIND = new Map(KIND_SPECS.map((spec) => [spec.kind, spec]))

export const specOf = (kind: Kind): KindSpec => BY_KIND.get(kind)!

/** Where resources of a kind are listed, read and deleted. */
export const collectionOf = (cloud: OpenStack, kind: Kind): Collection => specOf(kind).collection(cloud)
