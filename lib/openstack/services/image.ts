import type { OpenStack } from '../types.ts'
import { type CollectionContext, createCollection } from './collection.ts'

/** Glance: no envelopes, and changes are JSON patches. */
export const createImage = (context: CollectionContext): OpenStack['image'] => ({
  images: createCollection(context, {
    service: 'image',
    kind: 'image',
    path: '/images',
    singular: 'image',
    plural: 'images',
    bare: true,
    change: (body) => ({
      method: 'PATCH',
      contentType: 'application/openstack-images-v2.1-json-patch',
      // `add` also replaces, so it need not be known whether the property is there.
      body: Object.entries(body).map(([key, value]) => ({ op: 'add', path: `/${pointer(key)}`, value })),
    }),
  }),
})

const pointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
