import type { CallOptions, Collection, OpenStack } from '../types.ts'
import type { CollectionContext } from './collection.ts'
import { onceOnly } from './once-only.ts'

type Subports = Pick<OpenStack['network']['trunks'], 'addSubports' | 'removeSubports'>
type Subport = { port_id: string }

/** The PUTs of trunks, which are refused the second time: a port is in one trunk at most. */
export const createSubports = ({ session, clock }: CollectionContext, trunks: Collection): Subports => {
  const turn = (
    id: string,
    action: string,
    sub_ports: readonly Subport[],
    there: boolean,
    options: CallOptions = {},
  ) => {
    const path = `/trunks/${encodeURIComponent(id)}/${action}`
    return onceOnly<true>({
      what: `${action} of trunk ${id}`,
      send: async () => {
        await session.call({ service: 'network', method: 'PUT', path, body: { sub_ports }, retry: 'once', ...options })
        return true
      },
      look: async () => {
        const has = new Set(((await trunks.get(id, options)).sub_ports as Subport[]).map(({ port_id }) => port_id))
        return sub_ports.every(({ port_id }) => has.has(port_id) === there) ? [true] : []
      },
      clock,
      ...options,
    })
  }
  return {
    addSubports: async (id, ports, options) => {
      await turn(id, 'add_subports', ports as readonly Subport[], true, options)
    },
    removeSubports: async (id, portIds, options) => {
      const ports = portIds.map((port_id) => ({ port_id }))
      await turn(id, 'remove_subports', ports, false, options)
    },
  }
}
