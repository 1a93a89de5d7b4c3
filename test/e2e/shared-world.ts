import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { type FaultProxy, startFaultProxy } from '../../fixtures/fault-proxy/proxy.ts'
import type { Leftovers } from '../../fixtures/rehearsal/control/leftovers.ts'
import { createControlClient } from '../../fixtures/rehearsal/control-client.ts'
import { type RehearsalInfo, writeInfo } from '../../fixtures/rehearsal/info.ts'
import { startRehearsal } from '../../fixtures/rehearsal/start.ts'
import { acceleratedClock, type Clock } from '../../lib/core/clock.ts'
import type { CloudProfile } from '../../lib/core/plan.ts'
import { SERVICE_TYPES } from '../../lib/openstack/catalog/service-types.ts'
import { connectOpenStack } from '../../lib/openstack/connect.ts'
import type { OpenStack } from '../../lib/openstack/types.ts'

/** A rehearsal that a test owns, for runs to join, with a proxy before its OpenStack that does what the test wants. */
export interface SharedWorld {
  info: RehearsalInfo
  clock: Clock
  /** For `--join`: the cloud behind the proxy. */
  joinDir: string
  proxy: FaultProxy
  /** The tenant's own session, past the proxy. */
  cloud: OpenStack
  admin: OpenStack
  /** What is in it that was not there when it began, by its own account. */
  truth(): Promise<Leftovers>
  stop(): Promise<void>
}

/** Starts one; `profile` is what is declared of it to those who join. */
export const startSharedWorld = async (profile: Partial<CloudProfile> = {}): Promise<SharedWorld> => {
  const stateDir = mkdtempSync(join(tmpdir(), 'stackproof-world-'))
  const joinDir = mkdtempSync(join(tmpdir(), 'stackproof-join-'))
  const rehearsal = await startRehearsal({ seed: 7, scale: 200, stateDir, faults: [], tenantsMayFailOver: true })
  const { info } = rehearsal
  const clock = acceleratedClock(info.clock)
  const cloud = await connectOpenStack({ cloud: info.cloud, file: info.cloudsFile, clock })
  const admin = await connectOpenStack({ cloud: `${info.cloud}-admin`, file: info.operatorCloudsFile, clock })
  const { url } = await cloud.version('identity')
  const proxy = await startFaultProxy({ upstreams: [{ origin: new URL(url).origin, verify: false }] })
  const cloudsFile = await throughProxy(info, cloud, proxy, joinDir)
  writeInfo(joinDir, { ...info, cloudsFile, profile: { ...info.profile, ...profile } })
  return {
    ...{ info, clock, joinDir, proxy, cloud, admin },
    truth: () => createControlClient(info.control).get<Leftovers>('/leftovers'),
    stop: async () => {
      await Promise.all([cloud.close(), admin.close(), proxy.close()])
      await rehearsal.stop()
    },
  }
}

/** The same clouds file with every endpoint behind the proxy. */
const throughProxy = async (
  { cloudsFile, cloud: name }: RehearsalInfo,
  cloud: OpenStack,
  proxy: FaultProxy,
  dir: string,
): Promise<string> => {
  const file = join(dir, 'clouds.yaml')
  const { clouds } = parse(readFileSync(cloudsFile, 'utf8'))
  for (const service of SERVICE_TYPES) {
    const { url } = await cloud.version(service)
    clouds[name][`${service.replaceAll('-', '_')}_endpoint_override`] = proxy.through(url)
  }
  clouds[name].auth.auth_url = proxy.through(clouds[name].auth.auth_url)
  writeFileSync(file, stringify({ clouds }), { mode: 0o600 })
  return file
}
