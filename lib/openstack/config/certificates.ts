import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { ConfigProblemName, Problems } from './problems.ts'

const BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]*-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g

/**
 * Checks the certificates that shall be trusted. Node ignores a bundle that it can't read and trusts nobody, or everybody's
 * roots, without a word.
 */
export const checkAuthorities = (key: string, pem: string, problems: Problems, now = Date.now()): void => {
  const found = readAll(key, pem, 'TlsConfigCaInvalid', problems)
  const outdated = found.map((certificate) => ({ certificate, why: outOfTime(certificate, now) }))
  // Bundles of the system always have a few that are over.
  const usable = outdated.some(({ why }) => why === undefined)
  for (const { certificate, why } of outdated) {
    const subject = nameOf(certificate)
    if (!certificate.ca)
      problems.warn(key, `holds ${subject}, which is no authority (CA:FALSE); only itself is trusted by it`)
    if (why === undefined) continue
    if (usable) problems.warn(key, `holds ${subject}, which ${why}`)
    else problems.add('TlsConfigCaInvalid', key, 'an authority whose time is now', `${subject}, which ${why}`)
  }
}

/** Checks a client's certificate and its key, which may stand in the same text. */
export const checkClient = (cert: string, key: string | undefined, problems: Problems, now = Date.now()): void => {
  const [first] = readAll('cert', cert, 'TlsConfigCertInvalid', problems)
  if (key === undefined && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(cert)) {
    problems.add('TlsConfigCertWithoutKey', 'key', 'the key of cert, or a cert file that holds both', 'neither')
    return
  }
  const why = first === undefined ? undefined : outOfTime(first, now)
  if (first !== undefined && why !== undefined)
    problems.add('TlsConfigCertInvalid', 'cert', 'a certificate whose time is now', `${nameOf(first)}, which ${why}`)
  if (first !== undefined) checkPair(first, key ?? cert, key === undefined ? 'cert' : 'key', problems)
}

const checkPair = (certificate: X509Certificate, key: string, path: string, problems: Problems): void => {
  try {
    if (certificate.checkPrivateKey(createPrivateKey(key))) return
    problems.add('TlsConfigCertInvalid', path, 'the key of cert', 'the key of another certificate')
  } catch {
    problems.add('TlsConfigCertInvalid', path, 'a private key without a passphrase', 'a file without a readable one')
  }
}

const readAll = (key: string, pem: string, problem: ConfigProblemName, problems: Problems): X509Certificate[] => {
  const blocks = pem.match(BLOCK) ?? []
  if (blocks.length === 0) problems.add(problem, key, 'a PEM file with certificates', 'a file without any')
  return blocks.flatMap((block, index) => {
    try {
      return [new X509Certificate(block)]
    } catch {
      problems.add(problem, key, 'readable certificates', `one that is not (number ${index + 1})`)
      return []
    }
  })
}

const outOfTime = ({ validFromDate, validToDate }: X509Certificate, now: number): string | undefined => {
  if (validToDate.getTime() < now) return `expired on ${validToDate.toISOString()}`
  return validFromDate.getTime() > now ? `is valid from ${validFromDate.toISOString()}` : undefined
}

const nameOf = ({ subject }: X509Certificate) => subject.split('\n').at(-1) || 'a certificate without a name'
