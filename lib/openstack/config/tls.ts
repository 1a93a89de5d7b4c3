import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Tree } from './parse.ts'
import type { Problems } from './problems.ts'

/** Whom to trust, and how to prove who we are. */
export interface TlsSettings {
  verify: boolean
  /** PEM; replaces the system's roots. */
  ca?: string
  cert?: string
  key?: string
}

interface Places {
  cwd?: string
  home?: string
}

/** Reads `verify`, `insecure`, `cacert`, `cert` and `key`; relative paths start where the process runs, as everywhere. */
export const resolveTls = (config: Tree, problems: Problems, places: Places = {}): TlsSettings => {
  const verify = readVerify(config, problems) && !isInsecure(config.insecure)
  const pem = (key: 'cacert' | 'cert' | 'key') => readPem(config, key, problems, places)
  const ca = verify ? pem('cacert') : undefined
  if (ca !== undefined) checkCertificates(ca, problems)
  const cert = pem('cert')
  // A certificate without a key of its own is a combined file.
  const key = pem('key') ?? cert
  return { verify, ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert, key: key! }) }
}

// Text is truthy: openstacksdk goes on verifying for `verify: "false"`, which nobody means.
const readVerify = ({ verify = true }: Tree, problems: Problems): boolean => {
  if (typeof verify === 'boolean') return verify
  problems.add('verify', 'true or false', JSON.stringify(verify))
  return true
}

const isInsecure = (value: unknown) => value === true || (typeof value === 'string' && value.toLowerCase() === 'true')

const readPem = (config: Tree, key: string, problems: Problems, { cwd = process.cwd(), home = homedir() }: Places) => {
  const written = config[key]
  if (typeof written !== 'string' || written === '') return undefined
  const path = resolve(cwd, written.startsWith('~/') ? join(home, written.slice(2)) : written)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    problems.add(key, 'the path of a PEM file', `${path}: ${(error as NodeJS.ErrnoException).code}`)
    return undefined
  }
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

// Node ignores a bundle that it can't read and trusts nobody, or everybody's roots, without a word.
const checkCertificates = (pem: string, problems: Problems): void => {
  const blocks = pem.match(BLOCK) ?? []
  if (blocks.length === 0) problems.add('cacert', 'a PEM file with certificates', 'a file without any')
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block)
    } catch {
      problems.add('cacert', 'readable certificates', `one that is not (number ${index + 1})`)
    }
  }
}
