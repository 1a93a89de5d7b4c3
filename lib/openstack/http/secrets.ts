import { isSecretKey } from '../../core/redact.ts'
import { parseJson } from './raw.ts'

/** The values in a request that must not be seen when its answer repeats them. Short ones would mask half of it. */
export const secretsIn = (body: unknown, headers: Readonly<Record<string, string>>): string[] => {
  const found = new Set<string>()
  const take = (value: unknown) => {
    if (typeof value === 'string' && value.length >= 6) found.add(value)
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(take)
  }
  const walk = (value: unknown) => {
    if (value === null || typeof value !== 'object') return
    for (const [key, item] of Object.entries(value)) isSecretKey(key) ? take(item) : walk(item)
  }
  walk(headers)
  if (typeof body === 'string') walk(headers['content-type']?.includes('form') ? formOf(body) : parseJson(body))
  // Longest first: one may be part of another.
  return [...found].sort((a, b) => b.length - a.length)
}

const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body))
