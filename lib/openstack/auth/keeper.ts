import type { ServiceType } from '../catalog/service-types.ts'
import type { VersionRange } from '../catalog/versions.ts'
import type { Send, TransportOptions } from '../http/transport.ts'
import { authenticate, ensureRenewable } from './authenticate.ts'
import type { Token } from './token.ts'
import { openTokenStore } from './token-store.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** What is known of services' versions, and where more is noted. */
export interface KnownVersions {
  get(service: ServiceType): VersionRange | undefined
  learn(service: ServiceType, range: VersionRange): void
}

export interface KeeperOptions extends TransportOptions {
  /** Where tokens are kept between processes; the user's cache unless given. */
  tokenFolder?: string
}

// Whoever has mistyped a host shall not wait for it as long as for a cloud that has just worked.
const OPENING = { connectRetries: 3 }

/** The tokens of a session, kept on the disk too where clouds.yaml asks for that (`cache: {auth: true}`). */
export const tokenKeeper = (options: KeeperOptions & { send: Send }): { tokens: Tokens; versions: KnownVersions } => {
  const { cloud, clock, redactor, send } = options
  const store = cloud.cache.auth ? openTokenStore(cloud.auth, options.tokenFolder) : undefined
  const stored = store?.load()
  redactor.add(stored?.token.id)
  let token: Token | undefined = stored?.token
  let versions: Readonly<Record<string, VersionRange>> = stored?.versions ?? {}
  const keep = () => {
    if (token === undefined) store?.forget()
    else store?.save({ token, versions })
  }
  let renewal = false
  const tokens = createTokens({
    authenticate: () => {
      if (renewal) ensureRenewable(cloud.auth)
      const exchange: Send = renewal ? send : (request) => send({ ...request, patience: OPENING })
      renewal = true
      return authenticate(cloud.auth, { clock, redactor, exchange })
    },
    clock,
    first: token,
    changed: (now) => {
      token = now
      keep()
    },
  })
  return {
    tokens,
    versions: {
      get: (service) => versions[service],
      learn: (service, range) => {
        versions = { ...versions, [service]: range }
        keep()
      },
    },
  }
}
