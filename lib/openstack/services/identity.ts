import { randomBytes } from 'node:crypto'
import type { Redactor } from '../../core/redact.ts'
import type { Collection, OpenStack, Resource } from '../types.ts'
import { type CollectionContext, type CollectionSpec, createCollection, doneWhereMissing } from './collection.ts'
import { learning } from './secrets.ts'

const service = 'identity' as const

/** Keystone: what a user may manage of their own, and what administrators do for tests. */
export const createIdentity = (context: CollectionContext, redactor: Redactor): OpenStack['identity'] => {
  const { session } = context
  const collection = (kind: string, filters: readonly string[], more: Partial<CollectionSpec> = {}) =>
    createCollection(context, {
      service,
      kind,
      path: `/${kind}s`,
      singular: kind,
      plural: `${kind}s`,
      filters,
      // Zed knows no pages here.
      paging: 'none',
      change: (body) => ({ method: 'PATCH', body: { [kind]: body } }),
      ...more,
    })
  return {
    applicationCredentials: withSecret(
      collection('application_credential', ['name'], {
        path: `/users/${encodeURIComponent(session.userId)}/application_credentials`,
        unwrap: (item) => learning(redactor, item as Resource, 'secret'),
      }),
      redactor,
    ),
    projects: collection('project', PROJECT_FILTERS),
    users: collection('user', ['name', 'domain_id', 'enabled', 'idp_id', 'protocol_id', 'unique_id'], {
      wrap: (user) => ({ user: learning(redactor, user as Resource, 'password') }),
    }),
    roles: collection('role', ['name', 'domain_id']),
    domains: collection('domain', ['name', 'enabled']),
    ownProjects: async (options) =>
      (await session.call({ service, method: 'GET', path: '/auth/projects', ...options })).body.projects,
    ...grants(context),
    revoke: ({ signal } = {}) => session.revoke(signal),
  }
}

// Only the answer to the creation has the secret. One of ours is known also when that answer is lost.
const withSecret = (collection: Collection, redactor: Redactor): Collection => ({
  ...collection,
  create: async (body, options) => {
    const secret = String(body.secret ?? randomBytes(64).toString('base64url'))
    redactor.add(secret)
    return { secret, ...(await collection.create({ ...body, secret }, options)) }
  },
})

const PROJECT_FILTERS = [
  'name',
  'domain_id',
  'parent_id',
  'enabled',
  'is_domain',
  'tags',
  'tags-any',
  'not-tags',
  'not-tags-any',
]

interface Grant {
  project: string
  user: string
  role: string
}

const grants = ({ session }: CollectionContext): Pick<OpenStack['identity'], 'grantRole' | 'revokeRole'> => {
  const path = ({ project, user, role }: Grant) =>
    `/projects/${encodeURIComponent(project)}/users/${encodeURIComponent(user)}/roles/${encodeURIComponent(role)}`
  return {
    grantRole: async (grant, options) => {
      await session.call({ service, method: 'PUT', path: path(grant), ...options })
    },
    revokeRole: async (grant, options) => {
      await session.call({ service, method: 'DELETE', path: path(grant), ...options }).catch(doneWhereMissing)
    },
  }
}
