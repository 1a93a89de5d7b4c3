export interface Address {
  host: string
  port: number
}

/** How a connection attempt ended, as the client saw it. */
export type DialOutcome = 'connected' | 'refused' | 'timeout' | 'reset' | 'unreachable'

export interface ProbeResult {
  outcome: DialOutcome
  /** Milliseconds until connected, and until the whole answer was there. */
  connectMs: number | null
  totalMs: number | null
  /** HTTP status and body where an HTTP answer came. */
  status: number | null
  body: string | null
  error: string | null
}

export interface HttpProbe {
  target: Address
  path: string
  method?: 'GET' | 'POST'
  body?: string
  /** Wall-clock milliseconds; a probe is a real connection. */
  timeoutMs: number
  /** One of the vantage's own addresses. */
  from?: string
}

/** A place that probes are sent from. A new connection for each probe, no retry. */
export interface Vantage {
  readonly name: string
  readonly kind: 'outside' | 'pod' | 'node'
  /** Source addresses it can use; the outside one has at least two. */
  readonly addresses: readonly string[]
  http(probe: HttpProbe, signal?: AbortSignal): Promise<ProbeResult>
  /** Name → addresses, by the resolver of that place. */
  resolve(name: string, signal?: AbortSignal): Promise<string[]>
}
