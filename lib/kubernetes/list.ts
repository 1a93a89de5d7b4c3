import { statusOf } from './kube-error.ts'
import { withQuery } from './paths.ts'
import type { KubeObject, TypeRef } from './types.ts'

const PAGE = 500

export interface Listed<T extends KubeObject> {
  items: T[]
  /** Where a watch goes on from. */
  resourceVersion: string
}

interface Page {
  metadata?: { resourceVersion?: string; continue?: string }
  items?: KubeObject[]
}

interface ListSource {
  path: string
  query: Record<string, string | undefined>
  type: TypeRef
  fetchPage(path: string): Promise<Page>
}

/** A whole collection, page by page. Starts over once when the continuation has expired under way. */
export const listAll = async <T extends KubeObject>(source: ListSource): Promise<Listed<T>> => {
  try {
    return await readPages<T>(source)
  } catch (error) {
    if (statusOf(error) !== 410) throw error
    return await readPages<T>(source)
  }
}

const readPages = async <T extends KubeObject>({ path, query, type, fetchPage }: ListSource): Promise<Listed<T>> => {
  const items: T[] = []
  let token: string | undefined
  let resourceVersion: string | undefined
  do {
    const page = await fetchPage(withQuery(path, { ...query, limit: PAGE, continue: token }))
    items.push(...(page.items ?? []).map((item) => withType(item, type) as T))
    // The first page's version: a watch from there repeats what changed meanwhile and misses nothing.
    resourceVersion ??= page.metadata?.resourceVersion
    token = page.metadata?.continue
  } while (token)
  return { items, resourceVersion: resourceVersion ?? '0' }
}

// Items of a list carry no apiVersion and kind of their own for built-in types.
const withType = (item: KubeObject, { apiVersion, kind }: TypeRef): KubeObject => ({ ...item, apiVersion, kind })
