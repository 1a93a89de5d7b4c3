import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import type { Session } from '../session.ts'
import type { CallOptions, Resource } from '../types.ts'

/** How a collection is divided: by marker with a link to the next page, by offset without one, or not at all. */
export type Paging = 'marker' | 'offset' | 'none'

export interface PagedList {
  service: ServiceType
  path: string
  plural: string
  paging: Paging
  query: Readonly<Record<string, string | number | boolean>>
  /** From an item of the list to the resource itself. */
  unwrap(item: Record<string, unknown>): Resource
}

// No service of ours refuses a page of this size; Glance's own is 25.
const PAGE = 500

/** All resources of a collection that match the query, each once. */
export const listPages = async (session: Session, list: PagedList, options: CallOptions = {}): Promise<Resource[]> => {
  const found = new Map<string, Resource>()
  const seen = new Set<string>()
  let position: Position | undefined = { query: {} }
  while (position !== undefined) {
    const body = await readPage(session, list, position, options)
    const items = ((body?.[list.plural] ?? []) as Record<string, unknown>[]).map(list.unwrap)
    for (const item of items) found.set(item.id, item)
    position = nextPosition(list, body, items.length, found.size)
    if (position !== undefined) guard(list, position, seen)
  }
  return [...found.values()]
}

interface Position {
  query: Record<string, string>
}

const readPage = async (session: Session, list: PagedList, position: Position, options: CallOptions) => {
  const limit = list.paging === 'none' ? {} : { limit: PAGE }
  const { service, path } = list
  const { body } = await session.call({
    service,
    method: 'GET',
    path,
    query: { ...limit, ...list.query, ...position.query },
    ...options,
  })
  return body
}

/**
 * Of a link only the marker is taken and put to our own path and query: Octavia's links lose every filter, Glance's the
 * prefix, and those behind a proxy name an internal host that must not get our token.
 */
const nextPosition = (
  { paging, plural }: PagedList,
  body: Page,
  onPage: number,
  total: number,
): Position | undefined => {
  if (onPage === 0 || paging === 'none') return undefined
  if (paging === 'offset') return onPage < PAGE ? undefined : { query: { offset: String(total) } }
  const href = nextLink(body, plural)
  const marker = href === undefined ? undefined : new URL(href, 'http://next').searchParams.get('marker')
  return marker ? { query: { marker } } : undefined
}

type Page = Record<string, unknown> & { next?: string; links?: { next?: string | null } }

const nextLink = (body: Page, plural: string): string | undefined => {
  const links = body[`${plural}_links`] as { rel: string; href: string }[] | undefined
  return links?.find(({ rel }) => rel === 'next')?.href ?? body.next ?? body.links?.next ?? undefined
}

const guard = ({ service, path }: PagedList, { query }: Position, seen: Set<string>): void => {
  const key = JSON.stringify(query)
  if (seen.has(key))
    throw new StackproofError(
      'E_OPENSTACK',
      `expected the pages of ${path} of ${service} to end, got the same one twice`,
      {
        details: { service, path, ...query },
      },
    )
  seen.add(key)
}
