import { StackproofError } from '../../core/errors.ts'
import type { AuthSettings } from '../config/auth.ts'
import type { AuthContext } from './context.ts'
import { askKeystone } from './keystone.ts'
import { noToken, type Token } from './token.ts'

/** Gets a token. Throws `E_AUTH` when Keystone or the identity provider refuses, with no word of the secret. */
export const authenticate = async (auth: AuthSettings, context: AuthContext): Promise<Token> => {
  if (auth.kind === 'none') return noToken
  for (const secret of secretsOf(auth)) context.redactor.add(secret)
  if (!isFederated(auth)) {
    const token = await askKeystone(auth, context)
    // What can't be renewed is used to its end.
    return isRenewable(auth) ? token : { ...token, renewAt: token.expiresAt }
  }
  const { askFederation } = await import('./federation.ts')
  return await askFederation(auth, context)
}

/** Throws `E_AUTH` where a token that has ended can't be had again. */
export const ensureRenewable = (auth: AuthSettings): void => {
  if (isRenewable(auth)) return
  throw new StackproofError('E_AUTH', 'expected to renew the token, got a passcode that is good for one token only', {
    hint: 'Start again with a new passcode, or use an application credential for what takes longer than a token lives.',
  })
}

/** Everything in the settings that must never be seen. */
export const secretsOf = (auth: AuthSettings): string[] => {
  const fields = auth as { [K in 'password' | 'token' | 'secret' | 'passcode' | 'accessToken']?: string }
  const client = 'client' in auth ? auth.client.clientSecret : undefined
  const otp = 'otp' in auth ? auth.otp?.code : undefined
  const { password, token, secret, passcode, accessToken } = fields
  return [password, token, secret, passcode, accessToken, client, otp].filter((one) => one !== undefined)
}

const isRenewable = (auth: AuthSettings) =>
  auth.kind !== 'totp' && !(auth.kind === 'multifactor' && auth.methods.includes('totp'))

const isFederated = (auth: AuthSettings): auth is Extract<AuthSettings, { kind: `oidc_${string}` }> =>
  auth.kind.startsWith('oidc_')
