import type { CallOptions, OpenStack, Resource } from '../types.ts'

const INTERFACE = /^network:(router_interface|ha_router_replicated_interface)/

/** Takes away what keeps a router from being deleted: routes through its interfaces, the interfaces, the way out. */
export const emptyRouter = async (cloud: OpenStack, router: Resource, options: CallOptions): Promise<void> => {
  const { routers, ports } = cloud.network
  if (router.routes?.length > 0) await routers.update(router.id, { routes: [] }, options)
  const all = await ports.list({ device_id: router.id }, options)
  // By port: a subnet may be plugged in by an address that isn't its gateway.
  for (const { id } of all.filter((port) => INTERFACE.test(port.device_owner ?? '')))
    await routers.removeInterface(router.id, { port_id: id }, options)
  if (router.external_gateway_info) await routers.update(router.id, { external_gateway_info: null }, options)
}
