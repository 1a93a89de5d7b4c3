import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Networks and what they have in common with everything else in Neutron. */
export const NETWORKS: readonly ContractCase[] = [
  {
    id: 'network-32',
    title: 'A network can be made, found by its description, changed and deleted, and is then gone with 404',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const description = context.name('description')
      const created = await neutron.create('/networks', { name: context.name(), description })
      context.golden('created', created)
      const { id } = created.body.network
      const found = await neutron.ask('GET', '/networks', undefined, { query: { description } })
      expect(found.body.networks.map((network: { id: string }) => network.id)).toEqual([id])
      context.golden('found', found)
      expect(await neutron.list('/networks', { description: context.name() })).toEqual([])
      const changed = await neutron.ask('PUT', `/networks/${id}`, { network: { name: context.name('new') } })
      expect([changed.status, changed.body.network.name]).toEqual([200, context.name('new')])
      expect(changed.body.network.revision_number).toBeGreaterThan(created.body.network.revision_number)
      const deleted = await neutron.ask('DELETE', `/networks/${id}`)
      expect([deleted.status, deleted.text]).toEqual([204, ''])
      for (const method of ['GET', 'DELETE'] as const) {
        const gone = await neutron.ask(method, `/networks/${id}`)
        expectNeutronError(gone, 404, 'NetworkNotFound', `Network ${id} could not be found.`)
        context.golden(`${method} when gone`, gone)
      }
    },
  },
  {
    id: 'network-39',
    title: 'A network with a port is in use and says whose; without one it goes with its subnets',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const port = await neutron.make('/ports', { network_id: network.id })
      const refused = await neutron.ask('DELETE', `/networks/${network.id}`)
      const words = `Unable to complete operation on network ${network.id}. There are one or more ports still in use on the network, id for these ports is: ${port.id}.`
      expectNeutronError(refused, 409, 'NetworkInUse', words)
      context.golden('network in use', refused)
      const inUse = await neutron.ask('DELETE', `/subnets/${subnet.id}`)
      expectNeutronError(inUse, 409, 'SubnetInUse')
      context.golden('subnet in use', inUse)
      await neutron.ask('DELETE', `/ports/${port.id}`)
      expect((await neutron.ask('DELETE', `/networks/${network.id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('GET', `/subnets/${subnet.id}`), 404, 'SubnetNotFound')
    },
  },
  {
    id: 'network-111',
    title: 'Attributes that are unknown, read-only, missing or not for tenants are refused by name',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const post = (network: object) => neutron.ask('POST', '/networks', { network })
      expectNeutronError(await post({ bogus: 1 }), 400, 'HTTPBadRequest', "Unrecognized attribute(s) 'bogus'")
      expectNeutronError(await post({ status: 'x' }), 400, 'HTTPBadRequest', "Attribute 'status' not allowed in POST")
      const denied = '(rule:create_network and rule:create_network:router:external) is disallowed by policy'
      expectNeutronError(await post({ 'router:external': true }), 403, 'PolicyNotAuthorized', denied)
      const unwrapped = await neutron.ask('POST', '/networks', { nets: {} })
      expectNeutronError(unwrapped, 400, 'HTTPBadRequest', "Unable to find 'network' in request body")
      const { id } = await neutron.make('/networks')
      const put = (network: object) => neutron.ask('PUT', `/networks/${id}`, { network })
      expectNeutronError(await put({ status: 'x' }), 400, 'HTTPBadRequest', 'Cannot update read-only attribute status')
      expectNeutronError(await put({ bogus: 1 }), 400, 'HTTPBadRequest', "Unrecognized attribute(s) 'bogus'")
      const text = await neutron.ask('POST', '/networks', 'no JSON', {
        headers: { 'content-type': 'application/json' },
      })
      expectNeutronError(text, 400, 'HTTPBadRequest', 'Body contains invalid data')
      context.golden('no JSON', text)
    },
  },
  {
    id: 'network-112',
    title: 'An unknown filter is refused and never answered with everything',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const list = (query: Record<string, string>) => neutron.ask('GET', '/networks', undefined, { query })
      const one = await list({ bogus: '1' })
      expectNeutronError(one, 400, 'HTTPBadRequest', "['bogus'] is invalid attribute for filtering")
      context.golden('unknown filter', one)
      const two = "['bogus', 'other'] is invalid attribute for filtering"
      expectNeutronError(await list({ bogus: '1', other: '2' }), 400, 'HTTPBadRequest', two)
      const fields = await neutron.ask('GET', '/networks', undefined, { query: { fields: ['name'], name: NO_ID } })
      expect(fields.body).toEqual({ networks: [] })
    },
  },
  {
    id: 'network-113',
    title: 'Unknown paths and methods have Neutron’s own shape of an error',
    timeoutMs: 3 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const path = await neutron.ask('GET', '/bogus')
      expectNeutronError(path, 404, 'HTTPNotFound', 'The resource could not be found.')
      context.golden('unknown path', path)
      const method = await neutron.ask('PATCH', '/networks')
      expectNeutronError(method, 405, 'HTTPMethodNotAllowed')
      context.golden('unknown method', method)
      expectNeutronError(await neutron.ask('GET', '/networks/bogus'), 404, 'NetworkNotFound')
    },
  },
  {
    id: 'network-114',
    title: 'What belongs to another project is not there',
    timeoutMs: 3 * MINUTES,
    needs: ['other-project'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const other = neutronOf(context, context.other())
      const { network, subnet } = await neutron.network()
      const port = await neutron.make('/ports', { network_id: network.id })
      expectNeutronError(await other.ask('GET', `/networks/${network.id}`), 404, 'NetworkNotFound')
      expectNeutronError(await other.ask('DELETE', `/networks/${network.id}`), 404, 'NetworkNotFound')
      expectNeutronError(await other.ask('GET', `/subnets/${subnet.id}`), 404, 'SubnetNotFound')
      expectNeutronError(await other.ask('DELETE', `/ports/${port.id}`), 404, 'PortNotFound')
      const asked = await other.ask('POST', '/ports', { port: { network_id: network.id } })
      expectNeutronError(asked, 404, 'NetworkNotFound')
      expect(await other.list('/networks', { name: context.name() })).toEqual([])
    },
  },
]
