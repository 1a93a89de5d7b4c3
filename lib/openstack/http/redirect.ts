import type { Exchange } from './exchange.ts'
import type { HttpAnswer, HttpRequest } from './send.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])
const MOST = 3

/**
 * Follows redirects of reads within the same origin, as proxies answer that add a slash. To another origin none is
 * followed: the token would go with it.
 */
export const followRedirects = async (
  request: Exchange,
  send: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<HttpAnswer> => {
  let answer = await send(request)
  let { url } = request
  for (let count = 0; count < MOST; count++) {
    const target = request.retry === 'read' && isRead(request) ? redirectTarget(url, answer) : undefined
    if (target === undefined || target.origin !== url.origin) return answer
    url = target
    answer = await send({ ...request, url })
  }
  return answer
}

/** Where an answer points, if it is a redirect. */
export const redirectTarget = (url: URL, { status, headers }: HttpAnswer): URL | undefined =>
  REDIRECTS.has(status) && headers.location !== undefined
    ? (URL.parse(headers.location, url.href) ?? undefined)
    : undefined

const isRead = ({ method }: HttpRequest) => method === 'GET' || method === 'HEAD'
