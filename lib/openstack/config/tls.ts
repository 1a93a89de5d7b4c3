import { readFileSync } from 'node:fs'
import { checkAuthorities, checkClient } from './certificates.ts'
import { type PathBase, pathOf } from './files.ts'
import type { ConfigProblemName, Problems } from './problems.ts'
import type { Settings } from './settings.ts'

/** Whom to trust, and how to prove who we are. */
export interface TlsSettings {
  verify: boolean
  /** PEM; replaces the system's roots. */
  ca?: string
  cert?: string
  key?: string
  /** Paths of the files that were read. */
  files: Readonly<Partial<Record<TlsFile, string>>>
}

type TlsFile = 'cacert' | 'cacert_append' | 'cert' | 'key'

/**
 * Reads `verify`, `insecure`, `cacert`, `cert` and `key`. `cacert` replaces the system's roots; `cacert_append` (ours) adds to
 * whatever is trusted otherwise.
 */
export const resolveTls = (settings: Settings, problems: Problems, base: PathBase = {}): TlsSettings => {
  const verify = readVerify(settings, problems) && !isInsecure(settings, problems)
  const files: Partial<Record<TlsFile, string>> = {}
  const pem = (key: TlsFile, missing: ConfigProblemName): string | undefined => {
    const path = readPath(settings, key, problems, base)
    if (path === undefined) return undefined
    files[key] = path
    return readPem(path, key, missing, problems)
  }
  const ca = verify ? trusted(pem, problems) : ignored(settings, problems)
  const cert = pem('cert', 'TlsConfigCertMissing')
  const key = pem('key', 'TlsConfigCertMissing')
  if (cert !== undefined && (key !== undefined || !settings.has('key'))) checkClient(cert, key, problems)
  if (!settings.has('cert') && settings.has('key')) problems.warn('key', 'has no effect without cert')
  // A certificate without a key of its own is a combined file.
  const client = cert === undefined ? {} : { cert, key: key ?? cert }
  return { verify, ...(ca !== undefined && { ca }), ...client, files }
}

// Text is truthy: openstacksdk goes on verifying for `verify: "false"`, which nobody means.
const readVerify = (settings: Settings, problems: Problems): boolean => {
  const verify = settings.get('verify')?.value ?? true
  if (typeof verify === 'boolean') return verify
  problems.add('TlsConfigVerifyNotBoolean', 'verify', 'true or false', JSON.stringify(verify))
  return true
}

const isInsecure = (settings: Settings, problems: Problems): boolean => {
  const value = settings.get('insecure')?.value ?? false
  if (typeof value === 'boolean') return value
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false') problems.warn('insecure', 'is neither true nor false, and counts as false')
  return text === 'true'
}

const trusted = (
  pem: (key: TlsFile, missing: ConfigProblemName) => string | undefined,
  problems: Problems,
): string | undefined => {
  const own = pem('cacert', 'TlsConfigCaMissing')
  if (own !== undefined) checkAuthorities('cacert', own, problems)
  const added = pem('cacert_append', 'TlsConfigCaMissing')
  if (added === undefined) return own
  checkAuthorities('cacert_append', added, problems)
  return [...(own === undefined ? systemRoots() : [own]), added].join('\n')
}

const ignored = (settings: Settings, problems: Problems): undefined => {
  for (const key of ['cacert', 'cacert_append'])
    if (settings.has(key)) problems.warn(key, 'has no effect: verification is off')
}

const readPath = (settings: Settings, key: TlsFile, problems: Problems, base: PathBase): string | undefined => {
  const written = settings.get(key)?.value
  if (written === undefined || typeof written === 'string') return written && pathOf(written, base)
  problems.add('ValueInvalid', key, 'the path of a PEM file', 'something else than text')
  return undefined
}

const readPem = (path: string, key: TlsFile, missing: ConfigProblemName, problems: Problems): string | undefined => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    problems.add(missing, key, 'the path of a PEM file', `${path}: ${code}`)
    return undefined
  }
}

// Loading node:tls takes longer than everything else here, and hardly anybody needs its list.
const systemRoots = () => process.getBuiltinModule('node:tls').rootCertificates
