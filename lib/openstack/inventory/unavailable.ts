import { isStackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import { isOpenStackError } from '../errors.ts'
import type { OpenStack } from '../types.ts'

/** The answer of a service, or why it gives none: it isn't there, or refuses. Other errors are thrown. */
export const unlessUnavailable = async <T>(
  cloud: Pick<OpenStack, 'available'>,
  service: ServiceType,
  ask: () => Promise<T>,
): Promise<{ value: T } | { reason: string }> => {
  if (!cloud.available().includes(service)) return { reason: `no ${service} service in the catalog` }
  try {
    return { value: await ask() }
  } catch (error) {
    if (!isOpenStackError(error, 403) && !isOpenStackError(error, 404)) throw error
    const message = isStackproofError(error) ? String(error.details.message ?? '') : ''
    return { reason: `${error.details.status}${message === '' ? '' : `: ${message}`}` }
  }
}
