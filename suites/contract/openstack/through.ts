import { readFileSync } from 'node:fs'
import type { ContractContext } from '../../../fixtures/contract/openstack/case.ts'
import { type FaultProxy, type FaultProxyOptions, startFaultProxy } from '../../../fixtures/fault-proxy/proxy.ts'
import type { OpenStack } from '../../../lib/openstack/types.ts'

/** A session of the tenant's, all of whose requests go through a proxy of its own. */
export interface Through {
  cloud: OpenStack
  proxy: FaultProxy
}

type Wishes = Omit<FaultProxyOptions, 'upstreams'> & {
  /** Further keys of the entry in clouds.yaml. */
  config?: Record<string, unknown>
  options?: Parameters<ContractContext['open']>[1]
  /** Before anything is asked. */
  prepare?(proxy: FaultProxy): void
}

/** Opens the session; both end with the case. */
export const openThrough = async (context: ContractContext, wishes: Wishes = {}): Promise<Through> => {
  const { config = {}, options, prepare = () => {}, ...rest } = wishes
  const proxy = await startProxy(context, rest)
  prepare(proxy)
  const entry = entryThrough(context, proxy)
  const cloud = await context.open({ ...entry, config: { ...entry.config, ...config } }, options)
  return { cloud, proxy }
}

/** A proxy in front of every endpoint of the tenant's catalog, closed after the case. */
export const startProxy = async (
  { entry, roots, undo }: ContractContext,
  options: Omit<FaultProxyOptions, 'upstreams'> = {},
): Promise<FaultProxy> => {
  const { auth, cacert, verify } = entry.config as Record<string, unknown>
  const urls = [(auth as { auth_url: string }).auth_url, ...Object.values(roots)]
  const trust = {
    ...(typeof cacert === 'string' && { ca: readFileSync(cacert, 'utf8') }),
    ...(verify === false && { verify: false }),
  }
  const origins = [...new Set(urls.map((url) => new URL(url).origin))]
  const proxy = await startFaultProxy({ ...options, upstreams: origins.map((origin) => ({ origin, ...trust })) })
  undo(() => proxy.close())
  return proxy
}

/** From a service's root to what an override has to name. */
const PATHS: Readonly<Record<string, string>> = {
  identity: '/v3',
  compute: '/v2.1',
  network: '/v2.0',
  image: '/v2',
  'block-storage': '/v3/%(project_id)s',
  'load-balancer': '/v2.0',
  placement: '',
}

/** The tenant's credential with every URL of the cloud replaced by the proxy's. */
export const entryThrough = ({ entry, roots }: Pick<ContractContext, 'entry' | 'roots'>, proxy: FaultProxy) => {
  const auth = entry.config.auth as Record<string, unknown>
  const overrides = Object.entries(roots).map(([service, root]) => [
    `${service.replaceAll('-', '_')}_endpoint_override`,
    proxy.through(root) + PATHS[service],
  ])
  const authType = entry.config.auth_type
  return {
    auth: { ...auth, auth_url: proxy.through(String(auth.auth_url)) },
    ...(typeof authType === 'string' && { authType }),
    config: Object.fromEntries(overrides) as Record<string, unknown>,
  }
}
