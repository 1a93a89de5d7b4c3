import { type Exchange, type FinalAnswer, ourHeaders } from '../http/exchange.ts'
import { parseJson } from '../http/raw.ts'

/** Keystone's v3 API, without a slash at its end, whatever form `auth_url` has. */
export const identityUrl = (authUrl: string): string => {
  const { origin, pathname } = new URL(authUrl)
  const path = pathname.replace(/\/+$/, '').replace(/\/v\d+(\.\d+)?$/, '')
  return `${origin}${path}/v3`
}

interface Link {
  rel?: string
  href?: string
}

interface VersionEntry {
  id?: string
  links?: Link[]
}

/**
 * Where Keystone itself says that its v3 API is, for clouds that have it where `auth_url` doesn't lead one to look.
 * Of its link only the path is taken: hosts and schemes are wrong behind proxies. Undefined where nothing says so.
 */
export const discoverIdentity = async (
  authUrl: string,
  exchange: (request: Exchange) => Promise<FinalAnswer>,
  signal?: AbortSignal,
): Promise<string | undefined> => {
  const answer = await exchange({
    service: 'identity',
    method: 'GET',
    url: new URL(authUrl),
    headers: ourHeaders(),
    retry: 'read',
    ...(signal !== undefined && { signal }),
  })
  // Several versions come as 300, whose Location is not for us.
  if (answer.status !== 200 && answer.status !== 300) return undefined
  const v3 = entriesOf(parseJson(answer.text)).find(({ id }) => /^v3(\.|$)/.test(id ?? ''))
  const href = v3?.links?.find(({ rel }) => rel === 'self')?.href
  const path = href === undefined ? undefined : URL.parse(href, authUrl)?.pathname
  return path === undefined ? undefined : new URL(authUrl).origin + path.replace(/\/+$/, '')
}

const entriesOf = (document: unknown): VersionEntry[] => {
  const { versions, version } = (document ?? {}) as {
    versions?: VersionEntry[] | { values?: VersionEntry[] }
    version?: VersionEntry
  }
  const listed = Array.isArray(versions) ? versions : (versions?.values ?? [])
  return version === undefined ? listed : [...listed, version]
}
