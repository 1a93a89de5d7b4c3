import { type Clock, systemClock } from '../core/clock.ts'
import { createRedactor, type Redactor } from '../core/redact.ts'
import { type CloudEntry, readClouds } from './config/read.ts'
import { resolveCloud } from './config/resolve.ts'
import { selectCloud } from './config/select.ts'
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
  /** Of the opening; calls take their own. */
  signal?: AbortSignal
}

/** Opens a session with one project of one cloud. Throws `E_CONFIG`, `E_AUTH`, `E_TLS` or `E_OPENSTACK`. */
export const connectOpenStack = async (options: ConnectOptions): Promise<OpenStack> => {
  const { clock = systemClock, recorder, redactor = createRedactor(), signal } = options
  const entry = await entryOf(options)
  const cloud = resolveCloud(entry)
  const session = await openSession({ cloud, clock, redactor, ...(signal !== undefined && { signal }) })
  const context = { session, recorder }
  return {
    cloud: entry.name,
    projectId: session.projectId,
    userId: session.userId,
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

const entryOf = async ({ cloud, file }: ConnectOptions): Promise<CloudEntry> =>
  typeof cloud === 'object' ? cloud : selectCloud(await readClouds(file === undefined ? {} : { file }), cloud)
