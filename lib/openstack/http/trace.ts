import { codeOf } from '../../core/errors.ts'
import type { Redactor } from '../../core/redact.ts'
import { requestIdOf } from '../errors.ts'
import { type Exchange, type FinalAnswer, factsOf } from './exchange.ts'

/** One request as it went, without anything secret, of any number of attempts. */
export interface ExchangeTrace {
  service: string
  method: string
  /** Ids are replaced: `/v2.1/servers/{id}`. */
  path: string
  /** Undefined where no answer came. */
  status: number | undefined
  /** The code of the error where no answer came. */
  failure: string | undefined
  /** Of the wall, with all pauses. */
  ms: number
  requestId: string | undefined
  globalRequestId: string | undefined
  retries: number
  /** Of the answer's body. */
  bytes: number
}

export type TraceHook = (trace: ExchangeTrace) => void

/** Tells the hook of each exchange, whatever came of it. */
export const traced =
  (run: (request: Exchange) => Promise<FinalAnswer>, hook: TraceHook, redactor: Redactor) =>
  async (request: Exchange): Promise<FinalAnswer> => {
    const start = performance.now()
    const { service, method, path, globalRequestId } = factsOf(request, false)
    const tell = (outcome: Pick<ExchangeTrace, 'status' | 'failure' | 'requestId' | 'retries' | 'bytes'>) =>
      hook({
        service,
        method,
        path: redactor.text(templateOf(path)),
        ms: Math.round(performance.now() - start),
        globalRequestId,
        ...outcome,
      })
    try {
      const answer = await run(request)
      const { status, text, retries } = answer
      tell({ status, failure: undefined, requestId: requestIdOf(answer), retries, bytes: Buffer.byteLength(text) })
      return answer
    } catch (error) {
      tell({ status: undefined, failure: codeOf(error), requestId: undefined, retries: 0, bytes: 0 })
      throw error
    }
  }

const ID = /^(AUTH_)?([0-9a-f]{32}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$/i
// What follows these is a name that somebody chose.
const NAMED = new Set(['os-keypairs', 'tags', 'os-extra_specs', 'identity_providers', 'protocols', 'metadata'])

/** A path in which ids and names are replaced, so that equal requests are counted as equal. */
export const templateOf = (path: string): string =>
  path
    .split('/')
    .map((part, index, parts) => {
      if (ID.test(part)) return '{id}'
      return part !== '' && NAMED.has(parts[index - 1] ?? '') ? '{name}' : part
    })
    .join('/')
