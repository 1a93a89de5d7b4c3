import type { Token } from './auth/token.ts'
import { type BaseUrl, baseUrl, overrideUrl } from './catalog/base-url.ts'
import { catalogUrl, hasService } from './catalog/endpoint.ts'
import { isMicroversioned, microversionHeaders } from './catalog/microversion.ts'
import type { ServiceType } from './catalog/service-types.ts'
import type { ResolvedCloud } from './config/resolve.ts'
import type { Exchange, FinalAnswer } from './http/exchange.ts'

/** Where a service is, and which version of it we speak. */
export interface Endpoint {
  base: string
  headers: Record<string, string>
}

export interface Endpoints {
  resolve(service: ServiceType, signal?: AbortSignal): Promise<Endpoint>
}

interface Options {
  cloud: ResolvedCloud
  token: Token
  exchange(request: Exchange): Promise<FinalAnswer>
}

/** Looks each service up once. Throws `E_OPENSTACK` where the catalog lacks it or it is too old. */
export const createEndpoints = ({ cloud, token, exchange }: Options): Endpoints => {
  const known = new Map<ServiceType, Endpoint>()
  return {
    resolve: async (service, signal) => {
      const found = known.get(service)
      if (found !== undefined) return found
      const { root, base } = locate(service, cloud, token)
      const document = isMicroversioned(service)
        ? await readVersions(service, root, token, exchange, signal)
        : undefined
      const endpoint = { base, headers: microversionHeaders(service, document) }
      known.set(service, endpoint)
      return endpoint
    },
  }
}

const locate = (service: ServiceType, { auth, services }: ResolvedCloud, token: Token): BaseUrl => {
  const choice = services[service]
  if (choice.override !== undefined) return overrideUrl(choice.override, token)
  // Some catalogs leave Keystone out; where it is, we have been told.
  const written =
    service === 'identity' && !hasService(token.catalog, service)
      ? auth.url
      : catalogUrl(token.catalog, service, choice)
  return baseUrl(service, written, token.projectId)
}

/** The version document, unauthorised first as services mean it to be read; undefined where there is none to read. */
const readVersions = async (
  service: ServiceType,
  root: string,
  token: Token,
  exchange: Options['exchange'],
  signal?: AbortSignal,
): Promise<unknown> => {
  const ask = (headers: Record<string, string>) =>
    exchange({
      service,
      method: 'GET',
      url: new URL(`${root}/`),
      headers: { accept: 'application/json', ...headers },
      retry: 'read',
      ...(signal !== undefined && { signal }),
    })
  const open = await ask({})
  const answer = open.status === 401 ? await ask({ 'x-auth-token': token.id }) : open
  // Some services list several versions under 300; its Location is not for us.
  if (answer.status !== 200 && answer.status !== 300) return undefined
  try {
    return JSON.parse(answer.text)
  } catch {
    return undefined
  }
}
