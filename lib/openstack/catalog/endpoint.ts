import { StackproofError } from '../../core/errors.ts'
import { CATALOG_TYPES, type ServiceType } from './service-types.ts'

/** Where a service's endpoint comes from. */
export interface EndpointChoice {
  /** Used as it is; the catalog is not asked. */
  override: string | undefined
  region: string | undefined
  /** In order of preference. */
  interfaces: readonly string[]
  /** The type to look for instead of the usual ones. */
  catalogType?: string | undefined
  /** Only a service of that name is taken. */
  catalogName?: string | undefined
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
  if (catalog.length === 0) throw emptyCatalog(service)
  const types = choice.catalogType === undefined ? CATALOG_TYPES[service] : [choice.catalogType]
  const candidates = types.flatMap((type) => endpointsOf(catalog, type, choice.catalogName))
  const inRegion = candidates.filter(({ region }) => choice.region === undefined || region === choice.region)
  for (const wanted of choice.interfaces) {
    const found = inRegion.find(({ face }) => face === wanted)
    if (found !== undefined) return found.url
  }
  throw missing(service, choice, candidates, catalog)
}

/** True when the catalog has the service at all. */
export const hasService = (
  catalog: readonly CatalogService[],
  service: ServiceType,
  { catalogType, catalogName }: Partial<EndpointChoice> = {},
): boolean =>
  (catalogType === undefined ? CATALOG_TYPES[service] : [catalogType]).some(
    (type) => endpointsOf(catalog, type, catalogName).length > 0,
  )

interface Candidate {
  face: string
  region: string | undefined
  url: string
}

const endpointsOf = (catalog: readonly CatalogService[], type: string, name?: string): Candidate[] =>
  catalog
    .filter((service) => service.type === type && (name === undefined || service.name === name))
    .flatMap(({ endpoints }) => endpoints)
    .map(({ interface: face, url, region_id, region }) => ({
      face: face.replace(/URL$/, ''),
      region: region_id ?? region,
      url,
    }))

const missing = (
  service: ServiceType,
  choice: EndpointChoice,
  candidates: readonly Candidate[],
  catalog: readonly CatalogService[],
) => {
  const { region, interfaces, catalogType, catalogName } = choice
  const where = region === undefined ? '' : ` in region ${region}`
  const named = catalogName === undefined ? '' : ` named ${catalogName}`
  const what = catalogType === undefined ? service : `${service} (${catalogType})`
  const available = candidates.map(({ face, region: at, url }) => `${face} ${at ?? ''} ${url}`)
  const services = [...new Set(catalog.map(({ type }) => type))].sort()
  const found = available.length > 0 ? available : [`none among the services ${services.join(', ')}`]
  return new StackproofError(
    'E_OPENSTACK',
    `expected a ${interfaces.join(' or ')} endpoint of ${what}${named}${where} in the catalog, got ${found.join(', ')}`,
    {
      details: { problem: 'EndpointNotFound', service, region, interfaces, available, services },
      hint:
        available.length > 0
          ? 'Check region_name and interface in clouds.yaml.'
          : 'This cloud has no such service, or gives it another type: `<service>_service_type` in clouds.yaml names that.',
    },
  )
}

const emptyCatalog = (service: ServiceType) =>
  new StackproofError('E_OPENSTACK', `expected an endpoint of ${service} in the catalog, got an empty catalog`, {
    details: { problem: 'CatalogEmpty', service, available: [] },
    hint: 'The token belongs to no project: name one in clouds.yaml by project_id, or by project_name and its domain.',
  })
