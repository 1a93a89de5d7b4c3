import { StackproofError } from '../../core/errors.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import type { Session } from '../session.ts'
import type { Tags } from '../types.ts'
import { doneWhereMissing } from './collection.ts'

/** Tags below the resources at `path`, as Neutron and Nova have them. */
export const createTags = (session: Session, service: ServiceType, path: string): Tags => {
  const all = (id: string) => `${path}/${encodeURIComponent(id)}/tags`
  const one = (id: string, tag: string) => `${all(id)}/${encodeURIComponent(checked(tag))}`
  return {
    list: async (id, options) => (await session.call({ service, method: 'GET', path: all(id), ...options })).body.tags,
    set: async (id, tags, options) => {
      const body = { tags: tags.map(checked) }
      await session.call({ service, method: 'PUT', path: all(id), body, ...options })
    },
    add: async (id, tag, options) => {
      await session.call({ service, method: 'PUT', path: one(id, tag), ...options })
    },
    remove: async (id, tag, options) => {
      await session.call({ service, method: 'DELETE', path: one(id, tag), ...options }).catch(doneWhereMissing)
    },
  }
}

// A slash is 404 in the path of a tag, and one with a comma can't be found by any filter.
const checked = (tag: string): string => {
  if (/[/,]/.test(tag) || tag === '')
    throw new StackproofError('E_USAGE', `expected a tag without slash and comma, got ${JSON.stringify(tag)}`)
  return tag
}
