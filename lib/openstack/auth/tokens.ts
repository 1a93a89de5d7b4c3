import type { Clock } from '../../core/clock.ts'
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

/** `authenticate` gets the signal of the session, never that of one caller: others may be waiting for the same token. */
export const createTokens = (authenticate: () => Promise<Token>, clock: Clock): Tokens => {
  let current: Token | undefined
  let asking: Promise<Token> | undefined
  const ask = (): Promise<Token> => {
    asking ??= authenticate()
      .then((token) => {
        current = token
        return token
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }
  return {
    get: async (signal) =>
      current !== undefined && clock.now() < current.renewAt ? current : await unlessAborted(ask(), signal),
    renew: async (refused, signal) =>
      current !== undefined && current !== refused ? current : await unlessAborted(ask(), signal),
    forget: () => {
      const token = current
      current = undefined
      return token
    },
  }
}

const unlessAborted = async <T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> => {
  if (signal === undefined) return await promise
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    stop = () => signal.removeEventListener('abort', onAbort)
  })
  return await Promise.race([promise, aborted]).finally(stop)
}
