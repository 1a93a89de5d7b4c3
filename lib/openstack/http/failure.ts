/**
 * What is known of a request that got no answer: it can't have arrived, it may have, nobody may be talked to, or whoever
 * answers speaks no HTTP.
 */
export type Failure = 'unreached' | 'ambiguous' | 'tls' | 'foreign'

const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

// Certificates that don't verify, names that don't match, and servers that speak no TLS at all.
const TLS =
  /^(UNABLE_TO_|ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|EPROTO$)/

/** Sorts an error of undici by what it leaves open. */
export const classify = (error: unknown): Failure => {
  const code = codeOfFailure(error)
  if (TLS.test(code)) return 'tls'
  if (code.startsWith('HPE_')) return 'foreign'
  return UNREACHED.has(code) ? 'unreached' : 'ambiguous'
}

/** Node's or undici's code, from wherever in the chain of causes it stands. */
export const codeOfFailure = (error: unknown): string => {
  const { name, code, cause, errors } = error as { name?: string; code?: unknown; cause?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  // Those of llhttp's have a code only for some of what it may meet.
  if (name === 'HTTPParserError') return 'HPE_INVALID'
  const inner = cause ?? errors?.[0]
  return inner === undefined ? 'UNKNOWN' : codeOfFailure(inner)
}
