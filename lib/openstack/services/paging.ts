import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import type { Session } from '../session.ts'
import type { ListOptions, Query, Resource } from '../types.ts'

/**
 * How a collection is divided: by marker with a link to the next page, by offset without one, or not at all; that of
 * Keystone takes no limit but, in later releases, has links all the same.
 */
export type Paging = 'marker' | 'offset' | 'none'

export interface PagedList {
  service: ServiceType
  path: string
  plural: string
  paging: Paging
  query: Query
  microversion?: string
  /** From an item of the list to the resource itself. */
  unwrap(item: Record<string, unknown>): Resource
}

// No service of ours refuses a page of this size; Glance's own is 25.
const PAGE = 500

/** The pages of a collection with what matches the query, each resource once. */
export async function* listPages(session: Session, list: PagedList, options: ListOptions = {}) {
  const { maxItems = Number.POSITIVE_INFINITY } = options
  const found = new Set<string>()
  const seen = new Set<string>()
  let position: Position | undefined = first(list, maxItems)
  while (position !== undefined && found.size < maxItems) {
    const body = await readPage(session, list, position, options)
    const items = ((body[list.plural] ?? []) as Record<string, unknown>[]).map(list.unwrap)
    const fresh = firstOfEach(items, found).slice(0, maxItems - found.size)
    for (const { id } of fresh) found.add(id)
    if (fresh.length > 0) yield fresh
    position = nextPosition(list, position, body, items.length)
    if (position !== undefined) guard(list, position, seen)
  }
}

/** What a request for a page has besides the filters. */
interface Position {
  limit?: number
  offset?: number
  marker?: string
}

const first = ({ paging, query }: PagedList, maxItems: number): Position =>
  paging === 'none' ? {} : { limit: Number(query.limit ?? Math.min(PAGE, maxItems)) }

const readPage = async (session: Session, list: PagedList, position: Position, options: ListOptions): Promise<Page> => {
  const { service, path, microversion } = list
  const { body } = await session.call({
    service,
    method: 'GET',
    path,
    query: inOrder(list.query, position),
    ...(microversion !== undefined && { microversion }),
    ...(options.signal !== undefined && { signal: options.signal }),
  })
  if (body?.truncated === true) throw truncated(list)
  return body ?? {}
}

const inOrder = (filters: Query, { limit, ...place }: Position): Query => ({
  ...(limit !== undefined && { limit }),
  ...filters,
  ...place,
})

const firstOfEach = (items: Resource[], found: ReadonlySet<string>): Resource[] => [
  ...new Map(items.filter(({ id }) => !found.has(id)).map((item) => [item.id, item])).values(),
]

/**
 * Of a link only the marker is taken and put to our own path and query: Octavia's links lose every filter, Glance's the
 * prefix, and those behind a proxy name an internal host that must not get our token.
 */
const nextPosition = ({ paging, plural }: PagedList, last: Position, body: Page, onPage: number) => {
  if (onPage === 0) return undefined
  if (paging === 'offset')
    return onPage < last.limit! ? undefined : { limit: last.limit!, offset: (last.offset ?? 0) + onPage }
  const href = nextLink(body, plural)
  const marker = href === undefined ? undefined : new URL(href, 'http://next').searchParams.get('marker')
  return marker ? { ...last, marker } : undefined
}

type Page = Record<string, unknown> & { next?: string; links?: { next?: string | null }; truncated?: boolean }

const nextLink = (body: Page, plural: string): string | undefined => {
  const links = body[`${plural}_links`] as { rel: string; href: string }[] | undefined
  return links?.find(({ rel }) => rel === 'next')?.href ?? body.next ?? body.links?.next ?? undefined
}

const guard = ({ service, path }: PagedList, position: Position, seen: Set<string>): void => {
  const key = JSON.stringify(position)
  if (seen.has(key))
    throw new StackproofError(
      'E_OPENSTACK',
      `expected the pages of ${path} of ${service} to end, got the same one twice`,
      { details: { service, path, ...position } },
    )
  seen.add(key)
}

// Keystone cuts lists at its `list_limit`; what is missing can't be asked for.
const truncated = ({ service, path }: PagedList) =>
  new StackproofError(
    'E_OPENSTACK',
    `expected the whole list ${path} of ${service}, got one that the service has cut`,
    {
      details: { service, path },
      hint: 'Narrow the list by a filter; its length is limited in the configuration of the service.',
    },
  )
