import { expect } from 'vitest'
import type { ContractCase, ContractContext } from '../../../../fixtures/contract/openstack/case.ts'
import { poll } from '../../../../lib/core/poll.ts'
import type { Resource } from '../../../../lib/openstack/types.ts'
import { expectNeutronError, type Neutron, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Floating IPs. */
export const FLOATING_IPS: readonly ContractCase[] = [
  {
    id: 'network-41',
    title: 'A floating IP for a port that no router connects with the outside is refused with 404',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const outside = context.facts.externalNetwork!.id
      const { network, subnet } = await neutron.network()
      const port = await neutron.make('/ports', { network_id: network.id })
      const ask = () =>
        neutron.ask('POST', '/floatingips', { floatingip: { floating_network_id: outside, port_id: port.id } })
      const words = `External network ${outside} is not reachable from subnet ${subnet.id}.  Therefore, cannot associate Port ${port.id} with a Floating IP.`
      const refused = await ask()
      expectNeutronError(refused, 404, 'ExternalGatewayForFloatingIPNotFound', words)
      context.golden('refused', refused)
      await neutron.routerOn(subnet)
      expectNeutronError(await ask(), 404, 'ExternalGatewayForFloatingIPNotFound', words)
    },
  },
  {
    id: 'network-42',
    title: 'A floating IP is DOWN until its way is there, ACTIVE then, and free again when it is taken off',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { port, router } = await reachablePort(context, neutron)
      const floating_network_id = context.facts.externalNetwork!.id
      const created = await neutron.create('/floatingips', { floating_network_id, description: context.name() })
      context.golden('created', created)
      const { id } = created.body.floatingip
      expect(created.body.floatingip).toMatchObject({ status: 'DOWN', port_id: null, router_id: null })
      const put = (port_id: string | null) => neutron.ask('PUT', `/floatingips/${id}`, { floatingip: { port_id } })
      const associated = await put(port.id)
      const there = { port_id: port.id, router_id: router.id, fixed_ip_address: port.fixed_ips[0].ip_address }
      expect(associated.body.floatingip).toMatchObject({ status: 'DOWN', ...there })
      context.golden('associated', associated)
      await untilStatus(context, neutron, id, 'ACTIVE')
      context.golden('active', await neutron.ask('GET', `/floatingips/${id}`))
      const found = await neutron.list('/floatingips', { description: context.name() })
      expect(found.map((floatingIp) => floatingIp.id)).toEqual([id])
      const taken = await put(null)
      const free = { port_id: null, router_id: null, fixed_ip_address: null, port_details: null }
      expect(taken.body.floatingip).toMatchObject({ status: 'ACTIVE', ...free })
      context.golden('taken off', taken)
      await untilStatus(context, neutron, id, 'DOWN')
    },
  },
  {
    id: 'network-127',
    title: 'While a floating IP is in use its router keeps gateway and interface, and its port no second one',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { port, router, subnet } = await reachablePort(context, neutron)
      const ask = { floating_network_id: context.facts.externalNetwork!.id, port_id: port.id }
      const floatingIp = await neutron.make('/floatingips', ask)
      const second = await neutron.ask('POST', '/floatingips', { floatingip: ask })
      expectNeutronError(
        second,
        409,
        'FloatingIPPortAlreadyAssociated',
        /already has a floating IP on external network/,
      )
      context.golden('second', second)
      const path = `/routers/${router.id}`
      const removed = await neutron.ask('PUT', `${path}/remove_router_interface`, { subnet_id: subnet.id })
      expectNeutronError(removed, 409, 'RouterInterfaceInUseByFloatingIP')
      context.golden('interface', removed)
      const cleared = await neutron.ask('PUT', path, { router: { external_gateway_info: null } })
      expectNeutronError(cleared, 409, 'RouterExternalGatewayInUseByFloatingIp')
      context.golden('gateway', cleared)
      expect((await neutron.ask('DELETE', `/floatingips/${floatingIp.id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('GET', `/floatingips/${floatingIp.id}`), 404, 'FloatingIPNotFound')
    },
  },
  {
    id: 'network-128',
    title: 'A port that goes leaves its floating IP behind',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { port } = await reachablePort(context, neutron)
      const ask = { floating_network_id: context.facts.externalNetwork!.id, port_id: port.id }
      const { id } = await neutron.make('/floatingips', ask)
      expect((await neutron.ask('DELETE', `/ports/${port.id}`)).status).toBe(204)
      expect(await neutron.show(`/floatingips/${id}`)).toMatchObject({ port_id: null, router_id: null })
    },
  },
  {
    id: 'network-129',
    title: 'A floating IP comes from an external network that is there',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/networks')
      const post = (floatingip: object) => neutron.ask('POST', '/floatingips', { floatingip })
      const inside = `Bad floatingip request: Network ${id} is not a valid external network.`
      expectNeutronError(await post({ floating_network_id: id }), 400, 'BadRequest', inside)
      expectNeutronError(await post({ floating_network_id: NO_ID }), 404, 'NetworkNotFound')
      const missing = "Failed to parse request. Required attribute 'floating_network_id' not specified"
      expectNeutronError(await post({}), 400, 'HTTPBadRequest', missing)
    },
  },
]

const reachablePort = async (context: ContractContext, neutron: Neutron) => {
  const { network, subnet } = await neutron.network()
  const gateway = { network_id: context.facts.externalNetwork!.id }
  const router = await neutron.routerOn(subnet, { external_gateway_info: gateway })
  const port = await neutron.make('/ports', { network_id: network.id })
  return { port, router, subnet }
}

const untilStatus = (context: ContractContext, neutron: Neutron, id: string, wanted: string): Promise<Resource> =>
  poll<Resource>({
    goal: `${wanted} of floating IP ${id}`,
    interval: context.interval('network'),
    clock: context.clock,
    signal: context.signal,
    observe: () => neutron.show(`/floatingips/${id}`),
    describe: ({ status }) => status,
    until: ({ status }) => status === wanted,
  })
