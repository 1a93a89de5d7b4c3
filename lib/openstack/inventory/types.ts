import type { Resource } from '../types.ts'

/** Everything that a project or a user can own and that outlives the one who made it. */
export const KINDS = [
  'server',
  'server_group',
  'keypair',
  'network',
  'subnet',
  'port',
  'router',
  'floatingip',
  'security_group',
  'trunk',
  'subnetpool',
  'address_group',
  'rbac_policy',
  'qos_policy',
  'image',
  'volume',
  'snapshot',
  'backup',
  'loadbalancer',
  'application_credential',
] as const

export type Kind = (typeof KINDS)[number]

/** That one thing names another, and in which field. */
export interface Ref {
  kind: Kind
  id: string
  field: string
}

/** One thing of a cloud, as inventory, attribution and purge look at it. */
export interface Item {
  kind: Kind
  id: string
  /** What people know it by; the address of a floating IP. */
  name: string
  /** ISO 8601 in UTC; undefined for kinds that don't tell. */
  createdAt: string | undefined
  /** Undefined for what belongs to a user. */
  projectId: string | undefined
  /** Name, description, tags and metadata: wherever a run can leave its mark. */
  markers: readonly string[]
  refs: readonly Ref[]
  /** Listeners and pools of a load balancer. */
  children?: Readonly<Record<string, number>>
  /** As the API gave it. */
  resource: Resource
}

/** A kind that could not be listed. That is not the same as none of it. */
export interface Unavailable {
  kind: Kind
  reason: string
}

/** Everything in a project and of its user at one moment, and what the quotas say is used. */
export interface Inventory {
  projectId: string
  userId: string
  /** The application credential that the session logged in with. */
  credentialId: string | undefined
  items: readonly Item[]
  unavailable: readonly Unavailable[]
  /** Used according to the service's counters. */
  counted: Readonly<Record<string, number>>
  /** Used according to the lists. */
  listed: Readonly<Record<string, number>>
}
