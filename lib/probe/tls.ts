import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import type { Address } from './types.ts'

export interface TlsProbe {
  target: Address
  /** Name or address that the certificate must be for; that of the target unless given. */
  servername?: string
  /** PEM of the only authority to trust. */
  ca: string
  /** Wall-clock milliseconds. */
  timeoutMs: number
  from?: string
}

export interface TlsResult {
  /** The chain ends in the CA and the certificate is for that name. */
  authorized: boolean
  /** Why not: the code of the verification or of the connection. */
  error: string | null
  /** Names and addresses that the certificate is for. */
  sans: string[]
  /** From the server's own certificate upwards. */
  chain: { subject: string; issuer: string; notAfter: string; fingerprint: string }[]
  /** ISO 8601. */
  notAfter: string | null
}

/** Looks at the certificate of a server and verifies it. Resolves for everything the network does, or throws the signal's reason. */
export const tlsProbe = async (probe: TlsProbe, signal?: AbortSignal): Promise<TlsResult> => {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<TlsResult>()
  const socket = open(probe)
  const onAbort = () => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => resolve(failed('ETIMEDOUT')), probe.timeoutMs)
  socket.on('error', (error: NodeJS.ErrnoException) => resolve(failed(error.code ?? error.message)))
  socket.on('close', () => resolve(failed('ECONNRESET')))
  socket.on('secureConnect', () => resolve(read(socket)))
  return await promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    socket.destroy()
  })
}

const open = ({ target, servername = target.host, ca, from }: TlsProbe): TLSSocket =>
  connect({
    host: target.host,
    port: target.port,
    ca,
    // Looked at in any case: the certificate of a server that isn't to be trusted is what a report has to show.
    rejectUnauthorized: false,
    // Addresses have no place in SNI.
    ...(isIP(servername) === 0 && { servername }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(servername, certificate),
    ...(from !== undefined && { localAddress: from }),
  })

const failed = (error: string): TlsResult => ({ authorized: false, error, sans: [], chain: [], notAfter: null })

const read = (socket: TLSSocket): TlsResult => {
  const own = socket.getPeerX509Certificate()
  const chain = own === undefined ? [] : chainOf(own)
  return {
    authorized: socket.authorized,
    error: socket.authorized ? null : errorText(socket.authorizationError),
    sans: sansOf(own?.subjectAltName),
    chain,
    notAfter: chain[0]?.notAfter ?? null,
  }
}

const chainOf = (certificate: X509Certificate): TlsResult['chain'] => {
  const { subject, issuer, validTo, fingerprint256: fingerprint, issuerCertificate } = certificate
  const link = { subject, issuer, notAfter: new Date(validTo).toISOString(), fingerprint }
  const isRoot = issuerCertificate === undefined || issuerCertificate.fingerprint256 === fingerprint
  return isRoot ? [link] : [link, ...chainOf(issuerCertificate)]
}

/** `DNS:localhost, IP Address:127.0.0.1` → `localhost`, `127.0.0.1` */
const sansOf = (text = ''): string[] =>
  text
    .split(', ')
    .filter((part) => part !== '')
    .map((part) => part.replace(/^(DNS|IP Address|URI|email):/, ''))

const errorText = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
