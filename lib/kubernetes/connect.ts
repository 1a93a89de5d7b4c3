import { type Clock, systemClock } from '../core/clock.ts'
import type { Redactor } from '../core/redact.ts'
import { openAccess } from './access.ts'
import { createDiscovery } from './discovery.ts'
import { statusError } from './kube-error.ts'
import { createWaits } from './object-waits.ts'
import { createObjects } from './objects.ts'
import { withQuery } from './paths.ts'
import { sendPatiently } from './retry.ts'
import { type Answer, type Call, openTransport } from './transport.ts'
import type { Kube } from './types.ts'

export interface KubeOptions {
  /** Text of a kubeconfig; its current context is used. */
  kubeconfig: string
  clock?: Clock
  redactor?: Redactor
}

/** Opens a session with the API server of a kubeconfig. Nothing is sent yet. Throws `E_CONFIG` for an unusable kubeconfig. */
export const connectKube = async ({ kubeconfig, clock = systemClock, redactor }: KubeOptions): Promise<Kube> => {
  const access = await openAccess(kubeconfig, redactor)
  const transport = openTransport(access)
  const send = async (call: Call): Promise<Answer> => {
    const answer = await sendPatiently(transport, call, clock)
    if (answer.status < 200 || answer.status > 299) throw statusError(call, answer, redactor)
    return answer
  }
  const fetchJson = async (path: string, signal?: AbortSignal) =>
    JSON.parse((await send({ method: 'GET', path, ...(signal && { signal }) })).text)
  const discovery = createDiscovery(fetchJson)
  const session = { send, fetchJson, discovery }
  return {
    server: access.server.href.replace(/\/$/, ''),
    ...createObjects(session),
    ...createWaits({ ...session, transport, clock }),
    logs: async ({ namespace, name, container }, signal) => {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`
      const call: Call = { method: 'GET', path: withQuery(path, { container }), headers: { accept: '*/*' } }
      return (await send({ ...call, ...(signal && { signal }) })).text
    },
    raw: (path, { method = 'GET', ...init } = {}) =>
      transport.send({ method, path, ...init, headers: { accept: '*/*', ...init.headers } }),
    close: async () => transport.close(),
  }
}
