import { randomUUID } from 'node:crypto'
import { isOpenStackError } from '../errors.ts'
import type { CallOptions, Collection, OpenStack, Resource } from '../types.ts'
import { type CollectionContext, createCollection, doneWhereMissing } from './collection.ts'
import { createUpload } from './image-upload.ts'
import { onceOnly } from './once-only.ts'

const service = 'image' as const

// Anything else asks for images with a property of that name.
const FILTERS = [
  'id',
  'name',
  'status',
  'visibility',
  'owner',
  'tag',
  'protected',
  'os_hidden',
  'disk_format',
  'container_format',
  'size_min',
  'size_max',
  'created_at',
  'updated_at',
  'member_status',
]

type Glance = OpenStack['image']

/** Glance: no envelopes, and changes are JSON patches. */
export const createImage = (context: CollectionContext): Glance => {
  const images = createImages(context)
  return {
    images,
    upload: createUpload(context, images),
    ...imports(context, images),
    ...tags(context),
    ...actions(context),
    members: (imageId) => createMembers(context, imageId),
  }
}

// An image of an id that we chose can be looked for when the answer to its creation is lost, and there is no second one.
const createImages = (context: CollectionContext): Collection => {
  const images = createCollection(context, {
    service,
    kind: 'image',
    path: '/images',
    singular: 'image',
    plural: 'images',
    filters: FILTERS,
    bare: true,
    change: (body) => ({
      method: 'PATCH',
      contentType: 'application/openstack-images-v2.1-json-patch',
      // `add` also replaces, so it need not be known whether the property is there.
      body: Object.entries(body).map(([key, value]) => ({ op: 'add', path: `/${pointer(key)}`, value })),
    }),
  })
  return { ...images, create: (body, options) => images.create({ id: randomUUID(), ...body }, options) }
}

const pointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const below = (id: string, rest: string) => `/images/${encodeURIComponent(id)}/${rest}`

const imports = (
  { session, clock }: CollectionContext,
  images: Collection,
): Pick<Glance, 'importFromUrl' | 'importMethods' | 'stores' | 'tasks'> => {
  const read = async (path: string, options?: CallOptions) =>
    (await session.call({ service, method: 'GET', path, ...options })).body
  return {
    importFromUrl: async (id, uri, options = {}) => {
      const body = { method: { name: 'web-download', uri } }
      await onceOnly<true>({
        what: `import of image ${id}`,
        send: async () => {
          await session.call({ service, method: 'POST', path: below(id, 'import'), body, ...options })
          return true
        },
        look: async () => (isImporting(await images.get(id, options)) ? [true] : []),
        clock,
        ...options,
      })
    },
    importMethods: async (options) => (await read('/info/import', options))['import-methods'].value,
    stores: async (options) => {
      // There is no list where there is but one.
      const body = await read('/info/stores', options).catch(emptyWhereMissing)
      return (body.stores as Resource[]).map(({ id }) => id)
    },
    tasks: async (id, options) => (await read(below(id, 'tasks'), options)).tasks,
  }
}

// Glance names the task in the image as soon as it has accepted it.
const isImporting = ({ status, os_glance_import_task: task }: Resource) => status !== 'queued' || task !== undefined

const emptyWhereMissing = (error: unknown): { stores: [] } => {
  if (!isOpenStackError(error, 404)) throw error
  return { stores: [] }
}

const tags = ({ session }: CollectionContext): Pick<Glance, 'addTag' | 'removeTag'> => {
  const path = (id: string, tag: string) => below(id, `tags/${encodeURIComponent(tag)}`)
  return {
    addTag: async (id, tag, options) => {
      await session.call({ service, method: 'PUT', path: path(id, tag), ...options })
    },
    removeTag: async (id, tag, options) => {
      await session.call({ service, method: 'DELETE', path: path(id, tag), ...options }).catch(doneWhereMissing)
    },
  }
}

const actions = ({ session }: CollectionContext): Pick<Glance, 'deactivate' | 'reactivate'> => {
  const act = async (id: string, action: string, options?: CallOptions) => {
    const path = below(id, `actions/${action}`)
    // The second time changes nothing.
    await session.call({ service, method: 'POST', path, retry: 'idempotent', ...options })
  }
  return {
    deactivate: (id, options) => act(id, 'deactivate', options),
    reactivate: (id, options) => act(id, 'reactivate', options),
  }
}

const createMembers = (context: CollectionContext, imageId: string): ReturnType<Glance['members']> =>
  createCollection(context, {
    service,
    kind: 'image_member',
    path: below(imageId, 'members'),
    singular: 'member',
    plural: 'members',
    filters: [],
    paging: 'none',
    bare: true,
    unwrap: (item) => ({ ...item, id: String(item.member_id) }),
    change: (body) => ({ method: 'PUT', body }),
  })
