import { join } from 'node:path'
import { type PathBase, pathOf } from './files.ts'
import type { Environment } from './search.ts'
import type { Tree } from './yaml-tree.ts'

/** `cache` of a clouds file. */
export interface CacheSettings {
  /** Whether tokens may be kept from one run of a program to the next (`auth: true`). */
  auth: boolean
  /** The folder for what is kept. */
  path: string
}

/** Only what is true is true: nothing is kept on disk that wasn't asked for. */
export const resolveCache = (cache: Tree = {}, base: PathBase, env: Environment): CacheSettings => {
  const { auth, path } = cache
  const written = typeof path === 'string' && path !== '' ? path : undefined
  const folder = env.XDG_CACHE_HOME ? join(env.XDG_CACHE_HOME, 'openstack') : '~/.cache/openstack'
  return { auth: String(auth).toLowerCase() === 'true', path: pathOf(written ?? folder, base) }
}
