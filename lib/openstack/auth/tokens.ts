import type { Clock } from '../../core/clock.ts'
import { unlessAborted } from '../http/abort.ts'
import type { Token } from './token.ts'

/** The session's token. */
export interface Tokens {
  /** A token with some life left in it. */
  get(signal?: AbortSignal): Promise<Token>
  /** A token other than `refused`; however many ask at once, Keystone is asked once. */
  renew(refused: Token, signal?: AbortSignal): Promise<Token>
  /** Forgets the token; returns it if there was one. */
  forget(): Token | undefined
}

interface Options {
  /** Gets the signal of the session, never that of one caller: others may be waiting for the same token. */
  authenticate(): Promise<Token>
  clock: Clock
  /** From an earlier process. */
  first?: Token | undefined
  /** Told of each new token, and of none when the one before is no good any more. */
  changed?(token: Token | undefined): void
}

export const createTokens = ({ authenticate, clock, first, changed = () => {} }: Options): Tokens => {
  let current = first
  let asking: Promise<Token> | undefined
  const ask = (): Promise<Token> => {
    asking ??= authenticate()
      .then((token) => {
        current = token
        changed(token)
        return token
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }
  const forget = () => {
    const token = current
    current = undefined
    if (token !== undefined) changed(undefined)
    return token
  }
  return {
    get: async (signal) =>
      current !== undefined && clock.now() < current.renewAt ? current : await unlessAborted(ask(), signal),
    renew: async (refused, signal) => {
      if (current?.id === refused.id) forget()
      return current ?? (await unlessAborted(ask(), signal))
    },
    forget,
  }
}
