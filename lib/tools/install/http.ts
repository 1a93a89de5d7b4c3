import { StackproofError } from '../../core/errors.ts'

/** How often a download is tried; each time anew, for what came so far can't be trusted. */
const ATTEMPTS = 3
/** Wall milliseconds between two attempts, times the number of the attempt. */
const PAUSE_MS = 300
/** Wall milliseconds without an answer's head. */
const HEAD_MS = 30_000

/** Statuses that another attempt may mend. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * Gets a URL and gives its body to `use`, which may be called again after a broken connection. Follows redirects; honours
 * NODE_USE_ENV_PROXY. Throws `E_PROCESS` with the URL and what came instead.
 */
export const get = async <T>(
  url: string,
  use: (response: Response) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(url, use, signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (attempt === ATTEMPTS || !(error instanceof PassingFailure)) throw refused(url, error)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt))
    }
  }
}

/** Worth another attempt. */
class PassingFailure extends Error {
  override readonly name = 'PassingFailure'
}

const once = async <T>(url: string, use: (response: Response) => Promise<T>, signal?: AbortSignal): Promise<T> => {
  const response = await head(url, signal)
  if (!response.ok) {
    await response.body?.cancel()
    const got = `${response.status} ${response.statusText}`.trim()
    throw PASSING.has(response.status) ? new PassingFailure(got) : new Error(got)
  }
  try {
    return await use(response)
  } catch (cause) {
    // undici tells of a connection that ended too early by a TypeError.
    if (cause instanceof TypeError)
      throw new PassingFailure(`a connection that broke off: ${reasonOf(cause)}`, { cause })
    throw cause
  }
}

const head = async (url: string, signal?: AbortSignal): Promise<Response> => {
  const tooSlow = new AbortController()
  const timer = setTimeout(() => tooSlow.abort(new Error('no answer in time')), HEAD_MS)
  try {
    const signals = [tooSlow.signal, ...(signal === undefined ? [] : [signal])]
    return await fetch(url, { signal: AbortSignal.any(signals), headers: { 'user-agent': 'stackproof' } })
  } catch (cause) {
    throw new PassingFailure(reasonOf(cause), { cause })
  } finally {
    clearTimeout(timer)
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  // Its message has the cause already.
  if (error instanceof PassingFailure) return error.message
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

const refused = (url: string, error: unknown) =>
  error instanceof StackproofError
    ? error
    : new StackproofError('E_PROCESS', `expected ${url} to be served, got ${reasonOf(error)}`, { details: { url } })
