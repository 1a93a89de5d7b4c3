import { PREFIXES, SERVICE_TYPES, type ServiceType } from '../catalog/service-types.ts'
import { interfacesAt, microversionAt, overrideAt, versionAt } from './endpoint-values.ts'
import type { Problems } from './problems.ts'
import type { ServiceSetting, ServiceSettings } from './service-settings.ts'
import type { Settings } from './settings.ts'
import { booleanAt, numberAt, numberOf, shown, textAt } from './values.ts'
import { isTree } from './yaml-tree.ts'

export type { ServiceSetting, ServiceSettings } from './service-settings.ts'

/** Reads the keys of each service; their prefix is the official type or an alias, of which the official one counts. */
export const resolveServices = (settings: Settings, problems: Problems): ServiceSettings => {
  const entries = SERVICE_TYPES.map((type) => [type, settingOf(type, settings, problems)] as const)
  return Object.fromEntries(entries) as ServiceSettings
}

const settingOf = (type: ServiceType, settings: Settings, problems: Problems): ServiceSetting => {
  const own = (suffix: string) =>
    PREFIXES[type].map((prefix) => `${prefix}_${suffix}`).find((key) => settings.has(key)) ??
    `${PREFIXES[type][0]}_${suffix}`
  const ownOrAll = (suffix: string) => (settings.has(own(suffix)) ? own(suffix) : suffix)
  const has = PREFIXES[type].map((prefix) => `has_${prefix}`).find((key) => settings.has(key)) ?? ''
  const apiVersion = versionAt(settings, own('api_version'), problems)
  return {
    override: overrideAt(settings, own('endpoint_override'), own('endpoint'), problems),
    region: textAt(settings, ownOrAll('region_name'), problems),
    interfaces: interfacesAt(settings, ownOrAll('interface'), problems),
    catalogType: textAt(settings, own('service_type'), problems),
    catalogName: textAt(settings, own('service_name'), problems),
    apiVersion,
    microversion: microversionAt(settings, own('default_microversion'), apiVersion, problems),
    connectRetries: numberAt(settings, ownOrAll('connect_retries'), problems, { whole: true }),
    connectRetryDelayMs: milliseconds(numberAt(settings, ownOrAll('connect_retry_delay'), problems)),
    statusRetries: numberAt(settings, ownOrAll('status_code_retries'), problems, { whole: true }),
    rateLimit: limitOf('rate_limit', type, settings, problems, false),
    concurrency: limitOf('concurrency', type, settings, problems, true),
    enabled: booleanAt(settings, has, true, problems),
  }
}

const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000)

/** A map by service, whose keys are types as catalogs write them, or one number for all services. */
const limitOf = (
  key: string,
  type: ServiceType,
  settings: Settings,
  problems: Problems,
  whole: boolean,
): number | undefined => {
  const written = settings.get(key)?.value
  const least = whole ? 1 : 0
  if (!isTree(written)) {
    if (Array.isArray(written)) problems.add('ValueInvalid', key, 'a number, or a map by service', shown(written))
    return Array.isArray(written) ? undefined : numberOf(written, key, problems, { whole, least })
  }
  const alias = PREFIXES[type].find((prefix) => Object.hasOwn(written, prefix))
  return alias === undefined ? undefined : numberOf(written[alias], `${key}.${alias}`, problems, { whole, least })
}
