import { collectionOf } from '../inventory/kinds.ts'
import type { Item, Kind } from '../inventory/types.ts'
import type { CallOptions, OpenStack, Resource } from '../types.ts'
import { detachVolume } from './detach-volume.ts'
import { emptyRouter } from './empty-router.ts'
import type { PurgeAction } from './types.ts'

/** How one kind is deleted; only what differs from the rule is said. */
export interface Remover {
  /** A state in which the cloud is at work and would refuse. */
  isBusy?(resource: Resource): boolean
  /** What stands in its own way, such as a lock. `resource` is how it was last seen. */
  prepare?(cloud: OpenStack, resource: Resource, options: CallOptions): Promise<void>
  remove?(cloud: OpenStack, resource: Resource, options: CallOptions): Promise<void>
  /** Statuses of refusals that pass by themselves, besides 409. */
  passing?: readonly number[]
  isDone?(resource: Resource): boolean
}

const CINDER_BUSY =
  /^(creating|attaching|detaching|deleting|extending|retyping|maintenance|uploading|downloading|backing-up|restoring-backup|restoring|unmanaging)$/
const isCinderBusy = ({ status }: Resource) => CINDER_BUSY.test(String(status))

const REMOVERS: Partial<Record<Kind, Remover>> = {
  loadbalancer: {
    isBusy: ({ provisioning_status: status }) => /^PENDING_/.test(String(status)),
    remove: (cloud, { id }, options) => cloud.loadBalancer.loadBalancers.delete(id, { cascade: true, ...options }),
    isDone: ({ provisioning_status: status }) => status === 'DELETED',
  },
  server: {
    isBusy: (server) => server['OS-EXT-STS:task_state'] === 'deleting',
    prepare: async (cloud, { id, locked }, options) => {
      if (locked === true) await cloud.compute.servers.unlock(id, options)
    },
    // A cloud that keeps deleted servers for a while keeps their ports and volumes too.
    remove: (cloud, { id, status }, options) =>
      status === 'SOFT_DELETED'
        ? cloud.compute.servers.forceDelete(id, options)
        : cloud.compute.servers.delete(id, options),
    isDone: ({ status }) => status === 'DELETED',
  },
  // Cinder refuses by state with 400.
  volume: { isBusy: isCinderBusy, passing: [400], prepare: detachVolume },
  snapshot: { isBusy: isCinderBusy, passing: [400] },
  backup: { isBusy: isCinderBusy, passing: [400] },
  router: { prepare: emptyRouter },
  security_group: {
    prepare: async (cloud, { id, security_group_rules: rules = [] }, options) => {
      const toOthers = (rules as Resource[]).filter(({ remote_group_id: remote }) => remote && remote !== id)
      for (const rule of toOthers) await cloud.network.securityGroupRules.delete(rule.id, options)
    },
  },
  image: {
    prepare: async (cloud, { id, protected: kept }, options) => {
      if (kept === true) await cloud.image.images.update(id, { protected: false }, options)
    },
    isDone: ({ status }) => status === 'deleted' || status === 'pending_delete',
  },
}

const RELEASE: Remover = {
  remove: async (cloud, { id }, options) => {
    await cloud.network.floatingIps.update(id, { port_id: null }, options)
  },
  isDone: ({ port_id: port }) => !port,
}

const UNPLUG: Remover = {
  remove: (cloud, { id, device_id: router }, options) =>
    cloud.network.routers.removeInterface(router, { port_id: id }, options),
}

/** The remover of an item; complete. */
export const removerOf = ({ kind }: Item, action: PurgeAction): Required<Remover> => ({
  isBusy: () => false,
  prepare: async () => {},
  remove: (cloud, { id }, options) => collectionOf(cloud, kind).delete(id, options),
  passing: [],
  isDone: () => false,
  ...(action === 'release' ? RELEASE : action === 'unplug' ? UNPLUG : REMOVERS[kind]),
})
