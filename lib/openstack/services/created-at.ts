import type { Resource } from '../types.ts'

/** When the cloud made it, milliseconds since the epoch; undefined where it doesn't say. Cinder and Octavia leave out the zone, which is UTC. */
export const createdAt = (resource: Resource): number | undefined => {
  const text: unknown = resource.created_at ?? resource.created
  return typeof text === 'string' ? timeOf(text) : undefined
}

/** A service's time, milliseconds since the epoch; undefined where it is none. Without a zone it is UTC. */
export const timeOf = (text: string): number | undefined => {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text.replace(' ', 'T')}Z`
  const ms = Date.parse(zoned)
  return Number.isNaN(ms) ? undefined : ms
}
