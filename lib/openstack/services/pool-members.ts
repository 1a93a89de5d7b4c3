import { StackproofError } from '../../core/errors.ts'
import type { Collection, OpenStack } from '../types.ts'
import type { CollectionContext } from './collection.ts'

const service = 'load-balancer' as const

/** Minor version of Octavia that first took `additive_only`. */
const ADDITIVE = 11

/** Members of one pool, with the request that sets them all at once. */
export const createPoolMembers = (
  { session }: CollectionContext,
  poolId: string,
  members: Collection,
): ReturnType<OpenStack['loadBalancer']['members']> => ({
  ...members,
  replace: async (wanted, { additive = false, ...options } = {}) => {
    if (additive) requireAdditive((await session.version(service, options.signal)).max)
    const path = `/lbaas/pools/${encodeURIComponent(poolId)}/members`
    const query = additive ? { additive_only: true } : {}
    await session.call({ service, method: 'PUT', path, query, body: { members: wanted }, ...options })
  },
})

// An older one overlooks the parameter and removes what isn't named.
const requireAdditive = (max: string | undefined): void => {
  const [, major, minor] = /^v?(\d+)\.(\d+)$/.exec(max ?? '') ?? []
  if (Number(major) > 2 || (Number(major) === 2 && Number(minor) >= ADDITIVE)) return
  throw new StackproofError(
    'E_OPENSTACK',
    `expected Octavia 2.${ADDITIVE} or later to add members to a pool without removing others, got ${max ?? 'no version'}`,
    { details: { service, max } },
  )
}
