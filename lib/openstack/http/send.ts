import type { Agents } from './agents.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body?: string
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  text: string
}

/** One exchange, read to its end. Rejects with undici's error or the signal's reason. */
export const send = async (agents: Agents, request: HttpRequest): Promise<HttpAnswer> => {
  const { method, url, headers, body, signal } = request
  const agent = method === 'GET' || method === 'HEAD' ? agents.reading : agents.writing
  const answer = await agent.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method,
    headers,
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { signal }),
  })
  // An unread body would block its connection.
  const text = await answer.body.text()
  return { status: answer.statusCode, headers: flat(answer.headers), text }
}

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
