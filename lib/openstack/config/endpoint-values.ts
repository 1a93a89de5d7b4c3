import type { Problems } from './problems.ts'
import type { Settings } from './settings.ts'
import { shown, textAt } from './values.ts'

const INTERFACES = ['public', 'internal', 'admin']
const FILLED = ['project_id', 'tenant_id', 'user_id']

/** The endpoint to use instead of the catalog's: an http URL, in which `%(project_id)s` and `%(user_id)s` may stand. */
export const overrideAt = (
  settings: Settings,
  overrideKey: string,
  endpointKey: string,
  problems: Problems,
): string | undefined => {
  const key = settings.has(overrideKey) ? overrideKey : endpointKey
  const value = settings.get(key)?.value
  if (value === undefined) return undefined
  const written = typeof value === 'string' ? value : ''
  const unknown = [...written.matchAll(/%\((\w*)\)s?/g)].find(([, name]) => !FILLED.includes(name!))
  if (unknown !== undefined)
    problems.add('EndpointOverrideInvalid', key, `only ${FILLED.map((name) => `%(${name})s`).join(', ')}`, unknown[0])
  if (!/^https?:$/.test(URL.parse(written)?.protocol ?? ''))
    problems.add('EndpointOverrideInvalid', key, 'an http or https URL', shown(value))
  return written
}

/** One interface, or several in order of preference; `publicURL` is `public`. */
export const interfacesAt = (settings: Settings, key: string, problems: Problems): string[] => {
  const written = settings.get(key)?.value
  const names = (Array.isArray(written) ? written : [written]).map((name) => String(name).replace(/URL$/, ''))
  const wrong = names.find((name) => !INTERFACES.includes(name))
  if (wrong !== undefined) problems.add('ValueInvalid', key, INTERFACES.join(', '), JSON.stringify(wrong))
  return names
}

/** `<service>_api_version`: a number, of which openstacksdk overlooks every other text. */
export const versionAt = (settings: Settings, key: string, problems: Problems): string | undefined => {
  const written = textAt(settings, key, problems)
  if (written === undefined || /^\d+(?:\.\d*)?$/.test(written)) return written
  problems.warn(key, `is no number such as 2 or 2.79, and is ignored`)
  return undefined
}

/** What is written, or what a version such as `2.79` implies; two that contradict each other are a problem. */
export const microversionAt = (
  settings: Settings,
  key: string,
  apiVersion: string | undefined,
  problems: Problems,
): string | undefined => {
  const written = textAt(settings, key, problems)
  if (written !== undefined && !/^\d+\.\d+$/.test(written))
    problems.add('MicroversionOutOfRange', key, 'a microversion such as 2.79', shown(written))
  const minor = apiVersion?.split('.')[1]
  const implied = minor === undefined || minor === '0' ? undefined : apiVersion
  if (written !== undefined && implied !== undefined && written !== implied)
    problems.add('MicroversionOutOfRange', key, `${implied}, which the api_version implies`, shown(written))
  return written ?? implied
}
