import type { ServiceType } from '../catalog/service-types.ts'
import { requestIdOf } from '../errors.ts'
import type { Query, RawAnswer, RawCall } from '../types.ts'
import type { HttpAnswer, HttpRequest } from './send.ts'

export interface RawPlace {
  /** Base or root of the service, without a slash at its end. */
  at: string
  /** Microversion and token; what the call says itself is laid over them. */
  headers: Record<string, string>
}

/** The one request that a raw call stands for. */
export const rawRequest = (call: RawCall, { at, headers }: RawPlace): HttpRequest & { service: ServiceType } => {
  const body = bodyOf(call.body)
  const type: Record<string, string> = call.body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    service: call.service,
    method: call.method,
    url: withQuery(new URL(at + call.path), call.query),
    headers: overlay({ ...headers, ...type }, call.headers),
    ...(body !== undefined && { body }),
    ...(call.signal !== undefined && { signal: call.signal }),
  }
}

/** An answer together with its body as JSON, where it is some. */
export const rawAnswer = (answer: HttpAnswer): RawAnswer => ({
  status: answer.status,
  headers: answer.headers,
  text: answer.text,
  body: parseJson(answer.text),
  requestId: requestIdOf(answer),
})

/** Adds query parameters; a list gives one of its name for each item. */
export const withQuery = (url: URL, query: Query = {}): URL => {
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue
    const values = Array.isArray(value) ? value : [String(value)]
    for (const one of values) url.searchParams.append(key, one)
  }
  return url
}

/** Names are the same in any case; an empty value removes the header. */
export const overlay = (
  base: Readonly<Record<string, string>>,
  over: Readonly<Record<string, string>> = {},
): Record<string, string> => {
  const merged: Record<string, string> = { ...base }
  for (const [name, value] of Object.entries(over)) {
    const key = name.toLowerCase()
    if (value === '') delete merged[key]
    else merged[key] = value
  }
  return merged
}

/** The value of a JSON text; undefined where it is none. */
export const parseJson = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bodyOf = (body: unknown): string | Uint8Array | undefined =>
  body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
