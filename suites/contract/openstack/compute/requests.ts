import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNovaError, NO_ID, novaOf } from './nova.ts'

/** What Nova says to requests that it cannot take. */
export const REQUESTS: readonly ContractCase[] = [
  {
    id: 'compute-123',
    title: 'A server that lacks something or has something unknown is refused with the field',
    needs: ['compute'],
    run: async (context) => {
      const nova = novaOf(context)
      const post = (more: object) => nova.ask('POST', '/servers', nova.body(more))
      const refused = async (more: object, words: string | RegExp) =>
        expectNovaError(await post(more), 400, 'badRequest', words)
      await refused(
        { flavorRef: undefined },
        /^Invalid input for field\/attribute server\. .*'flavorRef' is a required property$/,
      )
      await refused({ networks: undefined }, /'networks' is a required property$/)
      await refused({ bogus: 1 }, /Additional properties are not allowed \('bogus' was unexpected\)$/)
      await refused({ personality: [] }, /Additional properties are not allowed \('personality' was unexpected\)$/)
      await refused({ name: '' }, "Invalid input for field/attribute name. Value: . '' is too short")
      const tag = "Invalid input for field/attribute 0. Value: a/b. 'a/b' does not match '^[^,/]*$'"
      await refused({ tags: ['a/b'] }, tag)
      const count = 'Invalid input for field/attribute min_count. Value: 0. 0 is less than the minimum of 1'
      await refused({ min_count: 0 }, count)
      const bare = await nova.ask('POST', '/servers', { bogus: {} })
      expectNovaError(bare, 400, 'badRequest', "'server' is a required property")
      const whole = await nova.ask('POST', '/servers', { server: { name: 'x', networks: 'none' } })
      context.golden('without flavor', whole)
    },
  },
  {
    id: 'compute-124',
    title: 'What a server is to be made of has to be there: flavor, image, network, port, key, zone, groups',
    needs: ['compute'],
    run: async (context) => {
      const nova = novaOf(context)
      const refused = async (more: object, words: string, hints?: object) =>
        expectNovaError(await nova.ask('POST', '/servers', nova.body(more, hints)), 400, 'badRequest', words)
      await refused({ flavorRef: 'bogus' }, 'Flavor bogus could not be found.')
      await refused({ imageRef: NO_ID }, 'Can not find requested image')
      await refused({ imageRef: undefined }, 'Missing imageRef attribute')
      await refused({ networks: [{ uuid: NO_ID }] }, `Network ${NO_ID} could not be found.`)
      await refused({ networks: [{ port: NO_ID }] }, `Port id ${NO_ID} could not be found.`)
      await refused({ key_name: 'bogus' }, 'Invalid key_name provided.')
      await refused({ availability_zone: 'bogus' }, 'The requested availability zone is not available')
      const group = "Unable to find security_group with name or id 'bogus'"
      const { id } = await context.cloud.network.networks.create({ name: context.name() })
      context.undo(() => context.cloud.network.networks.delete(id))
      await context.cloud.network.subnets.create({ network_id: id, ip_version: 4, cidr: '10.77.3.0/24' })
      await refused({ networks: [{ uuid: id }], security_groups: [{ name: 'bogus' }] }, group)
      await refused({}, `Instance group ${NO_ID} could not be found.`, { group: NO_ID })
    },
  },
  {
    id: 'compute-125',
    title: 'Servers that are not there are not found, and unknown filters, orders and markers are refused',
    run: async (context) => {
      const nova = novaOf(context)
      const words = `Instance ${NO_ID} could not be found.`
      for (const method of ['GET', 'DELETE'] as const) {
        expectNovaError(await nova.ask(method, `/servers/${NO_ID}`), 404, 'itemNotFound', words)
      }
      const acted = await nova.ask('POST', `/servers/${NO_ID}/action`, { 'os-stop': null })
      expectNovaError(acted, 404, 'itemNotFound')
      const list = (query: Record<string, string>) => nova.ask('GET', '/servers/detail', undefined, { query })
      const marker = await list({ marker: 'bogus' })
      expectNovaError(marker, 400, 'badRequest', 'marker [bogus] not found')
      const limit = "Invalid input for query parameters limit. Value: x. 'x' does not match '^[0-9]*$'"
      expectNovaError(await list({ limit: 'x' }), 400, 'badRequest', limit)
      const regex = "Invalid input for query parameters name. Value: (. '(' is not a 'regex'"
      expectNovaError(await list({ name: '(' }), 400, 'badRequest', regex)
      const tenants = "Policy doesn't allow os_compute_api:servers:detail:get_all_tenants to be performed."
      expectNovaError(await list({ all_tenants: '1' }), 403, 'forbidden', tenants)
    },
  },
  {
    id: 'compute-126',
    title: 'Paths that Nova does not know are answered in another shape than its errors, and removed ones with 410',
    run: async (context) => {
      const nova = novaOf(context)
      const unknown = await nova.ask('GET', '/bogus')
      expect([unknown.status, unknown.body.code, unknown.body.title]).toEqual([404, '404 Not Found', 'Not Found'])
      context.golden('unknown path', unknown)
      const gone = await nova.ask('GET', '/os-fping')
      expectNovaError(gone, 410, 'computeFault')
      context.golden('removed', gone)
      const text = await nova.ask('POST', '/servers', 'no JSON')
      expectNovaError(text, 400, 'badRequest', 'Malformed request body')
      context.golden('no JSON', text)
    },
  },
]
