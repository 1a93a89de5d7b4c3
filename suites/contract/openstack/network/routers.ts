import { expect } from 'vitest'
import type { ContractCase } from '../../../../fixtures/contract/openstack/case.ts'
import { expectNeutronError, NO_ID, neutronOf } from './neutron.ts'

const MINUTES = 60_000

/** Routers and their interfaces. */
export const ROUTERS: readonly ContractCase[] = [
  {
    id: 'network-37',
    title: 'A second interface in the same subnet is refused with 400, so that repeating the PUT is no success',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { subnet } = await neutron.network()
      const router = await neutron.make('/routers')
      const turn = (action: string, body: object) => neutron.ask('PUT', `/routers/${router.id}/${action}`, body)
      const subnetId = { subnet_id: subnet.id }
      const added = await turn('add_router_interface', subnetId)
      expect(added.status, added.text).toBe(200)
      context.golden('added', added)
      context.undo(() => turn('remove_router_interface', subnetId))
      const again = await turn('add_router_interface', subnetId)
      const words = `Bad router request: Router already has a port on subnet ${subnet.id}.`
      expectNeutronError(again, 400, 'BadRequest', words)
      context.golden('added twice', again)
      const removed = await turn('remove_router_interface', { port_id: added.body.port_id })
      expect([removed.status, removed.body]).toEqual([200, added.body])
      const byPort = await turn('remove_router_interface', { port_id: added.body.port_id })
      expectNeutronError(byPort, 404, 'RouterInterfaceNotFound')
      context.golden('removed twice', byPort)
      const bySubnet = await turn('remove_router_interface', subnetId)
      expectNeutronError(bySubnet, 404, 'RouterInterfaceNotFoundForSubnet')
    },
  },
  {
    id: 'network-38',
    title: 'A router with an interface is in use and names the port',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { subnet } = await neutron.network()
      const router = await neutron.routerOn(subnet)
      const [port] = await neutron.list('/ports', { device_id: router.id })
      const refused = await neutron.ask('DELETE', `/routers/${router.id}`)
      const words = `Router ${router.id} has ports still attached: ${port!.id}`
      expectNeutronError(refused, 409, 'RouterInUse', words)
      context.golden('in use', refused)
    },
  },
  {
    id: 'network-40',
    title: 'The port of a router cannot be deleted as a port, and keeps its subnet and network',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { network, subnet } = await neutron.network()
      const router = await neutron.routerOn(subnet)
      const query = { device_id: router.id, device_owner: 'network:router_interface' }
      const [port] = await neutron.list('/ports', query)
      expect(port!.fixed_ips).toEqual([{ subnet_id: subnet.id, ip_address: subnet.gateway_ip }])
      const refused = await neutron.ask('DELETE', `/ports/${port!.id}`)
      const words = `Port ${port!.id} cannot be deleted directly via the port API: has device owner network:router_interface.`
      expectNeutronError(refused, 409, 'ServicePortInUse', words)
      context.golden('refused', refused)
      expectNeutronError(await neutron.ask('DELETE', `/subnets/${subnet.id}`), 409, 'SubnetInUse')
      expectNeutronError(
        await neutron.ask('DELETE', `/networks/${network.id}`),
        409,
        'NetworkInUse',
        new RegExp(port!.id),
      )
    },
  },
  {
    id: 'network-124',
    title: 'An interface asks for a subnet or a port that is there, and for one of them',
    timeoutMs: 6 * MINUTES,
    run: async (context) => {
      const neutron = neutronOf(context)
      const { id } = await neutron.make('/routers')
      const add = (body: object) => neutron.ask('PUT', `/routers/${id}/add_router_interface`, body)
      const neither = 'Bad router request: Either subnet_id or port_id must be specified.'
      expectNeutronError(await add({}), 400, 'BadRequest', neither)
      const both = 'Bad router request: Cannot specify both subnet-id and port-id.'
      expectNeutronError(await add({ subnet_id: NO_ID, port_id: NO_ID }), 400, 'BadRequest', both)
      expectNeutronError(await add({ subnet_id: NO_ID }), 404, 'SubnetNotFound')
      expectNeutronError(await add({ port_id: NO_ID }), 404, 'PortNotFound')
      expectNeutronError(await neutron.ask('GET', `/routers/${NO_ID}`), 404, 'RouterNotFound')
    },
  },
  {
    id: 'network-125',
    title: 'A router with a gateway and nothing else goes at once, and its gateway port belongs to no project',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network', 'admin'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const gateway = { network_id: context.facts.externalNetwork!.id }
      const created = await neutron.create('/routers', { name: context.name(), external_gateway_info: gateway })
      context.golden('created', created)
      const { router } = created.body
      expect(router.external_gateway_info).toMatchObject({ ...gateway, enable_snat: true })
      expect(await neutron.list('/ports', { device_id: router.id })).toEqual([])
      const [port] = await neutronOf(context, context.admin()).list('/ports', { device_id: router.id })
      expect(port).toMatchObject({ device_owner: 'network:router_gateway', project_id: '', tenant_id: '' })
      expect((await neutron.ask('DELETE', `/routers/${router.id}`)).status).toBe(204)
      expectNeutronError(await neutron.ask('GET', `/routers/${router.id}`), 404, 'RouterNotFound')
    },
  },
  {
    id: 'network-126',
    title: 'A gateway and routes can be set and cleared',
    timeoutMs: 6 * MINUTES,
    needs: ['external-network'],
    run: async (context) => {
      const neutron = neutronOf(context)
      const { subnet } = await neutron.network()
      const router = await neutron.routerOn(subnet)
      const put = (body: object) => neutron.ask('PUT', `/routers/${router.id}`, { router: body })
      const network_id = context.facts.externalNetwork!.id
      const opened = await put({ external_gateway_info: { network_id } })
      expect(opened.body.router.external_gateway_info.network_id).toBe(network_id)
      const routes = [{ destination: '10.99.0.0/24', nexthop: '10.77.1.20' }]
      const routed = await put({ routes })
      expect([routed.status, routed.body.router.routes]).toEqual([200, routes])
      context.golden('with gateway and routes', routed)
      expect((await put({ routes: [] })).body.router.routes).toEqual([])
      expect((await put({ external_gateway_info: null })).body.router.external_gateway_info).toBeNull()
    },
  },
]
