import { isOpenStackError } from '../errors.ts'
import type { CallOptions, OpenStack, Resource } from '../types.ts'

interface Attachment {
  server_id?: string
  attachment_id?: string
}

/** Takes a volume off the servers that still have it, and forgets attachments of servers that are no more. */
export const detachVolume = async (cloud: OpenStack, volume: Resource, options: CallOptions): Promise<void> => {
  for (const attachment of (volume.attachments ?? []) as Attachment[])
    await detach(cloud, volume.id, attachment, options)
}

const detach = async (
  cloud: OpenStack,
  volumeId: string,
  { server_id: server, attachment_id: attachment }: Attachment,
  options: CallOptions,
) => {
  try {
    if (server) return await cloud.compute.servers.detachVolume(server, volumeId, options)
  } catch (error) {
    if (!isOpenStackError(error, 404)) throw error
  }
  // Nova knows nothing of it; Cinder refuses this for servers that live (CVE-2023-2088).
  if (attachment) await cloud.blockStorage.attachments.delete(attachment, options)
}
