import type { Problems } from './problems.ts'
import type { Settings } from './settings.ts'

/** A number of at least `least`; undefined where nothing is written, a problem for anything else. */
export const numberAt = (
  settings: Settings,
  key: string,
  problems: Problems,
  { whole = false, least = 0 }: { whole?: boolean; least?: number } = {},
): number | undefined => numberOf(settings.get(key)?.value, key, problems, { whole, least })

export const numberOf = (
  value: unknown,
  path: string,
  problems: Problems,
  { whole = false, least = 0 }: { whole?: boolean; least?: number } = {},
): number | undefined => {
  if (value === undefined) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  if (Number.isFinite(number) && number >= least && (!whole || Number.isInteger(number))) return number
  problems.add('ValueInvalid', path, `a ${whole ? 'whole ' : ''}number from ${least}`, shown(value))
  return undefined
}

/** True or false; as text too, since variables can't be anything else. */
export const booleanAt = (settings: Settings, key: string, otherwise: boolean, problems: Problems): boolean => {
  const value = settings.get(key)?.value
  if (value === undefined || typeof value === 'boolean') return value ?? otherwise
  const text = String(value).toLowerCase()
  if (text !== 'true' && text !== 'false') problems.add('ValueInvalid', key, 'true or false', shown(value))
  return text === 'true'
}

/** Text; a problem for lists, maps and what YAML reads as true or false. */
export const textAt = (settings: Settings, key: string, problems: Problems): string | undefined => {
  const value = settings.get(key)?.value
  if (value === undefined || typeof value === 'string') return value
  problems.add('ValueInvalid', key, 'text', shown(value))
  return undefined
}

/** A value for a message; only of keys that hold no secrets. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  return Array.isArray(value) ? 'a list' : 'a map'
}
