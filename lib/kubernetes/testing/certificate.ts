import 'reflect-metadata'
import { type webcrypto as nodeCrypto, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HOUR_MS = 3_600_000

type KeyPair = nodeCrypto.CryptoKeyPair

export interface TestAuthority {
  /** PEM. */
  ca: string
  /** A serving or client certificate of this authority. */
  issue(options?: {
    dns?: string[]
    ip?: string[]
    name?: string
    notAfter?: Date
  }): Promise<{ cert: string; key: string }>
}

/** A certificate authority of its own for one test file. */
export const createAuthority = async (name = 'CN=Test CA'): Promise<TestAuthority> => {
  x509.cryptoProvider.set(webcrypto as never)
  const keys = await newKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  })
  return { ca: root.toString('pem'), issue: (options) => issue(root, keys, options) }
}

const issue = async (
  root: x509.X509Certificate,
  authority: KeyPair,
  { dns = ['localhost'], ip = ['127.0.0.1'], name = 'CN=server', notAfter }: Parameters<TestAuthority['issue']>[0] = {},
) => {
  const keys = await newKeys()
  const names = [
    ...dns.map((value) => ({ type: 'dns' as const, value })),
    ...ip.map((value) => ({ type: 'ip' as const, value })),
  ]
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity(notAfter),
    subject: name,
    issuer: root.subject,
    publicKey: keys.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)],
  })
  const exported = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(exported, 'PRIVATE KEY') }
}

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<KeyPair>

const validity = (notAfter = new Date(Date.now() + HOUR_MS)) => ({
  notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - HOUR_MS),
  notAfter,
})
