const below = (base: string, name: string | undefined) => (name === undefined ? base : `${base}/${name}`)

/** Path of a collection of the core API, or of an object in it; `name` may go on with a subresource. */
export const core = (namespace: string, plural: string, name?: string): string =>
  below(`/api/v1/namespaces/${namespace}/${plural}`, name)

/** Path of a collection of another group, or of an object in it: `group` is `apps/v1`. */
export const grouped = (group: string, namespace: string, plural: string, name?: string): string =>
  below(`/apis/${group}/namespaces/${namespace}/${plural}`, name)

export const configMaps = (namespace: string, name?: string): string => core(namespace, 'configmaps', name)

export const deployments = (namespace: string, name?: string): string =>
  grouped('apps/v1', namespace, 'deployments', name)

export const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
