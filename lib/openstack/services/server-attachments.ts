import type { CallOptions, OpenStack, Resource } from '../types.ts'
import { type CollectionContext, doneWhereMissing } from './collection.ts'
import { onceOnly } from './once-only.ts'

const service = 'compute' as const

type Servers = OpenStack['compute']['servers']
type Attachments = Pick<Servers, 'attachVolume' | 'detachVolume' | 'volumeAttachments' | 'attachPort' | 'detachPort'>

const VOLUMES = 'os-volume_attachments'
const PORTS = 'os-interface'

/** Volumes and ports of servers. */
export const createAttachments = ({ session, clock }: CollectionContext): Attachments => {
  const path = (id: string, kind: string) => `/servers/${encodeURIComponent(id)}/${kind}`
  const listed = async (id: string, kind: string, options?: CallOptions): Promise<Resource[]> => {
    const { body } = await session.call({ service, method: 'GET', path: path(id, kind), ...options })
    return (body.volumeAttachments ?? body.interfaceAttachments).map(attachment)
  }
  const attach = (id: string, kind: string, body: object, of: string, options: CallOptions = {}) =>
    onceOnly<Resource>({
      what: `attachment of ${of} to server ${id}`,
      send: async () => {
        const answer = await session.call({ service, method: 'POST', path: path(id, kind), body, ...options })
        return attachment(Object.values(answer.body)[0] as Record<string, unknown>)
      },
      look: async () =>
        (await listed(id, kind, options)).filter(({ volumeId, port_id }) => volumeId === of || port_id === of),
      idOf: (found) => found.id,
      clock,
      ...options,
    })
  const detach = async (id: string, kind: string, of: string, options?: CallOptions) => {
    const one = `${path(id, kind)}/${encodeURIComponent(of)}`
    await session.call({ service, method: 'DELETE', path: one, ...options }).catch(doneWhereMissing)
  }
  return {
    volumeAttachments: (id, options) => listed(id, VOLUMES, options),
    attachVolume: (id, volumeId, options) => attach(id, VOLUMES, { volumeAttachment: { volumeId } }, volumeId, options),
    detachVolume: (id, volumeId, options) => detach(id, VOLUMES, volumeId, options),
    attachPort: (id, port_id, options) => attach(id, PORTS, { interfaceAttachment: { port_id } }, port_id, options),
    detachPort: (id, portId, options) => detach(id, PORTS, portId, options),
  }
}

// Interfaces have no id of their own, and neither have attachments of volumes from 2.89 on.
const attachment = (item: Record<string, unknown>): Resource => ({
  ...item,
  id: String(item.id ?? item.volumeId ?? item.port_id),
})
