import type { ListQuery, ObjectRef } from './types.ts'

/** Where a type lives on an API server. */
export interface Endpoint {
  /** `/apis/apps/v1` */
  base: string
  plural: string
  namespaced: boolean
}

/** The path of a collection; of all namespaces when none is given. */
export const collectionPath = ({ base, plural, namespaced }: Endpoint, namespace?: string): string =>
  namespaced && namespace !== undefined
    ? `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`
    : `${base}/${plural}`

/** The path of one object; `default` is the namespace of namespaced objects that name none. */
export const objectPath = (endpoint: Endpoint, { name, namespace }: Pick<ObjectRef, 'name' | 'namespace'>): string =>
  `${collectionPath(endpoint, namespace ?? 'default')}/${encodeURIComponent(name)}`

/** The base path of `v1` or `apps/v1`. */
export const groupPath = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`

/** A path with its query; undefined values are left out. */
export const withQuery = (path: string, query: Record<string, string | number | boolean | undefined>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)])).toString()
  return text === '' ? path : `${path}?${text}`
}

/** The selectors of a list or watch as query parameters. */
export const selectorQuery = ({ labelSelector, fieldSelector }: ListQuery) => ({ labelSelector, fieldSelector })
