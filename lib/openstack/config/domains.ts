import type { Setting, Settings } from './settings.ts'

const OF_PROJECT = ['project_id', 'project_name']
const NAMES = ['domain_id', 'domain_name']

/**
 * With a project, `domain_id` and `domain_name` stand for the domain of the user and of the project, where those have none
 * of their own; without one they are what the token is for.
 */
export const fanOutDomains = (settings: Settings): Settings => {
  if (!OF_PROJECT.some((key) => settings.has(`auth.${key}`))) return settings
  const given = NAMES.map((key) => [key, settings.get(`auth.${key}`)] as const)
  const spread = given.flatMap(([key, setting]) => (setting === undefined ? [] : fanned(key, setting, settings)))
  const rest = [...settings].filter(([key]) => !NAMES.some((name) => key === `auth.${name}`))
  return new Map([...rest, ...spread])
}

const fanned = (key: string, setting: Setting, settings: Settings): [string, Setting][] =>
  ['user', 'project']
    .filter((whose) => !NAMES.some((name) => settings.has(`auth.${whose}_${name}`)))
    .map((whose) => [`auth.${whose}_${key}`, setting])
