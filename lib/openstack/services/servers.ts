import type { Redactor } from '../../core/redact.ts'
import type { CallOptions, OpenStack, Resource } from '../types.ts'
import { type CollectionContext, createCollection, doneWhereMissing } from './collection.ts'
import { learning } from './secrets.ts'
import { createAttachments } from './server-attachments.ts'
import { createTags } from './tags.ts'

const service = 'compute' as const

// What `GET /servers/detail` takes from 2.75 on.
const FILTERS = [
  'name',
  'status',
  'tags',
  'tags-any',
  'not-tags',
  'not-tags-any',
  'all_tenants',
  'project_id',
  'tenant_id',
  'user_id',
  'uuid',
  'flavor',
  'image',
  'ip',
  'ip6',
  'host',
  'node',
  'hostname',
  'key_name',
  'availability_zone',
  'description',
  'deleted',
  'soft_deleted',
  'locked',
  'vm_state',
  'task_state',
  'power_state',
  'config_drive',
  'reservation_id',
  'changes-since',
  'changes-before',
  'created_at',
  'launched_at',
  'terminated_at',
  'sort_key',
  'sort_dir',
]

/** Servers with their actions and attachments. */
export const createServers = (context: CollectionContext, redactor: Redactor): OpenStack['compute']['servers'] => ({
  ...createCollection(context, {
    service,
    kind: 'server',
    path: '/servers',
    listPath: '/servers/detail',
    singular: 'server',
    plural: 'servers',
    filters: FILTERS,
    wrap: withHints,
    unwrap: (server) => learning(redactor, server as Resource, 'adminPass'),
  }),
  ...actions(context),
  ...createAttachments(context),
  instanceActions: (id, options) => {
    const actionList = createCollection(context, {
      service,
      kind: 'instance_action',
      path: `/servers/${encodeURIComponent(id)}/os-instance-actions`,
      singular: 'instanceAction',
      plural: 'instanceActions',
      filters: [],
      unwrap: (item) => ({ ...item, id: String(item.request_id) }),
    })
    return actionList.list({}, options)
  },
  tags: createTags(context.session, service, '/servers'),
})

const HINTS = 'os:scheduler_hints'

// Hints stand beside the server in a request, though they belong to it.
const withHints = ({ [HINTS]: hints, ...server }: Record<string, unknown>) => ({
  server,
  ...(hints !== undefined && { [HINTS]: hints }),
})

type Servers = OpenStack['compute']['servers']

const actions = ({
  session,
}: CollectionContext): Pick<Servers, 'start' | 'stop' | 'reboot' | 'unlock' | 'forceDelete'> => {
  const act = async (id: string, body: object, options?: CallOptions) => {
    await session.call({ service, method: 'POST', path: `/servers/${encodeURIComponent(id)}/action`, body, ...options })
  }
  return {
    start: (id, options) => act(id, { 'os-start': null }, options),
    stop: (id, options) => act(id, { 'os-stop': null }, options),
    reboot: (id, type, options) => act(id, { reboot: { type } }, options),
    unlock: (id, options) => act(id, { unlock: null }, options),
    forceDelete: (id, options) => act(id, { forceDelete: null }, options).catch(doneWhereMissing),
  }
}
