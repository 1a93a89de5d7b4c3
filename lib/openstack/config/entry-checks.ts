import type { Problems } from './problems.ts'
import type { CloudEntry } from './read.ts'
import { shown } from './values.ts'
import { isTree } from './yaml-tree.ts'

/** What is to be said of an entry as it is written, before any of its values is read. */
export const checkEntry = (entry: CloudEntry, problems: Problems): void => {
  const { config, malformed = false, oddities = {}, idleVariables = [] } = entry
  if (malformed) problems.add('ValueInvalid', '', 'a map of keys', 'a list or text')
  if (config.auth !== undefined && !isTree(config.auth))
    problems.add('ValueInvalid', 'auth', 'a map of keys', Array.isArray(config.auth) ? 'a list' : 'no map')
  for (const [path, oddity] of Object.entries(oddities)) problems.warn(path, oddity)
  if (idleVariables.length > 0)
    problems.warn('', `${idleVariables.join(', ')} of the environment has no effect without OS_AUTH_URL`)
  checkProfile(entry, problems)
}

const checkProfile = ({ profile }: CloudEntry, problems: Problems): void => {
  if (profile === undefined) return
  const { name, state, message } = profile
  const word = message === '' ? '' : `: ${message}`
  if (state === 'shutdown') problems.add('ProfileShutDown', 'profile', 'a cloud that exists', `${shown(name)}${word}`)
  if (state === 'deprecated') problems.warn('profile', `${name} is deprecated${word}`)
  if (state === 'unknown') problems.warn('profile', `${name} is not in any clouds-public.yaml (ProfileNotFound)`)
  if (state === 'not fetched')
    problems.warn('profile', `${name} is a URL, which is not fetched unless allowed (ProfileNotFound)`)
}
