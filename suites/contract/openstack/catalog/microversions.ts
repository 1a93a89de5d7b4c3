import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { ServiceType } from '../../../../lib/openstack/catalog/service-types.ts'

const ECHOES = [
  ['compute', '/flavors', '2.79', 'compute 2.79'],
  ['block-storage', '/types', '3.60', 'volume 3.60'],
  ['placement', '/usages', '1.30', 'placement 1.30'],
] as const

const usages = ({ cloud }: ContractContext, microversion: string) =>
  cloud.request({
    service: 'placement',
    method: 'GET',
    path: '/usages',
    query: { project_id: cloud.projectId },
    microversion,
  })

/** Cases about microversions. */
export const MICROVERSIONS: readonly ContractCase[] = [
  {
    id: 'catalog-27',
    title: 'Nova and Cinder tell the range of their microversions, and repeat the one that an answer is in',
    needs: ['block-storage', 'placement'],
    run: async (context) => {
      const { cloud, golden } = context
      const { min, max } = await cloud.version('compute')
      expect(min).toBe('2.1')
      expect(Number(max!.split('.')[1])).toBeGreaterThanOrEqual(79)
      expect((await cloud.version('block-storage')).min).toBe('3.0')
      for (const [service, path, microversion, echo] of ECHOES) {
        const query = service === 'placement' ? { project_id: cloud.projectId } : { limit: 1 }
        const answer = await cloud.request({ service, method: 'GET', path, query, microversion })
        expect([service, answer.status, answer.headers['openstack-api-version']]).toEqual([service, 200, echo])
        expect(answer.headers.vary?.toLowerCase()).toContain('openstack-api-version')
        const { body: _, text: _text, ...headers } = answer
        golden(service, { ...headers, body: undefined, text: '' })
      }
    },
  },
  {
    id: 'catalog-28',
    title: 'A microversion that is too high is a 406 with the range, one that is none a 400',
    needs: ['block-storage', 'placement'],
    run: async ({ cloud, golden }) => {
      const tries = [
        ['compute', '/flavors', '2.999'],
        ['block-storage', '/types', '3.999'],
        ['placement', '/usages', '1.999'],
      ] as const
      for (const [service, path, microversion] of tries) {
        const high = await cloud.request({ service, method: 'GET', path, microversion })
        expect([service, high.status]).toEqual([service, 406])
        golden(`${service}, too high`, high)
        const none = await cloud.request({ service, method: 'GET', path, microversion: 'two' })
        expect([service, none.status]).toEqual([service, 400])
        golden(`${service}, none`, none)
      }
    },
  },
  {
    id: 'catalog-29',
    title: 'A server group has a policy from 2.64 on, and a list of policies before',
    run: async (context) => {
      const { cloud, golden, undo } = context
      const make = async (server_group: object, microversion: string) => {
        const path = '/os-server-groups'
        const answer = await cloud.request({
          service: 'compute',
          method: 'POST',
          path,
          body: { server_group },
          microversion,
        })
        if (answer.status === 200)
          undo(() =>
            cloud.request({ service: 'compute', method: 'DELETE', path: `${path}/${answer.body.server_group.id}` }),
          )
        return answer
      }
      const late = await make({ name: context.name('late'), policy: 'anti-affinity' }, '2.64')
      expect(late.body.server_group).toMatchObject({ policy: 'anti-affinity', rules: {} })
      golden('2.64', late)
      const early = await make({ name: context.name('early'), policies: ['anti-affinity'] }, '2.63')
      expect(early.body.server_group).toMatchObject({ policies: ['anti-affinity'], metadata: {} })
      golden('2.63', early)
      const mixed = await make({ name: context.name('mixed'), policies: ['anti-affinity'] }, '2.64')
      expect(mixed.status).toBe(400)
      golden('2.64 with policies', mixed)
    },
  },
  {
    id: 'catalog-30',
    title: 'A parameter that Nova does not know is a 400 from 2.75 on, and ignored before',
    run: async ({ cloud, golden }) => {
      const ask = (microversion: string) =>
        cloud.request({ service: 'compute', method: 'GET', path: '/servers', query: { bogus: 'x' }, microversion })
      const late = await ask('2.75')
      expect(late.status).toBe(400)
      golden('2.75', late)
      expect((await ask('2.74')).status).toBe(200)
    },
  },
  {
    id: 'catalog-31',
    title: 'Placement tells usages in one map up to 1.37, and by type of consumer from 1.38 on',
    needs: ['placement'],
    run: async (context) => {
      const before = await usages(context, '1.37')
      expect([before.status, Object.keys(before.body)]).toEqual([200, ['usages']])
      const after = await usages(context, '1.38')
      expect(after.status).toBe(200)
      for (const value of Object.values(before.body.usages)) expect(value).toBeTypeOf('number')
      for (const value of Object.values(after.body.usages)) expect(value).toHaveProperty('consumer_count')
      const early = await usages(context, '1.8')
      expect(early.status).toBe(404)
      context.golden('before 1.9', early)
    },
  },
  {
    id: 'catalog-111',
    title: 'Cinder knows its microversions by the name volume only',
    needs: ['block-storage'],
    run: async ({ cloud, golden }) => {
      const headers = { 'openstack-api-version': 'block-storage 3.70' }
      const answer = await cloud.request({
        service: 'block-storage' satisfies ServiceType,
        method: 'GET',
        path: '/types',
        headers,
        microversion: false,
      })
      expect(answer.status).toBe(400)
      golden('block-storage 3.70', answer)
    },
  },
]
