import type { EndpointChoice } from '../catalog/endpoint.ts'
import type { ServiceType } from '../catalog/service-types.ts'

/** What the entry says of one service. Where a field is undefined, the client's own default holds. */
export interface ServiceSetting extends EndpointChoice {
  /** The type to look for in the catalog instead of the usual ones. */
  catalogType: string | undefined
  /** Only an endpoint of a service of that name is taken. */
  catalogName: string | undefined
  /** `<service>_api_version` as written, such as `3` or `2.79`. */
  apiVersion: string | undefined
  /** Instead of our pin: `<service>_default_microversion`, or what `<service>_api_version` implies. */
  microversion: string | undefined
  /** Further attempts when no connection comes about. */
  connectRetries: number | undefined
  /** Before the first of them. */
  connectRetryDelayMs: number | undefined
  /** Further attempts for answers that may pass, such as 503. */
  statusRetries: number | undefined
  /** Requests per second at most. */
  rateLimit: number | undefined
  /** Requests at the same time at most. */
  concurrency: number | undefined
  /** False by `has_<service>: false`. */
  enabled: boolean
}

export type ServiceSettings = Readonly<Record<ServiceType, ServiceSetting>>
