import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import type { ServiceType } from '../../../../lib/openstack/catalog/service-types.ts'
import type { OpenStack } from '../../../../lib/openstack/types.ts'

const root = (cloud: OpenStack, service: ServiceType, path: string, token?: false) =>
  cloud.request({ service, method: 'GET', from: 'root', path, ...(token === false && { token }) })

const ROOTS = [
  ['compute', 200],
  ['network', 200],
  ['image', 300],
  ['block-storage', 300],
  ['load-balancer', 200],
  ['placement', 200],
] as const

/** Cases about the documents by which services tell their versions. */
export const VERSION_DOCUMENTS: readonly ContractCase[] = [
  {
    id: 'catalog-112',
    title: 'The root of each service tells its versions to anybody',
    run: async ({ cloud, golden }) => {
      for (const [service, status] of ROOTS.filter(([service]) => cloud.available().includes(service))) {
        const answer = await root(cloud, service, '/', false)
        expect([service, answer.status]).toEqual([service, status])
        expect(answer.body.versions.length).toBeGreaterThan(0)
        golden(service, answer)
      }
    },
  },
  {
    id: 'catalog-113',
    title: 'Octavia tells its versions in order, all of them at the same address',
    needs: ['load-balancer'],
    run: async ({ cloud }) => {
      const { body } = await root(cloud, 'load-balancer', '/', false)
      const versions = body.versions as { id: string; status: string; links: { href: string }[] }[]
      expect(versions[0]!.id).toBe('v2.0')
      expect(versions.map(({ id }) => Number(id.split('.')[1]))).toEqual(versions.map((_, index) => index))
      expect(versions.filter(({ status }) => status === 'CURRENT')).toEqual([versions.at(-1)])
      expect(new Set(versions.map(({ links }) => new URL(links[0]!.href).pathname)).size).toBe(1)
    },
  },
  {
    id: 'catalog-114',
    title: 'Below its root Nova tells one version to anybody, Cinder and Glance only to who has a token',
    needs: ['image', 'block-storage'],
    run: async ({ cloud, golden }) => {
      golden('nova', await root(cloud, 'compute', '/v2.1/', false))
      golden('nova, legacy', await root(cloud, 'compute', '/v2/', false))
      golden('cinder, nobody', await root(cloud, 'block-storage', '/v3/', false))
      golden('cinder', await root(cloud, 'block-storage', '/v3/'))
      golden('cinder, no slash', await root(cloud, 'block-storage', '/v3'))
      golden('glance, nobody', await root(cloud, 'image', '/v2/', false))
      golden('glance', await root(cloud, 'image', '/v2/'))
      golden('glance, no slash', await root(cloud, 'image', '/v2'))
      golden('glance, versions', await root(cloud, 'image', '/versions', false))
      const neutron = await root(cloud, 'network', '/v2.0/')
      expect(neutron.body.resources.map(({ name }: { name: string }) => name)).toContain('port')
      golden('neutron', neutron)
      golden('neutron, nobody', await root(cloud, 'network', '/v2.0/', false))
    },
  },
  {
    id: 'catalog-115',
    title: 'A path that a service does not have is answered in the words of its framework',
    needs: ['image', 'block-storage', 'load-balancer', 'placement'],
    run: async ({ cloud, golden }) => {
      for (const service of ['compute', 'network', 'image', 'block-storage', 'load-balancer', 'placement'] as const) {
        const answer = await cloud.request({ service, method: 'GET', path: '/no-such-thing' })
        expect([service, answer.status]).toEqual([service, 404])
        golden(service, answer)
      }
      golden('nova, no version', await root(cloud, 'compute', '/no-such-thing', false))
      golden('cinder, no version', await root(cloud, 'block-storage', '/no-such-thing', false))
      golden('neutron, no version', await root(cloud, 'network', '/no-such-thing', false))
      golden('octavia, no version', await root(cloud, 'load-balancer', '/no-such-thing'))
    },
  },
]
