import { createSecureContext, type SecureContext } from 'node:tls'
import type { Agent } from 'undici'
import type { TlsSettings } from '../config/tls.ts'
import type { RetryClass } from './retry.ts'
import { loadAgent } from './undici.ts'

// Limits of the wall, not of the run's clock: bytes travel in real time also in a rehearsal.
const CONNECT_MS = 10_000
const SILENCE_MS = 60_000

export type Trust = Pick<TlsSettings, 'verify' | 'ca' | 'cert' | 'key'>

export interface Agents {
  /** The agent for requests of that class. */
  for(retry: RetryClass): Agent
  /** Ends everything that is under way with this error. */
  destroy(reason: Error): Promise<void>
}

/** undici's agents for one cloud. HTTP/1.1 only, and no redirects: a token must not follow one to another host. */
export const openAgents = (tls: Trust): Agents => {
  const Agent = loadAgent()
  const options = {
    connections: 16,
    allowH2: false,
    // A PKI token in a header is longer than the default allows.
    maxHeaderSize: 65_536,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    keepAliveTimeout: 4000,
    connect: connector(tls),
  }
  // Connections are reused only for what may be sent twice: one that the server has just closed would swallow a create,
  // and nobody knew whether it was done.
  const reusing = new Agent({ ...options, pipelining: 1 })
  const fresh = new Agent({ ...options, pipelining: 0 })
  return {
    for: (retry) => (retry === 'read' || retry === 'idempotent' ? reusing : fresh),
    destroy: async (reason) => {
      await Promise.all([reusing.destroy(reason), fresh.destroy(reason)])
    },
  }
}

/** One context of TLS for all connections: without it each would read the CA's certificates again. */
const connector = ({ verify, ca, cert, key }: Trust) => {
  let secureContext: SecureContext | undefined
  return {
    timeout: CONNECT_MS,
    autoSelectFamily: true,
    rejectUnauthorized: verify,
    get secureContext() {
      secureContext ??= createSecureContext({
        ...(ca !== undefined && { ca }),
        ...(cert !== undefined && { cert, key }),
      })
      return secureContext
    },
  }
}
