import type { Resource } from '../types.ts'

// Beside the resources instead of in them, so that these stay what the service gave.
const ids = new WeakMap<Resource, string>()

/** The same resource, of which `requestIdFor` knows from now on which request read it. */
export const withRequestId = (resource: Resource, requestId: string | undefined): Resource => {
  if (requestId !== undefined) ids.set(resource, requestId)
  return resource
}

/** The service's id of the request that read this very object. */
export const requestIdFor = (resource: Resource): string | undefined => ids.get(resource)
