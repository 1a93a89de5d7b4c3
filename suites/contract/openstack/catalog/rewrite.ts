import type { ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { FaultProxy } from '../../../../fixtures/fault-proxy/proxy.ts'
import { entryThrough, startProxy } from '../through.ts'

export interface CatalogEntry {
  type: string
  name: string
  endpoints: { interface: string; region: string; region_id: string; url: string; id: string }[]
}

/** A session whose catalog was changed on its way from Keystone, and whose requests go through the proxy. */
export const openWithCatalog = async (
  context: ContractContext,
  change: (catalog: CatalogEntry[], proxy: FaultProxy) => CatalogEntry[],
  config: Record<string, unknown> = {},
) => {
  const proxy = await startProxy(context)
  const rewrite = (text: string) => {
    const { token } = JSON.parse(text)
    return JSON.stringify({ token: { ...token, catalog: change(token.catalog, proxy) } })
  }
  const fault = { kind: 'rewrite', change: ({ text }: { text: string }) => ({ text: rewrite(text) }) } as const
  proxy.rule({ method: 'POST', path: /\/auth\/tokens/, fault })
  const { config: _overrides, ...credential } = entryThrough(context, proxy)
  return { cloud: await context.open({ ...credential, config }), proxy }
}

/** The catalog with every URL led through the proxy. */
export const allThrough = (catalog: readonly CatalogEntry[], proxy: FaultProxy): CatalogEntry[] =>
  catalog.map((entry) => ({
    ...entry,
    endpoints: entry.endpoints.map((endpoint) => ({ ...endpoint, url: proxy.through(endpoint.url) })),
  }))
