import { createHash, randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { VersionRange } from '../catalog/versions.ts'
import type { AuthSettings } from '../config/auth.ts'
import { secretsOf } from './authenticate.ts'
import type { Token } from './token.ts'

/** A token together with what was learnt by it of the services' versions. */
export interface Stored {
  token: Token
  versions: Readonly<Record<string, VersionRange>>
}

/** Where tokens outlive the process. It never fails: what can't be read or written is asked for again. */
export interface TokenStore {
  load(): Stored | undefined
  save(stored: Stored): void
  forget(): void
}

const FORMAT = 1

/** The folder of the user's cached tokens. */
export const tokenFolder = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stackproof', 'tokens')

/** One file for each credential and scope, for the user alone. */
export const openTokenStore = (auth: AuthSettings, folder: string = tokenFolder()): TokenStore => {
  const file = join(folder, `${keyOf(auth)}.json`)
  return {
    load: () => attempt(() => read(file)),
    save: (stored) => void attempt(() => write(file, stored)),
    forget: () => void attempt(() => rmSync(file, { force: true })),
  }
}

/** Who asks where for what. A secret takes part only where nothing else tells who asks. */
const keyOf = (auth: AuthSettings): string => {
  const { kind } = auth
  const who = auth as { user?: unknown; username?: string; credential?: unknown; client?: { clientId: string } }
  const { user, username, credential, client } = who
  const bearer = kind === 'token' || kind === 'oidc_access_token' ? secretsOf(auth) : []
  const place = 'url' in auth ? auth.url : auth.endpoint
  const scope = 'scope' in auth ? auth.scope : undefined
  const parts = [FORMAT, place, kind, user, username, credential, client?.clientId, scope, bearer]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

const read = (file: string): Stored | undefined => {
  const { mode, uid } = lstatSync(file)
  // Whoever could write it could make us talk to another catalog.
  if ((mode & 0o170077) !== 0o100000 || uid !== process.getuid?.()) return undefined
  const { format, token, versions } = JSON.parse(readFileSync(file, 'utf8'))
  return format === FORMAT && typeof token?.id === 'string' ? { token, versions: versions ?? {} } : undefined
}

const write = (file: string, { token, versions }: Stored): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, JSON.stringify({ format: FORMAT, token, versions }), { mode: 0o600, flag: 'wx' })
  renameSync(draft, file)
}

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work()
  } catch {
    return undefined
  }
}
