import type { KnownVersions } from './auth/keeper.ts'
import type { Token } from './auth/token.ts'
import { type BaseUrl, baseUrl, overrideUrl } from './catalog/base-url.ts'
import { catalogUrl, hasService } from './catalog/endpoint.ts'
import { chooseMicroversion, isMicroversioned } from './catalog/microversion.ts'
import { API_MAJOR, SERVICE_TYPES, type ServiceType } from './catalog/service-types.ts'
import { readVersionRange, type VersionRange } from './catalog/versions.ts'
import type { ResolvedCloud } from './config/resolve.ts'
import { unlessAborted } from './http/abort.ts'
import { ourHeaders } from './http/exchange.ts'
import { parseJson } from './http/raw.ts'
import type { Send } from './http/transport.ts'

/** Where services are, and what they speak. */
export interface Endpoints {
  /** Throws `E_OPENSTACK` where the catalog lacks the service. */
  place(service: ServiceType): BaseUrl
  /** From the version document, read once; undefined where there is none to read. */
  versions(service: ServiceType, signal?: AbortSignal): Promise<VersionRange | undefined>
  /** The microversion to ask for: `wanted`, or the service's own. Throws `E_OPENSTACK` where the server lacks it. */
  microversion(service: ServiceType, wanted?: string, signal?: AbortSignal): Promise<string | undefined>
  available(): ServiceType[]
}

interface Options {
  cloud: ResolvedCloud
  token: Token
  send: Send
  versions: KnownVersions
}

/** Looks each service up once. */
export const createEndpoints = ({ cloud, token, send, versions: learnt }: Options): Endpoints => {
  const places = new Map<ServiceType, BaseUrl>()
  const asked = new Map<ServiceType, Promise<VersionRange | undefined>>()
  const place = (service: ServiceType): BaseUrl => {
    const found = places.get(service) ?? locate(service, cloud, token)
    places.set(service, found)
    return found
  }
  const ask = async (service: ServiceType) => {
    const range = await readVersions(service, place(service).root, token, send)
    if (range !== undefined) learnt.learn(service, range)
    return range
  }
  const versions = async (service: ServiceType, signal?: AbortSignal) => {
    const known = learnt.get(service)
    if (known !== undefined) return known
    const asking = asked.get(service) ?? ask(service)
    asked.set(service, asking)
    asking.catch(() => asked.delete(service))
    return await unlessAborted(asking, signal)
  }
  return {
    place,
    versions,
    microversion: async (service, wanted, signal) => {
      if (!isMicroversioned(service)) return wanted
      const configured = cloud.services[service].microversion
      return chooseMicroversion(service, await versions(service, signal), { wanted, configured })
    },
    available: () =>
      SERVICE_TYPES.filter(
        (service) =>
          cloud.auth.kind === 'none' ||
          cloud.services[service].override !== undefined ||
          hasService(token.catalog, service, cloud.services[service]),
      ),
  }
}

const locate = (service: ServiceType, { auth, services }: ResolvedCloud, token: Token): BaseUrl => {
  const choice = services[service]
  if (choice.override !== undefined) return overrideUrl(choice.override, token)
  if (auth.kind === 'none') return overrideUrl(auth.endpoint, token)
  // Some catalogs leave Keystone out; where it is, we have been told.
  const written =
    service === 'identity' && !hasService(token.catalog, service)
      ? auth.url
      : catalogUrl(token.catalog, service, choice)
  return baseUrl(service, written, token.projectId)
}

/** The version document, unauthorised first as services mean it to be read. */
const readVersions = async (
  service: ServiceType,
  root: string,
  token: Token,
  send: Send,
): Promise<VersionRange | undefined> => {
  const ask = (headers: Record<string, string>) =>
    send({
      service,
      method: 'GET',
      url: new URL(`${root}/`),
      headers: ourHeaders(headers),
      retry: 'read',
    })
  const open = await ask({})
  const answer = open.status === 401 ? await ask({ 'x-auth-token': token.id }) : open
  // Some services list several versions under 300; its Location is not for us.
  if (answer.status !== 200 && answer.status !== 300) return undefined
  return readVersionRange(parseJson(answer.text), API_MAJOR[service])
}
