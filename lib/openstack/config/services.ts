import type { EndpointChoice } from '../catalog/endpoint.ts'
import { PREFIXES, SERVICE_TYPES, type ServiceType } from '../catalog/service-types.ts'
import type { Tree } from './parse.ts'
import type { Problems } from './problems.ts'

const INTERFACES = ['public', 'internal', 'admin']

export type ServiceSettings = Readonly<Record<ServiceType, EndpointChoice>>

/** Reads `region_name`, `interface` and their variants per service, whose prefix is the official type or an alias. */
export const resolveServices = (config: Tree, problems: Problems): ServiceSettings => {
  const choices = SERVICE_TYPES.map((type) => [type, choiceOf(type, config, problems)] as const)
  return Object.fromEntries(choices) as ServiceSettings
}

const choiceOf = (type: ServiceType, config: Tree, problems: Problems): EndpointChoice => {
  const own = (suffix: string) =>
    PREFIXES[type].map((prefix) => `${prefix}_${suffix}`).find((key) => config[key] !== undefined)
  const overrideKey = own('endpoint_override') ?? own('endpoint')
  const regionKey = own('region_name') ?? 'region_name'
  const interfaceKey =
    own('interface') ?? own('endpoint_type') ?? (config.interface === undefined ? 'endpoint_type' : 'interface')
  return {
    override: overrideKey === undefined ? undefined : readOverride(config, overrideKey, problems),
    region: config[regionKey] === undefined ? undefined : String(config[regionKey]),
    interfaces: readInterfaces(config, interfaceKey, problems),
  }
}

const readOverride = (config: Tree, key: string, problems: Problems): string => {
  const written = String(config[key])
  if (!/^https?:$/.test(URL.parse(written)?.protocol ?? ''))
    problems.add(key, 'an http or https URL', JSON.stringify(written))
  return written
}

const readInterfaces = (config: Tree, key: string, problems: Problems): string[] => {
  const written = config[key] ?? 'public'
  const names = (Array.isArray(written) ? written : [written]).map((name) => String(name).replace(/URL$/, ''))
  const wrong = names.find((name) => !INTERFACES.includes(name))
  if (wrong !== undefined) problems.add(key, INTERFACES.join(', '), JSON.stringify(wrong))
  return names
}
