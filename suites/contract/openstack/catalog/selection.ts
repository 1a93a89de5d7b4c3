import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { ServiceType } from '../../../../lib/openstack/catalog/service-types.ts'
import { entryThrough, startProxy } from '../through.ts'
import { allThrough, type CatalogEntry, openWithCatalog } from './rewrite.ts'

/** Names that catalogs know block storage by. */
const VOLUME_TYPES = ['block-storage', 'volumev3', 'volume', 'block-store']
const isVolume = ({ type }: CatalogEntry) => VOLUME_TYPES.includes(type)

/** Ends of a catalog's URL below the service's root, and what is asked for there. */
const FORMS: Readonly<Partial<Record<ServiceType, { path: string; ends: readonly string[] }>>> = {
  identity: { path: '/auth/projects', ends: ['', '/', '/v3', '/v3/', '/v2.0'] },
  compute: { path: '/servers', ends: ['', '/v2.1', '/v2.1/', '/v2.1/$project', '/v2/$project'] },
  network: { path: '/networks', ends: ['', '/', '/v2.0', '/v2.0/'] },
  image: { path: '/images', ends: ['', '/', '/v2', '/v2/'] },
  'block-storage': { path: '/volumes', ends: ['', '/v3', '/v3/', '/v3/$project', '/v3/AUTH_$project'] },
  'load-balancer': { path: '/lbaas/loadbalancers', ends: ['', '/', '/v2', '/v2.0', '/v2.0/'] },
}

const withEnd = (catalog: readonly CatalogEntry[], service: ServiceType, url: string): CatalogEntry[] =>
  catalog.map((entry) => {
    const meant = service === 'block-storage' ? isVolume(entry) : entry.type === service
    return meant ? { ...entry, endpoints: entry.endpoints.map((endpoint) => ({ ...endpoint, url })) } : entry
  })

/** Cases about how a service is found. */
export const SELECTION: readonly ContractCase[] = [
  {
    id: 'catalog-21',
    title: 'Every form in which catalogs write a URL leads to the same service',
    timeoutMs: 120_000,
    run: async (context) => {
      for (const [service, { path, ends }] of Object.entries(FORMS) as [
        ServiceType,
        { path: string; ends: string[] },
      ][]) {
        const root = context.roots[service]
        if (root === undefined) continue
        for (const end of ends) {
          const { cloud, proxy } = await openWithCatalog(context, (catalog, through) => {
            const url = through.through(root) + end.replace('$project', context.cloud.projectId)
            return withEnd(allThrough(catalog, through), service, url)
          })
          const answer = await cloud.request({ service, method: 'GET', path, query: { limit: 1 } })
          expect([service, end, answer.status]).toEqual([service, end, 200])
          expect(proxy.seen.at(-1)!.path).not.toMatch(/\/(v[\d.]+)\/+v[\d.]+\//)
        }
      }
    },
  },
  {
    id: 'catalog-22',
    title: 'Block storage is found under each of its names, and its second version is not taken for the third',
    needs: ['block-storage'],
    run: async (context) => {
      const renamed = (catalog: CatalogEntry[], type: string): CatalogEntry[] => {
        const found = catalog.find(isVolume)!
        return [...catalog.filter((entry) => !isVolume(entry)), { ...found, type }]
      }
      for (const type of VOLUME_TYPES) {
        const { cloud } = await openWithCatalog(context, (catalog, proxy) => renamed(allThrough(catalog, proxy), type))
        expect(await cloud.blockStorage.volumes.list({ limit: 1 })).toBeInstanceOf(Array)
      }
      const { cloud } = await openWithCatalog(context, (catalog, proxy) =>
        renamed(allThrough(catalog, proxy), 'volumev2'),
      )
      expect(cloud.available()).not.toContain('block-storage')
    },
  },
  {
    id: 'catalog-23',
    title: 'A region that is not in the catalog is told together with those that are',
    run: async (context) => {
      const cloud = await context.open({ config: { region_name: 'Atlantis', regions: undefined } })
      const failure = await cloud.network.networks.list({ limit: 1 }).catch((error) => error)
      expect(failure.message).toContain('Atlantis')
      expect(`${failure.message} ${JSON.stringify(failure.details)} ${failure.hint}`).toContain(context.cloud.region)
    },
  },
  {
    id: 'catalog-24',
    title: 'The interface of clouds.yaml decides which endpoint of a service is used',
    run: async (context) => {
      const proxies = {
        public: await startProxy(context),
        internal: await startProxy(context),
        admin: await startProxy(context),
      }
      const root = context.roots.network!
      const own = (kind: string) => proxies[kind as keyof typeof proxies].through(root)
      for (const kind of ['public', 'internal', 'admin'] as const) {
        const { cloud } = await openWithCatalog(
          context,
          (catalog) =>
            catalog.map((entry) => ({
              ...entry,
              endpoints: entry.endpoints.map((one) =>
                entry.type === 'network' ? { ...one, url: own(one.interface) } : one,
              ),
            })),
          { interface: kind },
        )
        await cloud.request({ service: 'network', method: 'GET', path: '/networks', query: { limit: 1 } })
        expect([kind, proxies[kind].seen.length]).toEqual([kind, 1])
      }
    },
  },
  {
    id: 'catalog-25',
    title: 'An endpoint override is used as it is written, and the catalog not at all',
    run: async (context) => {
      const proxy = await startProxy(context)
      const root = context.roots['block-storage'] ?? context.roots.network!
      const volume = context.roots['block-storage'] !== undefined
      const override = `${proxy.through(root)}${volume ? '/v3/%(project_id)s' : '/v2.0'}`
      const key = volume ? 'volumev3_endpoint_override' : 'network_endpoint_override'
      const { config: _overrides, ...credential } = entryThrough(context, proxy)
      const cloud = await context.open({ ...credential, config: { [key]: override } })
      const asked = volume ? cloud.blockStorage.volumes.list({ limit: 1 }) : cloud.network.networks.list({ limit: 1 })
      expect(await asked).toBeInstanceOf(Array)
      const expected = volume ? `/v3/${context.cloud.projectId}/volumes` : '/v2.0/networks'
      expect(proxy.seen.at(-1)!.path).toContain(expected)
    },
  },
]
