import { isOpenStackError } from '../errors.ts'
import type { CallOptions, Collection, OpenStack, Resource } from '../types.ts'
import type { CollectionContext } from './collection.ts'
import { onceOnly } from './once-only.ts'

type Interfaces = Pick<OpenStack['network']['routers'], 'addInterface' | 'removeInterface'>
type Ends = { subnet_id?: string; port_id?: string }

/** The PUTs of routers that Neutron refuses the second time; where an answer is lost, the port tells whether it was done. */
export const createInterfaces = ({ session, clock }: CollectionContext, ports: Collection): Interfaces => {
  const turn = (routerId: string, action: string, body: Ends, there: boolean, options: CallOptions = {}) => {
    const path = `/routers/${encodeURIComponent(routerId)}/${action}`
    return onceOnly<true>({
      what: `${action} of router ${routerId}`,
      send: async () => {
        await session.call({ service: 'network', method: 'PUT', path, body, retry: 'once', ...options })
        return true
      },
      look: async () => ((await isThere(ports, routerId, body, options)) === there ? [true] : []),
      clock,
      ...options,
    })
  }
  return {
    addInterface: async (id, body, options) => {
      await turn(id, 'add_router_interface', body, true, options)
    },
    removeInterface: async (id, body, options) => {
      await turn(id, 'remove_router_interface', body, false, options)
    },
  }
}

const isThere = async (ports: Collection, routerId: string, ends: Ends, options: CallOptions): Promise<boolean> => {
  if (ends.port_id !== undefined) {
    const port = await ports.get(ends.port_id, options).catch(undefinedWhereMissing)
    return port?.device_id === routerId
  }
  const all = await ports.list({ device_id: routerId }, options)
  return all.some(({ fixed_ips }: Resource) =>
    (fixed_ips as { subnet_id: string }[]).some(({ subnet_id }) => subnet_id === ends.subnet_id),
  )
}

const undefinedWhereMissing = (error: unknown): undefined => {
  if (!isOpenStackError(error, 404)) throw error
}
