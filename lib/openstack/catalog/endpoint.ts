import { StackproofError } from '../../core/errors.ts'
import { CATALOG_TYPES, type ServiceType } from './service-types.ts'

/** Where a service's endpoint comes from. */
export interface EndpointChoice {
  /** Used as it is; the catalog is not asked. */
  override: string | undefined
  region: string | undefined
  /** In order of preference. */
  interfaces: readonly string[]
}

/** One service of a token's catalog. */
export interface CatalogService {
  type: string
  name?: string
  endpoints: readonly { interface: string; url: string; region_id?: string; region?: string }[]
}

/** The URL of a service in region and interface, as the catalog has it. Throws `E_OPENSTACK` with what there is instead. */
export const catalogUrl = (
  catalog: readonly CatalogService[],
  service: ServiceType,
  choice: EndpointChoice,
): string => {
  const candidates = CATALOG_TYPES[service].flatMap((type) => endpointsOf(catalog, type))
  const inRegion = candidates.filter(({ region }) => choice.region === undefined || region === choice.region)
  for (const wanted of choice.interfaces) {
    const found = inRegion.find(({ face }) => face === wanted)
    if (found !== undefined) return found.url
  }
  throw missing(service, choice, candidates)
}

/** True when the catalog has the service at all. */
export const hasService = (catalog: readonly CatalogService[], service: ServiceType): boolean =>
  CATALOG_TYPES[service].some((type) => endpointsOf(catalog, type).length > 0)

interface Candidate {
  face: string
  region: string | undefined
  url: string
}

const endpointsOf = (catalog: readonly CatalogService[], type: string): Candidate[] =>
  catalog
    .filter((service) => service.type === type)
    .flatMap(({ endpoints }) => endpoints)
    .map(({ interface: face, url, region_id, region }) => ({
      face: face.replace(/URL$/, ''),
      region: region_id ?? region,
      url,
    }))

const missing = (service: ServiceType, { region, interfaces }: EndpointChoice, candidates: readonly Candidate[]) => {
  const where = region === undefined ? '' : ` in region ${region}`
  const available = candidates.map(({ face, region: at, url }) => `${face} ${at ?? ''} ${url}`)
  return new StackproofError(
    'E_OPENSTACK',
    `expected a ${interfaces.join(' or ')} endpoint of ${service}${where} in the catalog, got ${available.join(', ') || 'none'}`,
    { details: { service, region, interfaces, available } },
  )
}
