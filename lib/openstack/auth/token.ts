import type { CatalogService } from '../catalog/endpoint.ts'

/** A token with what Keystone says of it. */
export interface Token {
  id: string
  projectId: string
  userId: string
  catalog: readonly CatalogService[]
  /** On the clock of the client. */
  renewAt: number
}

interface TokenBody {
  issued_at: string
  expires_at: string
  user: { id: string }
  project?: { id: string }
  catalog?: CatalogService[]
}

const MARGIN_MS = 120_000

/** Reads the answer to a request for a token; undefined when the token belongs to no project. */
export const readToken = (id: string, text: string, now: number): Token | undefined => {
  const { token } = JSON.parse(text) as { token: TokenBody }
  if (token.project === undefined) return undefined
  // Only the length of its life is taken from Keystone, so that neither clock has to be right.
  const life = Date.parse(token.expires_at) - Date.parse(token.issued_at)
  const renewAt = now + life - Math.min(MARGIN_MS, life / 10)
  return { id, projectId: token.project.id, userId: token.user.id, catalog: token.catalog ?? [], renewAt }
}
