interface ProxyTarget {
  namespace: string
  name: string
  port: number | string
}

/** A request through the API server to a port of a pod; `path` begins with a slash and may carry a query. */
export const podProxyPath = (target: ProxyTarget, path = '/'): string => proxyPath('pods', target, path)

/** A request through the API server to a port of a Service, by number or name. */
export const serviceProxyPath = (target: ProxyTarget, path = '/'): string => proxyPath('services', target, path)

const proxyPath = (plural: string, { namespace, name, port }: ProxyTarget, path: string): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(name)}:${port}/proxy${path}`
