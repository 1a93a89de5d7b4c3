import { redirectTarget } from './redirect.ts'
import type { HttpAnswer } from './send.ts'

/** What to mend when a request got no answer, by the code of its failure. */
export const hintOfFailure = (code: string, url: URL): string | undefined =>
  HINTS.find(({ when }) => when(code, url))?.hint(url)

/** A failure in words, with its code. */
export const describeFailure = (code: string): string => {
  const words = WORDS[code]
  return words === undefined ? code : `${words} (${code})`
}

/** What to mend when the answer comes from something that is not the service. */
export const hintOfAnswer = (answer: HttpAnswer, url: URL | undefined): string | undefined => {
  if (url === undefined) return undefined
  const target = redirectTarget(url, answer)
  if (target !== undefined && target.origin !== url.origin)
    return `It redirects to ${target.origin}, where no token is sent: name that in clouds.yaml if it is the cloud.`
  if (PLAIN_HTTP.test(answer.text)) return 'The server speaks TLS on that port: the URL should begin with https:.'
  if (NO_CLIENT_CERT.test(answer.text)) return CLIENT_CERT
  if (answer.status === 502 || answer.status === 504)
    return `A proxy before ${url.host} got no answer from the service in its time.`
  return /^\s*(<!doctype html|<html)/i.test(answer.text) ? pageHint(url) : undefined
}

/** Where nothing better is known of a web page. */
export const pageHint = ({ origin }: URL): string =>
  `A web page answers at ${origin}: is this the URL of the service, with its whole path?`

// As nginx and Apache put it.
const PLAIN_HTTP = /plain HTTP (request was sent )?to (an )?(HTTPS|SSL-enabled)/i

const NO_CLIENT_CERT = /No required SSL certificate was sent/i
const CLIENT_CERT = 'The server wants a client certificate: name it by `cert` and `key` in clouds.yaml.'

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'a refused connection',
  ENOTFOUND: 'no address for that name',
  EAI_AGAIN: 'no address for that name for now',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNRESET: 'a connection that was cut',
  EPIPE: 'a connection that was cut',
  UND_ERR_SOCKET: 'a connection that was cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'an answer that was cut short',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'silence',
  UND_ERR_BODY_TIMEOUT: 'silence in the middle of the answer',
  UND_ERR_HEADERS_OVERFLOW: 'headers of more than 64 KiB',
  HPE_INVALID: 'something that is no HTTP',
  UPLOAD_STALLED: 'an upload that stood still',
  CERT_HAS_EXPIRED: 'a certificate that has expired',
  CERT_NOT_YET_VALID: 'a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'a certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'a certificate that signed itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate of an unknown CA',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'a certificate of an unknown CA',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'a certificate of an unknown CA',
  ERR_SSL_WRONG_VERSION_NUMBER: 'something that is no TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'something that is no TLS',
  EPROTO: 'something that is no TLS',
}

interface Hint {
  when(code: string, url: URL): boolean
  hint(url: URL): string
}

const isCut = (code: string) => /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code)

const HINTS: readonly Hint[] = [
  {
    when: (code) => code === 'CERT_HAS_EXPIRED',
    hint: ({ host }) =>
      `The certificate of ${host}, or of the CA in \`cacert\`, has expired: renew it, and check this machine's clock.`,
  },
  {
    when: (code) => code === 'CERT_NOT_YET_VALID',
    hint: () => "The certificate is valid only later: check this machine's clock.",
  },
  {
    when: (code) => code === 'ERR_TLS_CERT_ALTNAME_INVALID',
    hint: ({ hostname }) =>
      `The certificate doesn't name ${hostname}: use the name that it is for, or have that added to its SAN.`,
  },
  {
    when: (code) => /WRONG_VERSION|PACKET_LENGTH|EPROTO/.test(code),
    hint: () => 'The server speaks no TLS on that port: should the URL begin with http:?',
  },
  {
    when: (code) => /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE/.test(code),
    hint: () => CLIENT_CERT,
  },
  {
    when: (code) => /CERT|ISSUER|VERIFY_LEAF|ERR_TLS|ERR_SSL|DEPTH_ZERO/.test(code),
    hint: () => "Name the cloud's CA by `cacert` in clouds.yaml.",
  },
  {
    when: (code, { protocol }) => protocol === 'http:' && (/^HPE_/.test(code) || isCut(code)),
    hint: ({ host }) =>
      `If ${host} speaks TLS, the URL must begin with https:; otherwise something cut the connection.`,
  },
  {
    when: isCut,
    hint: ({ host }) =>
      `Something between here and ${host} (a proxy, a load balancer, a firewall) cut the connection: look at its limits of time and size, and whether it wants a client certificate.`,
  },
  {
    when: (code) => /^HPE_/.test(code),
    hint: ({ host }) => `What answers at ${host} speaks no HTTP.`,
  },
  {
    when: (code) => code === 'ENOTFOUND' || code === 'EAI_AGAIN',
    hint: ({ hostname }) => `Is ${hostname} the right name, and does this machine's resolver know it?`,
  },
  {
    when: (code) => /ECONNREFUSED|UNREACH|CONNECT_TIMEOUT/.test(code),
    hint: ({ host }) => `Is the cloud up, and ${host} reachable from here (VPN, firewall)?`,
  },
]
