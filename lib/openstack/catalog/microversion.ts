import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from './service-types.ts'
import { compareVersions, type VersionRange } from './versions.ts'

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

export interface Wish {
  /** Of one operation: it is this or none. */
  wanted?: string | undefined
  /** Instead of our pin for the whole service (`<service>_default_microversion`); it must be in the server's range. */
  configured?: string | undefined
}

/**
 * The microversion to ask for: ours, or the server's newest where that is older; without a range ours. Throws
 * `E_OPENSTACK` when the server doesn't reach what is wanted, or is older than what we can read.
 */
export const chooseMicroversion = (
  service: ServiceType,
  range: VersionRange | undefined,
  { wanted, configured }: Wish = {},
): string | undefined => {
  const pin = PINS[service]
  if (pin === undefined) return wanted
  const exact = wanted ?? configured
  if (exact !== undefined) return within(service, range, exact)
  const max = range?.max ?? pin.pin
  if (compareVersions(max, pin.floor) < 0) throw outOfRange(service, `${pin.floor} or later`, range)
  return compareVersions(max, pin.pin) < 0 ? max : pin.pin
}

/** The headers that ask for a microversion. */
export const microversionHeaders = (service: ServiceType, version: string | undefined): Record<string, string> => {
  if (version === undefined) return {}
  const header = { 'openstack-api-version': `${nameOf(service)} ${version}` }
  return service === 'compute' ? { ...header, 'x-openstack-nova-api-version': version } : header
}

/**
 * What a success says it was made in, where that is not what was asked for. An error repeats the refused one, and a
 * proxy that drops the header says nothing.
 */
export const strayEcho = (
  service: ServiceType,
  version: string | undefined,
  headers: Readonly<Record<string, string>>,
): string | undefined => {
  const echoed = headers['openstack-api-version']
  if (version === undefined || echoed === undefined) return undefined
  const expected = `${nameOf(service)} ${version}`
  return echoed.split(',').some((one) => one.trim() === expected) ? undefined : echoed
}

const nameOf = (service: ServiceType) => PINS[service]?.name ?? service

const within = (service: ServiceType, range: VersionRange | undefined, version: string): string => {
  const { min, max } = range ?? {}
  const tooNew = max !== undefined && compareVersions(version, max) > 0
  const tooOld = min !== undefined && compareVersions(version, min) < 0
  if (tooNew || tooOld) throw outOfRange(service, version, range)
  return version
}

const outOfRange = (service: ServiceType, wanted: string, { min, max }: VersionRange = { min: '', max: '' }) =>
  new StackproofError(
    'E_OPENSTACK',
    `expected ${service} to speak microversion ${wanted}, got ${min === undefined ? 'at most' : `${min} to`} ${max}`,
    { details: { problem: 'MicroversionUnsupported', service, wanted, min, max } },
  )
