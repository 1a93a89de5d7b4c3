import type { Problems } from './problems.ts'
import type { Setting, Settings } from './settings.ts'

/**
 * Fills `{key}` in the URL of Keystone and in every text beside `auth` with the text of that key, and `{{` with `{`. What is no
 * known key stays as it is: a brace may be meant. Secrets are left alone.
 */
export const fillPlaceholders = (settings: Settings, known: Settings, problems: Problems): Settings =>
  new Map([...settings].map(([key, setting]) => [key, filled(key, setting, known, problems)]))

const filled = (key: string, setting: Setting, known: Settings, problems: Problems): Setting => {
  const { value } = setting
  if (typeof value !== 'string' || !/[{}]/.test(value)) return setting
  if (key.startsWith('auth.') && key !== 'auth.auth_url') return setting
  const text = value.replace(/\{\{|\}\}|\{(\w+)\}|[{}]/g, (found, name: string | undefined) => {
    if (found === '{{' || found === '}}') return found[0]!
    const replacement = name === undefined ? undefined : known.get(name)?.value
    if (typeof replacement === 'string') return replacement
    problems.warn(
      key,
      `has ${name === undefined ? 'a brace' : `{${name}}`}, which is no key of the entry; it is left as it is`,
    )
    return found
  })
  return { ...setting, value: text }
}
