import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import type { Query } from '../../../../lib/openstack/types.ts'
import { expectNeutronError, type Neutron, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Lists in pages. */
export const PAGING: readonly ContractCase[] = [
  {
    id: 'network-49',
    title: 'Pages of one with a filter cover everything that passes it exactly once, and nothing else',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const ids = await threePorts(context, neutron)
      const query: Query = { name: context.name(), limit: 1, fields: 'id' }
      const seen: string[] = []
      let marker: string | undefined
      for (let page = 0; page < 5; page += 1) {
        const { body } = await neutron.ask('GET', '/ports', undefined, { query: { ...query, marker } })
        seen.push(...body.ports.map(({ id }: { id: string }) => id))
        const next = body.ports_links?.find(({ rel }: { rel: string }) => rel === 'next')
        if (next === undefined) break
        const params = new URL(next.href).searchParams
        expect(params.getAll('name')).toEqual([context.name()])
        marker = params.get('marker')!
      }
      expect(seen).toEqual([...ids].sort())
      const typed = await context.cloud.network.ports.list({ name: context.name(), limit: 1 })
      expect(typed.map(({ id }) => id).sort()).toEqual([...ids].sort())
    },
  },
  {
    id: 'network-135',
    title: 'Everything comes in the order of ids, links only with a limit, and a full page has a next one',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const ids = [...(await threePorts(context, neutron))].sort()
      const ask = (query: Query) =>
        neutron.ask('GET', '/ports', undefined, { query: { name: context.name(), fields: 'id', ...query } })
      const all = await ask({})
      expect(all.body).toEqual({ ports: ids.map((id) => ({ id })) })
      expect((await ask({ limit: 0 })).body).toEqual(all.body)
      const rels = ({ body }: { body: { ports_links?: { rel: string }[] } }) => body.ports_links?.map(({ rel }) => rel)
      const full = await ask({ limit: 3 })
      expect(rels(full)).toEqual(['next', 'previous'])
      context.golden('full', full)
      expect(rels(await ask({ limit: 4 }))).toEqual(['previous'])
      const empty = await ask({ limit: 3, marker: ids.at(-1)! })
      expect(empty.body.ports).toEqual([])
      context.golden('empty', empty)
      const back = await ask({ limit: 2, marker: ids[2]!, page_reverse: 'True' })
      expect(back.body.ports).toEqual(ids.slice(0, 2).map((id) => ({ id })))
      const sorted = await ask({ sort_key: 'id', sort_dir: 'desc' })
      expect(sorted.body.ports).toEqual([...ids].reverse().map((id) => ({ id })))
    },
  },
  {
    id: 'network-136',
    title: 'A limit that is none, a marker that nobody has and half an order are refused',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const ask = (query: Query) => neutron.ask('GET', '/ports', undefined, { query })
      for (const limit of ['x', '-1']) {
        const words = `Bad limit request: Limit must be an integer 0 or greater and not '${limit}'.`
        expectNeutronError(await ask({ limit }), 400, 'BadRequest', words)
      }
      const gone = await ask({ limit: 1, marker: NO_ID })
      expectNeutronError(gone, 404, 'PortNotFound', `Port ${NO_ID} could not be found.`)
      context.golden('marker', gone)
      const half = await ask({ sort_key: 'name' })
      const words = 'The number of sort_keys and sort_dirs must be same'
      expectNeutronError(half, 400, 'HTTPBadRequest', words)
    },
  },
]

const threePorts = async (context: ContractContext, neutron: Neutron): Promise<string[]> => {
  const network = await neutron.make('/networks')
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) ids.push((await neutron.make('/ports', { network_id: network.id })).id)
  await neutron.make('/ports', { network_id: network.id, name: context.name('other') })
  return ids
}
