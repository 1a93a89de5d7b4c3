import { type Clock, systemClock } from '../core/clock.ts'
import { createRedactor, type Redactor } from '../core/redact.ts'
import { type CloudEntry, readClouds } from './config/read.ts'
import { resolveCloud } from './config/resolve.ts'
import { selectCloud } from './config/select.ts'
import type { TraceHook } from './http/trace.ts'
import type { Recorder } from './recorder.ts'
import { createBlockStorage } from './services/block-storage.ts'
import { createCompute } from './services/compute.ts'
import { createIdentity } from './services/identity.ts'
import { createImage } from './services/image.ts'
import { createLoadBalancer } from './services/load-balancer.ts'
import { createNetwork } from './services/network.ts'
import { createPlacement } from './services/placement.ts'
import { openSession } from './session.ts'
import type { OpenStack } from './types.ts'

export interface ConnectOptions {
  /** An entry, or the name of one; without either that of OS_CLOUD, or the only one. */
  cloud?: CloudEntry | string
  /** Where `cloud` is looked up by name; without it the usual places. */
  file?: string
  clock?: Clock
  /** Told of every create before it is sent. */
  recorder?: Recorder
  /** Learns every secret that passes. */
  redactor?: Redactor
  /** Told of each exchange with a service, without anything secret; it must not throw. */
  onExchange?: TraceHook
  /** Where tokens are kept if clouds.yaml asks for that; the user's cache unless given. */
  tokenFolder?: string
  /** Takes a token without a project too, to list those that the user has; only Keystone can be asked with it. */
  anyScope?: boolean
  /** Told of what in clouds.yaml works and is doubtful. */
  onWarning?(text: string): void
  /** Of the opening; calls take their own. */
  signal?: AbortSignal
}

/** Opens a session with one project of one cloud. Throws `E_CONFIG`, `E_AUTH`, `E_TLS` or `E_OPENSTACK`. */
export const connectOpenStack = async (options: ConnectOptions): Promise<OpenStack> => {
  const { clock = systemClock, recorder, redactor = createRedactor() } = options
  const entry = await entryOf(options)
  const cloud = resolveCloud(entry, { scope: options.anyScope ? 'optional' : 'project' })
  for (const warning of cloud.warnings) options.onWarning?.(warning)
  const session = await openSession({ ...sessionOptions(options), cloud, clock, redactor })
  const context = { session, recorder, clock }
  return {
    cloud: entry.name,
    projectId: session.projectId,
    userId: session.userId,
    credentialId: session.credentialId,
    roles: session.roles,
    region: session.region,
    request: session.request,
    available: session.available,
    version: (service, { signal: within } = {}) => session.version(service, within),
    identity: createIdentity(context, redactor),
    compute: createCompute(context, redactor),
    network: createNetwork(context),
    image: createImage(context),
    blockStorage: createBlockStorage(context),
    loadBalancer: createLoadBalancer(context, clock),
    placement: createPlacement(context),
    clockSkewMs: session.clockSkewMs,
    close: session.close,
  }
}

const sessionOptions = ({ onExchange, tokenFolder, anyScope, signal }: ConnectOptions) => ({
  ...(onExchange !== undefined && { onExchange }),
  ...(tokenFolder !== undefined && { tokenFolder }),
  ...(anyScope !== undefined && { anyScope }),
  ...(signal !== undefined && { signal }),
})

const entryOf = async ({ cloud, file }: ConnectOptions): Promise<CloudEntry> =>
  typeof cloud === 'object' ? cloud : selectCloud(await readClouds(file === undefined ? {} : { file }), cloud)
