import { StackproofError } from '../core/errors.ts'
import { podProxyPath } from '../kubernetes/proxy.ts'
import type { Kube } from '../kubernetes/types.ts'
import type { ProbeResult, Vantage } from './types.ts'

interface EchoAddress {
  namespace: string
  name: string
  port: number
}

/**
 * A pod of the echo server as a place to probe from: it dials and resolves for us, asked through the API server.
 * Throws `E_PROBE` when the pod itself can't be asked, which says nothing of what it was to probe.
 */
export const podVantage = (
  kube: Pick<Kube, 'raw'>,
  pod: EchoAddress,
  { addresses = [], name = `pod ${pod.name}` }: { addresses?: readonly string[]; name?: string } = {},
): Vantage => {
  const ask = async (path: string, signal?: AbortSignal) => {
    const { status, text } = await kube.raw(podProxyPath(pod, path), signal === undefined ? {} : { signal })
    return { status, text, value: parse(text) }
  }
  return {
    name,
    kind: 'pod',
    addresses,
    http: async ({ target, path, method = 'GET', timeoutMs }, signal) => {
      if (method !== 'GET') throw new StackproofError('E_PROBE', `expected a GET from ${name}, got ${method}`)
      const query = new URLSearchParams({ host: target.host, port: `${target.port}`, path, timeout: `${timeoutMs}` })
      const { status, text, value } = await ask(`/dial?${query}`, signal)
      if (status !== 200 || !isResult(value)) throw unusable(name, status, text)
      return stillConnected(value)
    },
    resolve: async (host, signal) => {
      const { status, text, value } = await ask(`/resolve?${new URLSearchParams({ name: host })}`, signal)
      const found = (value as { addresses?: string[] } | undefined)?.addresses
      if (!Array.isArray(found)) throw unusable(name, status, text)
      return found
    },
  }
}

const isResult = (value: unknown): value is ProbeResult =>
  typeof (value as ProbeResult | undefined)?.outcome === 'string' && 'connectMs' in (value as ProbeResult)

// The same words from every vantage: silence after the connection was made is not a closed port.
const stillConnected = (result: ProbeResult): ProbeResult =>
  result.outcome === 'timeout' && result.connectMs !== null ? { ...result, outcome: 'connected' } : result

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const unusable = (name: string, status: number, text: string) =>
  new StackproofError('E_PROBE', `expected ${name} to dial for us, got ${status}: ${text.slice(0, 200)}`, {
    details: { status },
  })
