import type { Token } from '../auth/token.ts'
import { strayEcho } from '../catalog/microversion.ts'
import type { ServiceType } from '../catalog/service-types.ts'
import { readErrorBody } from '../error-bodies.ts'
import { answerError, authError, echoError, pageError, requestIdOf } from '../errors.ts'
import type { ApiAnswer, ApiCall } from '../session.ts'
import { type Exchange, type FinalAnswer, factsOf, ourHeaders } from './exchange.ts'
import { overlay, parseJson, withQuery } from './raw.ts'
import type { RetryClass } from './retry.ts'

const RETRY: Readonly<Record<ApiCall['method'], RetryClass>> = {
  GET: 'read',
  HEAD: 'read',
  POST: 'once',
  PUT: 'idempotent',
  PATCH: 'idempotent',
  DELETE: 'idempotent',
}

/** The request of a call, but for its token. */
export const apiExchange = (call: ApiCall, base: string, microversion: Record<string, string>): Exchange => {
  const { service, method, path, query, body, stream, signal } = call
  return {
    service,
    method,
    url: withQuery(new URL(base + path), query),
    headers: overlay(ourHeaders({ ...microversion, ...typeOf(call) }), call.headers),
    retry: call.retry ?? RETRY[method],
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(stream !== undefined && { stream }),
    ...(signal !== undefined && { signal }),
  }
}

const typeOf = ({ body, stream, contentType }: ApiCall): Record<string, string> => {
  if (stream !== undefined) return { 'content-type': contentType ?? 'application/octet-stream' }
  return body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }
}

interface Circumstances {
  version: string | undefined
  /** Refused before the token was renewed. */
  earlier: readonly FinalAnswer[]
  token: Token
}

/** A success as the caller wants it. Throws `E_AUTH`, `E_QUOTA` or `E_OPENSTACK` for everything else. */
export const finished = (request: Exchange, answer: FinalAnswer, circumstances: Circumstances): ApiAnswer => {
  const { version, earlier, token } = circumstances
  const { status, text } = answer
  const facts = factsOf(request, answer.ambiguous)
  if (status === 401 || isCredentialGone(request, answer, token))
    throw authError(facts, answer, { earlier: earlier.map(requestIdOf).filter((id) => id !== undefined) })
  if (status < 200 || status > 299) throw answerError(facts, answer, request.url)
  const stray = strayEcho(request.service as ServiceType, version, answer.headers)
  if (stray !== undefined) throw echoError(facts, answer, version!, stray)
  const body = parseJson(text)
  if (body === undefined && isPage(text)) throw pageError(facts, answer, request.url)
  return { status, body, requestId: requestIdOf(answer), headers: answer.headers }
}

/** Keystone answers 404 to tokens of an application credential that was deleted, whatever is asked for. */
const isCredentialGone = ({ service, url }: Exchange, { status, text }: FinalAnswer, token: Token): boolean => {
  const { applicationCredentialId: id } = token
  if (service !== 'identity' || status !== 404 || id === undefined || url.pathname.includes(id)) return false
  return readErrorBody(text).message.includes(id)
}

const isPage = (text: string) => /^\s*</.test(text)
