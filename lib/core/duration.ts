import { StackproofError } from './errors.ts'

/** Milliseconds. */
export type Milliseconds = number

export const seconds = (n: number): Milliseconds => n * 1000
export const minutes = (n: number): Milliseconds => n * 60_000

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h)/g

/** Reads `90s`, `1m30s`, `250ms`, `2h`. Throws `E_CONFIG` for anything else. */
export const parseDuration = (text: string): Milliseconds => {
  const parts = [...text.matchAll(PART)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new StackproofError('E_CONFIG', `Expected a duration such as 90s or 1m30s, got ${JSON.stringify(text)}`)
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit!]!, 0)
}

/** `1h2m`, `4m05s`, `12.3s`, `250ms`: short, for people. */
export const formatDuration = (ms: Milliseconds): string => {
  if (ms < 1000) return `${Math.round(ms)}ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}s`
  const total = Math.round(ms / 1000)
  const [h, m, s] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  return h > 0 ? `${h}h${String(m).padStart(2, '0')}m` : `${m}m${String(s).padStart(2, '0')}s`
}
