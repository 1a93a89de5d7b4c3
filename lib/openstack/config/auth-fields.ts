import type { Problems } from './problems.ts'
import type { Settings } from './settings.ts'

/** The keys of `auth`, read as text. */
export interface AuthFields {
  settings: Settings
  problems: Problems
  /** Undefined where nothing is written. */
  get(key: string): string | undefined
  /** A problem where nothing is written; `expected` says what should be. */
  need(key: string, expected: string): string
}

/** Anything but text is a problem of its own, told without the value. */
export const readAuthFields = (settings: Settings, problems: Problems): AuthFields => {
  const get = (key: string): string | undefined => {
    const value = settings.get(`auth.${key}`)?.value
    if (value === undefined || typeof value === 'string') return value
    const found = typeof value === 'boolean' ? 'what YAML reads as true or false' : 'a list or map'
    problems.add('ValueInvalid', `auth.${key}`, 'text (in quotes, if it may be read otherwise)', found)
    return undefined
  }
  const need = (key: string, expected: string): string => {
    const value = get(key)
    if (value === undefined && !settings.has(`auth.${key}`))
      problems.add('AuthFieldMissing', `auth.${key}`, expected, 'nothing')
    return value ?? ''
  }
  return { settings, problems, get, need }
}
