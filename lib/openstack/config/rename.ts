import type { Problems } from './problems.ts'
import type { Setting, Settings } from './settings.ts'

/** Gives the keys of old clients their names of today: of two that mean the same, the old one counts if written later. */
export const renameOldKeys = (settings: Settings, problems: Problems): Settings => {
  const renamed = new Map<string, Setting>()
  for (const [key, setting] of settings) {
    const name = nameOf(key)
    if (name !== key) problems.warn(key, `is called ${name} today`)
    renamed.set(name, setting)
  }
  const plugin = renamed.get('auth_plugin')
  renamed.delete('auth_plugin')
  if (plugin !== undefined && !renamed.has('auth_type')) renamed.set('auth_type', plugin)
  // These two count wherever they stand: today's name was always there, as a default.
  const endpointType = settings.get('endpoint_type')
  if (endpointType !== undefined) renamed.set('interface', endpointType)
  const timeout = [...settings].findLast(([key]) => isOldTimeout(key))
  if (timeout !== undefined) renamed.set('api_timeout', timeout[1])
  return renamed
}

const nameOf = (key: string): string => {
  if (key.startsWith('auth.')) return key
  if (key.endsWith('endpoint_type')) return key.replace('endpoint_type', 'interface')
  return isOldTimeout(key) ? 'api_timeout' : key
}

/** There is one timeout for all services, whichever the clients named. */
const isOldTimeout = (key: string) =>
  key.endsWith('timeout') && key !== 'timeout' && key !== 'api_timeout' && !key.startsWith('auth.')
