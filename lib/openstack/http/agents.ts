import type { Agent } from 'undici'
import type { TlsSettings } from '../config/tls.ts'

// Limits of the wall, not of the run's clock: bytes travel in real time also in a rehearsal.
const CONNECT_MS = 10_000
const SILENCE_MS = 60_000

export interface Agents {
  /** Reuses connections: for requests that may be sent twice. */
  reading: Agent
  /** A connection each: one that the server has just closed would swallow a create, and nobody knew whether it was done. */
  writing: Agent
  close(): Promise<void>
}

/** undici's agents for one cloud. HTTP/1.1 only, and no redirects: a token must not follow one to another host. */
export const openAgents = async ({ verify, ca, cert, key }: TlsSettings): Promise<Agents> => {
  const { Agent } = await import('undici')
  const options = {
    connections: 16,
    allowH2: false,
    // A PKI token in a header is longer than the default allows.
    maxHeaderSize: 65_536,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
    keepAliveTimeout: 4000,
    connect: {
      timeout: CONNECT_MS,
      autoSelectFamily: true,
      rejectUnauthorized: verify,
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert, key }),
    },
  }
  const reading = new Agent({ ...options, pipelining: 1 })
  const writing = new Agent({ ...options, pipelining: 0 })
  return {
    reading,
    writing,
    close: async () => {
      await Promise.all([reading.destroy(), writing.destroy()])
    },
  }
}
