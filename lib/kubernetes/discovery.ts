import { StackproofError } from '../core/errors.ts'
import { statusOf } from './kube-error.ts'
import { type Endpoint, groupPath } from './paths.ts'
import type { TypeRef } from './types.ts'

interface ApiResource {
  name: string
  kind: string
  namespaced: boolean
}

/** Where types live. Throws `E_KUBERNETES` with status 404 for a type that isn't served. */
export interface Discovery {
  endpoint(type: TypeRef, signal?: AbortSignal): Promise<Endpoint>
}

type FetchJson = (path: string, signal?: AbortSignal) => Promise<{ resources?: ApiResource[] }>

/** Asks once per group and version; a kind that is missing is asked for again, because CRDs come later. */
export const createDiscovery = (fetchJson: FetchJson): Discovery => {
  const known = new Map<string, ApiResource[]>()
  const load = async (apiVersion: string, signal?: AbortSignal): Promise<ApiResource[]> => {
    const { resources = [] } = await fetchJson(groupPath(apiVersion), signal).catch(emptyWhereMissing)
    const whole = resources.filter(({ name }) => !name.includes('/'))
    known.set(apiVersion, whole)
    return whole
  }
  return {
    endpoint: async (type, signal) => {
      const { apiVersion, kind } = type
      const isIt = (resource: ApiResource) => resource.kind === kind
      const found = known.get(apiVersion)?.find(isIt) ?? (await load(apiVersion, signal)).find(isIt)
      if (found === undefined) throw notServed(type)
      return { base: groupPath(apiVersion), plural: found.name, namespaced: found.namespaced }
    },
  }
}

const emptyWhereMissing = (error: unknown) => {
  if (statusOf(error) !== 404) throw error
  return { resources: [] }
}

const notServed = ({ apiVersion, kind }: TypeRef) =>
  new StackproofError('E_KUBERNETES', `expected the API server to serve ${kind} of ${apiVersion}, got no such type`, {
    details: { status: 404, reason: 'NotServed', apiVersion, kind },
  })
