import { API_VERSION, type ServiceType } from './service-types.ts'

const VERSION = /^v\d+(\.\d+)?$/

export interface BaseUrl {
  /** Without version and project: where the version document lies. */
  root: string
  /** What paths are appended to; no slash at its end. */
  base: string
}

/** Any of the forms that catalogs hold (with or without version, project and slash) → the form that we ask. */
export const baseUrl = (service: ServiceType, catalogUrl: string, projectId: string): BaseUrl => {
  const root = rootOf(catalogUrl, projectId)
  const version = API_VERSION[service]
  // Cinder takes URLs without the project only since 3.67, and with it always.
  const project = service === 'block-storage' ? `/${projectId}` : ''
  return { root, base: version === '' ? root : `${root}/${version}${project}` }
}

/** An override is used as it is, but for the placeholders that catalogs know too. */
export const overrideUrl = (
  override: string,
  { projectId, userId }: { projectId: string; userId: string },
): BaseUrl => {
  const base = override.replaceAll('%(project_id)s', projectId).replaceAll('%(user_id)s', userId).replace(/\/+$/, '')
  return { root: rootOf(base, projectId), base }
}

const rootOf = (text: string, projectId: string): string => {
  const url = new URL(text)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  if (parts.at(-1) === projectId || parts.at(-1) === `AUTH_${projectId}`) parts.pop()
  if (VERSION.test(parts.at(-1) ?? '')) parts.pop()
  return [url.origin, ...parts].join('/')
}
