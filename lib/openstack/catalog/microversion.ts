import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from './service-types.ts'

interface Pin {
  /** Name in the header; Cinder's is `volume`, not its service type. */
  name: string
  floor: string
  pin: string
}

/** Shapes of answers change with the microversion, so each service has the one that this client was written for. */
const PINS: Readonly<Partial<Record<ServiceType, Pin>>> = {
  compute: { name: 'compute', floor: '2.38', pin: '2.79' },
  'block-storage': { name: 'volume', floor: '3.0', pin: '3.70' },
  placement: { name: 'placement', floor: '1.9', pin: '1.39' },
}

/** True for services whose answers depend on a microversion. */
export const isMicroversioned = (service: ServiceType): boolean => PINS[service] !== undefined

/**
 * The headers that choose a microversion: ours, or the server's newest where that is older. `document` is the answer of
 * the service's root; without one ours is sent. Throws `E_OPENSTACK` when the server is older than what we can read.
 */
export const microversionHeaders = (service: ServiceType, document: unknown): Record<string, string> => {
  const wanted = PINS[service]
  if (wanted === undefined) return {}
  const max = newest(document, major(wanted.pin)) ?? wanted.pin
  if (compare(max, wanted.floor) < 0) throw tooOld(service, wanted, max)
  const chosen = compare(max, wanted.pin) < 0 ? max : wanted.pin
  const header = { 'openstack-api-version': `${wanted.name} ${chosen}` }
  return service === 'compute' ? { ...header, 'x-openstack-nova-api-version': chosen } : header
}

interface VersionEntry {
  version?: string
  max_version?: string
}

/** Three shapes: `versions.values[]` (Keystone), `versions[]`, `version{}`. An empty text means that there is none. */
const newest = (document: unknown, wantedMajor: number): string | undefined => {
  const { versions, version } = (document ?? {}) as {
    versions?: VersionEntry[] | { values?: VersionEntry[] }
    version?: VersionEntry
  }
  // Arrays have a method of that name.
  const listed = Array.isArray(versions) ? versions : (versions?.values ?? [])
  const entries = version === undefined ? listed : [...listed, version]
  const offered = entries
    .map((entry) => entry.max_version || entry.version || '')
    .filter((text) => /^\d+\.\d+$/.test(text) && major(text) === wantedMajor)
  return offered.sort(compare).at(-1)
}

const major = (version: string) => Number(version.split('.')[0])

const compare = (a: string, b: string): number => {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number)
  const [majorB = 0, minorB = 0] = b.split('.').map(Number)
  return majorA - majorB || minorA - minorB
}

const tooOld = (service: ServiceType, { floor, pin }: Pin, max: string) =>
  new StackproofError(
    'E_OPENSTACK',
    `expected ${service} to speak microversion ${floor} or later, got at most ${max}`,
    {
      details: { service, wanted: pin, floor, max },
    },
  )
