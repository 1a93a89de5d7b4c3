import type { AuthSettings } from './auth.ts'
import { type CacheSettings, resolveCache } from './cache.ts'
import { type EffectiveOptions, effectiveSettings } from './effective.ts'
import { checkEntry } from './entry-checks.ts'
import type { PathBase } from './files.ts'
import { Problems } from './problems.ts'
import type { Provenance } from './provenance.ts'
import type { CloudEntry } from './read.ts'
import { resolveAuth } from './resolve-auth.ts'
import type { ScopeDemand } from './scope.ts'
import { resolveServices, type ServiceSettings } from './services.ts'
import { type Settings, textOf, treeOf } from './settings.ts'
import { resolveTls, type TlsSettings } from './tls.ts'
import { numberAt } from './values.ts'
import type { Tree } from './yaml-tree.ts'

/** Everything that a session needs to know of a cloud; checked. Holds secrets, except in `provenance` and `warnings`. */
export interface ResolvedCloud {
  name: string
  auth: AuthSettings
  tls: TlsSettings
  services: ServiceSettings
  region: string | undefined
  /** `api_timeout`: the longest silence that is put up with. */
  timeoutMs: number | undefined
  cache: CacheSettings
  /** All values in their final form, also those that nobody here reads. */
  config: Tree
  /** Key path (`auth.username`, `compute_interface`) → origin. */
  provenance: Readonly<Record<string, Provenance>>
  /** What works, but hardly as it was meant; each names file and key. */
  warnings: readonly string[]
}

export interface ResolveOptions extends EffectiveOptions, PathBase {
  /** Which scopes will do; a project unless said otherwise. */
  scope?: ScopeDemand
}

/**
 * Checks an entry and reads its files. Of the environment only OS_REGION_NAME, OS_INTERFACE and OS_CACERT are honoured
 * beside a named cloud, as gophercloud does. Throws `E_CONFIG` with all problems.
 */
export const resolveCloud = (entry: CloudEntry, options: ResolveOptions = {}): ResolvedCloud => {
  const { env = process.env, scope = 'project' } = options
  let settings: Settings = new Map()
  const known = (path: string) => settings.get(path)?.from ?? writtenAt(entry, path)
  const problems = new Problems({ name: entry.name, file: entry.file, provenance: known })
  checkEntry(entry, problems)
  settings = effectiveSettings(entry, options, problems)
  const auth = resolveAuth(settings, problems, scope)
  const tls = resolveTls(settings, problems, options)
  const services = resolveServices(settings, problems)
  const timeout = numberAt(settings, 'api_timeout', problems)
  problems.throwIfAny()
  return {
    name: entry.name,
    auth,
    tls,
    services,
    region: textOf(settings, 'region_name'),
    timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    cache: resolveCache(entry.cache, options, env),
    config: treeOf(settings),
    provenance: Object.fromEntries([...settings].map(([key, { from }]) => [key, from])),
    warnings: problems.warnings,
  }
}

const writtenAt = ({ places, sources }: CloudEntry, path: string): Provenance | undefined => {
  const place = places[path]
  return place === undefined ? undefined : { source: sources?.[path] ?? 'file', place }
}
