import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Tags of Neutron's resources. */
export const TAGS: readonly ContractCase[] = [
  {
    id: 'network-33',
    title: 'Tags are replaced with 200, added with 201, asked for and removed with 204, and there is no POST',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/networks')
      const tags = `/networks/${id}/tags`
      const replaced = await neutron.ask('PUT', tags, { tags: ['one', 'two'] })
      expect([replaced.status, replaced.body]).toEqual([200, { tags: ['one', 'two'] }])
      for (const time of ['first', 'second']) {
        const added = await neutron.ask('PUT', `${tags}/three`)
        expect([added.status, added.text], time).toEqual([201, 'null'])
      }
      expect((await neutron.ask('GET', `${tags}/three`)).status).toBe(204)
      expect((await neutron.ask('DELETE', `${tags}/one`)).status).toBe(204)
      const missing = await neutron.ask('DELETE', `${tags}/one`)
      expectNeutronError(missing, 404, 'TagNotFound', 'Tag one could not be found.')
      expectNeutronError(await neutron.ask('GET', `${tags}/one`), 404, 'TagNotFound')
      const kept = await neutron.ask('GET', tags)
      expect([kept.status, [...kept.body.tags].sort()]).toEqual([200, ['three', 'two']])
      const posted = await neutron.ask('POST', tags, { tags: ['four'] })
      expectNeutronError(posted, 404, 'HTTPNotFound', 'not supported')
      context.golden('POST', posted)
      expect((await neutron.ask('DELETE', tags)).status).toBe(204)
      expect((await neutron.show(`/networks/${id}`)).tags).toEqual([])
    },
  },
  {
    id: 'network-115',
    title: 'A network takes no tags at its creation, and of tags only what can be a path',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const created = await neutron.ask('POST', '/networks', { network: { name: context.name(), tags: ['one'] } })
      expectNeutronError(created, 400, 'HTTPBadRequest', "Attribute 'tags' not allowed in POST")
      const { id } = await neutron.make('/networks')
      const tags = `/networks/${id}/tags`
      const put = (body: object) => neutron.ask('PUT', tags, body)
      const twice = "Invalid input for operation: Duplicate items in the list: 'one'."
      expectNeutronError(await put({ tags: ['one', 'one'] }), 400, 'InvalidInput', twice)
      const noList = "Invalid input for operation: 'one' is not a list."
      expectNeutronError(await put({ tags: 'one' }), 400, 'InvalidInput', noList)
      const noTags = 'Invalid input for operation: Invalid tags body.'
      expectNeutronError(await put({ bogus: [] }), 400, 'InvalidInput', noTags)
      expectNeutronError(await neutron.ask('PUT', `${tags}/a%2Fb`), 404, 'HTTPNotFound')
      expect((await neutron.ask('PUT', `${tags}/a,b`)).status).toBe(201)
      expect(await neutron.list('/networks', { name: context.name(), tags: 'a,b' })).toEqual([])
      const unknown = await neutron.ask('GET', '/networks/bogus/tags')
      const words = 'Resource networks bogus could not be found.'
      expectNeutronError(unknown, 404, 'TagResourceNotFound', words)
    },
  },
  {
    id: 'network-34',
    title: 'Lists can be filtered by all, any, not all and not any of some tags',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const tagged = { both: ['red', 'blue'], red: ['red'], none: [] }
      for (const [name, tags] of Object.entries(tagged)) {
        const { id } = await neutron.make('/networks', { name: context.name(name), description: context.name() })
        await neutron.ask('PUT', `/networks/${id}/tags`, { tags })
      }
      const named = async (filter: Record<string, string>) => {
        const rows = await neutron.list('/networks', { description: context.name(), ...filter })
        return rows.map(({ name }) => name!.split('-').at(-1)).sort()
      }
      expect(await named({ tags: 'red' })).toEqual(['both', 'red'])
      expect(await named({ tags: 'red,blue' })).toEqual(['both'])
      expect(await named({ 'tags-any': 'blue,green' })).toEqual(['both'])
      expect(await named({ 'not-tags': 'red,blue' })).toEqual(['none', 'red'])
      expect(await named({ 'not-tags-any': 'blue,green' })).toEqual(['none', 'red'])
      expect(await named({ tags: 'red', 'not-tags': 'blue' })).toEqual(['red'])
    },
  },
  {
    id: 'network-35',
    title: 'Tags at the creation of a port are taken and dropped unless the extension for them is on',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/networks')
      const port = await neutron.make('/ports', { network_id: id, tags: ['one'] })
      const kept = context.facts.extensions.includes('tag-ports-during-bulk-creation')
      expect((await neutron.show(`/ports/${port.id}`)).tags).toEqual(kept ? ['one'] : [])
    },
  },
  {
    id: 'network-116',
    title: 'The client replaces, adds, lists and removes the tags of every kind that has some',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const port = await neutron.make('/ports', { network_id: network.id })
      const ids = {
        networks: network.id,
        subnets: subnet.id,
        ports: port.id,
        routers: (await neutron.make('/routers')).id,
        'security-groups': (await neutron.make('/security-groups')).id,
        trunks: (await neutron.make('/trunks', { port_id: port.id })).id,
      }
      for (const [kind, id] of Object.entries(ids) as [keyof typeof ids, string][]) {
        const tags = context.cloud.network.tags(kind)
        await tags.set(id, ['one', 'two'])
        await tags.add(id, 'three')
        await tags.remove(id, 'one')
        expect([...(await tags.list(id))].sort(), kind).toEqual(['three', 'two'])
      }
    },
  },
]
