import { type AuthSettings, resolveAuth } from './auth.ts'
import { isTree, type Tree } from './parse.ts'
import { Problems } from './problems.ts'
import type { CloudEntry } from './read.ts'
import { resolveServices, type ServiceSettings } from './services.ts'
import { resolveTls, type TlsSettings } from './tls.ts'

/** Everything that a session needs to know of a cloud; checked. Holds secrets. */
export interface ResolvedCloud {
  name: string
  auth: AuthSettings
  tls: TlsSettings
  services: ServiceSettings
}

export interface ResolveOptions {
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  home?: string
}

/**
 * Checks an entry and reads its files. Of the environment only OS_REGION_NAME, OS_INTERFACE and OS_CACERT are honoured
 * beside a named cloud, as gophercloud does. Throws `E_CONFIG` with all problems.
 */
export const resolveCloud = (entry: CloudEntry, options: ResolveOptions = {}): ResolvedCloud => {
  const { env = process.env } = options
  const problems = new Problems(entry)
  const config = withRegion(entry.config, env.OS_REGION_NAME || undefined, problems)
  const resolved = {
    name: entry.name,
    auth: resolveAuth(config, problems),
    tls: resolveTls({ ...config, ...(env.OS_CACERT && { cacert: env.OS_CACERT }) }, problems, options),
    services: resolveServices({ ...config, ...(env.OS_INTERFACE && { interface: env.OS_INTERFACE }) }, problems),
  }
  problems.throwIfAny()
  return resolved
}

/** Chooses among `regions` (the first unless asked) and lays its values over the entry. */
const withRegion = (config: Tree, asked: string | undefined, problems: Problems): Tree => {
  const regions = Array.isArray(config.regions) ? config.regions.map(regionOf) : []
  const configured = typeof config.region_name === 'string' ? config.region_name : undefined
  const wanted = asked ?? configured ?? regions[0]?.name
  const region = regions.find(({ name }) => name === wanted)
  if (regions.length > 0 && region === undefined)
    problems.add('region_name', `one of ${regions.map(({ name }) => name).join(', ')}`, JSON.stringify(wanted))
  return { ...config, ...region?.values, ...(wanted !== undefined && { region_name: wanted }) }
}

const regionOf = (region: unknown): { name: string; values: Tree } =>
  isTree(region)
    ? { name: String(region.name), values: isTree(region.values) ? region.values : {} }
    : { name: String(region), values: {} }
