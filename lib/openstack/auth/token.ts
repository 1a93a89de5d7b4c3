import type { CatalogService } from '../catalog/endpoint.ts'

/** A token with what Keystone says of it. Plain data. */
export interface Token {
  id: string
  /** Empty where the token belongs to no project. */
  projectId: string
  userId: string
  /** Names. */
  roles: readonly string[]
  catalog: readonly CatalogService[]
  /** Of the credential that it came from; such a token can't be exchanged for another. */
  applicationCredentialId: string | undefined
  /** On the clock of the client, as its end. */
  renewAt: number
  expiresAt: number
}

interface TokenBody {
  issued_at: string
  expires_at: string
  user: { id: string }
  roles?: { name: string }[]
  project?: { id: string }
  catalog?: CatalogService[]
  application_credential?: { id: string }
}

const MARGIN_MS = 120_000

/** Reads the answer to a request for a token; undefined when that is none. */
export const readToken = (id: string, body: unknown, now: number): Token | undefined => {
  const token = (body as { token?: TokenBody } | undefined)?.token
  if (token?.user === undefined) return undefined
  // Only the length of its life is taken from Keystone, so that neither clock has to be right.
  const life = Date.parse(token.expires_at) - Date.parse(token.issued_at)
  return {
    id,
    projectId: token.project?.id ?? '',
    userId: token.user.id,
    roles: (token.roles ?? []).map(({ name }) => name),
    catalog: token.catalog ?? [],
    applicationCredentialId: token.application_credential?.id,
    renewAt: now + life - Math.min(MARGIN_MS, life / 10),
    expiresAt: now + life,
  }
}

/** What stands for a token where there is no Keystone; it is never sent. */
export const noToken: Token = {
  id: '',
  projectId: '',
  userId: '',
  roles: [],
  catalog: [],
  applicationCredentialId: undefined,
  renewAt: Number.POSITIVE_INFINITY,
  expiresAt: Number.POSITIVE_INFINITY,
}
