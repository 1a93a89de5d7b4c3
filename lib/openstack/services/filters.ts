import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import type { Query } from '../types.ts'

/** What every list of a service takes besides the filters of its kind. */
const CONTROLS: Readonly<Record<ServiceType, readonly string[]>> = {
  identity: [],
  compute: ['limit'],
  network: ['limit', 'sort_key', 'sort_dir', 'fields', 'page_reverse'],
  image: ['limit', 'sort_key', 'sort_dir', 'sort'],
  'block-storage': ['limit', 'sort_key', 'sort_dir', 'sort', 'all_tenants', 'project_id'],
  'load-balancer': ['limit', 'sort', 'fields'],
  placement: [],
}

interface Filtered {
  service: ServiceType
  path: string
  filters: readonly string[]
}

/**
 * Throws `E_USAGE` for a filter that the service doesn't have: Nova before 2.75 gives everything then, Cinder gives
 * administrators nothing, and Glance takes it for a property of images.
 */
export const checkFilters = ({ service, path, filters }: Filtered, query: Query): void => {
  const known = [...filters, ...CONTROLS[service]]
  const unknown = Object.keys(query).filter((key) => !known.includes(key))
  if (unknown.length === 0) return
  throw new StackproofError(
    'E_USAGE',
    `expected filters that ${path} of ${service} knows, got ${unknown.join(', ')}; known are ${known.join(', ')}`,
    { details: { service, path, unknown, known } },
  )
}
