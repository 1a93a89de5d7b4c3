import type { Resource } from '../types.ts'
import { REFERENCES, refOf } from './references.ts'
import type { Item, Kind, Ref } from './types.ts'

/** What the API gave of a resource, in the one shape that all kinds share. */
export const toItem = (kind: Kind, resource: Resource): Item => ({
  kind,
  id: resource.id,
  name: nameOf(kind, resource),
  createdAt: createdAt(resource),
  projectId: projectOf(resource),
  markers: markersOf(resource),
  refs: refsOf(kind, resource),
  ...(kind === 'loadbalancer' && {
    children: { listeners: resource.listeners?.length ?? 0, pools: resource.pools?.length ?? 0 },
  }),
  resource,
})

const nameOf = (kind: Kind, resource: Resource): string => {
  if (kind === 'floatingip') return String(resource.floating_ip_address ?? '')
  if (kind === 'rbac_policy') return `${resource.action} of ${resource.object_type} to ${resource.target_tenant}`
  return resource.name ?? ''
}

const createdAt = ({ created_at: at, created }: Resource): string | undefined => {
  const text = at ?? created
  if (typeof text !== 'string') return undefined
  const time = Date.parse(zoned(text))
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

// Cinder and Octavia write times without a zone and mean UTC.
const zoned = (time: string): string => (/[zZ]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`)

/** Each service has a name of its own for the project; gateway ports have an empty one. */
export const projectOf = (resource: Resource): string | undefined =>
  resource.project_id ??
  resource.tenant_id ??
  resource.owner ??
  resource['os-vol-tenant-attr:tenant_id'] ??
  resource['os-extended-snapshot-attributes:project_id']

const markersOf = ({ name, description, tags, metadata }: Resource): string[] =>
  [name, description, ...(Array.isArray(tags) ? tags : []), ...Object.values(metadata ?? {})].filter(
    (marker): marker is string => typeof marker === 'string' && marker !== '',
  )

const refsOf = (kind: Kind, resource: Resource): Ref[] => {
  const refs = REFERENCES.filter((reference) => reference.kind === kind).flatMap((one) => refOf(one, resource))
  const same = (a: Ref) => (b: Ref) => a.kind === b.kind && a.id === b.id && a.field === b.field
  return refs.filter((ref, index) => refs.findIndex(same(ref)) === index)
}
