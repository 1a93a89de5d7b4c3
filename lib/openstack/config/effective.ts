import { standBeside } from './auth-keys.ts'
import { fanOutDomains } from './domains.ts'
import { OVERRIDES } from './environment.ts'
import { originsOf } from './origins.ts'
import { fillPlaceholders } from './placeholders.ts'
import type { Problems } from './problems.ts'
import type { CloudEntry } from './read.ts'
import { chooseRegion } from './region.ts'
import { renameOldKeys } from './rename.ts'
import type { Environment } from './search.ts'
import { laidOver, type Settings, settingsOf } from './settings.ts'

/** What openstacksdk assumes where nothing is written, as far as it concerns the services that we use. */
const DEFAULTS = {
  interface: 'public',
  verify: true,
  network_api_version: '2',
  image_status_code_retries: '5',
}

export interface EffectiveOptions {
  env?: Environment
  /** Has the OS_* variables do nothing to a cloud of a file, as with openstacksdk. */
  strictEnv?: boolean
  /** One of the entry's regions. */
  region?: string
}

/**
 * All values of a cloud in their final form and place: defaults, below the profile, below the entry with its secrets, below
 * the values of its region, below variables, below arguments.
 */
export const effectiveSettings = (entry: CloudEntry, options: EffectiveOptions, problems: Problems): Settings => {
  const { env = process.env, strictEnv = false, region } = options
  const origin = originsOf(entry)
  const written = settingsOf(entry.config, origin)
  const ofFile = entry.sources === undefined || !Object.values(entry.sources).includes('env')
  const variables = ofFile && !strictEnv ? overrides(env) : new Map()
  const defaults = settingsOf(DEFAULTS, () => ({ source: 'default', place: '' }))
  const asked = { argument: region, variable: variables.get('region_name')?.value as string | undefined }
  const ofRegion = chooseRegion(written, asked, origin, problems)
  const merged = [written, ofRegion, variables, ...(region === undefined ? [] : [argument(region)])]
  const renamed = renameOldKeys(merged.reduce(laidOver, defaults), problems)
  return fillPlaceholders(fanOutDomains(standBeside(renamed, problems)), renamed, problems)
}

const overrides = (env: Environment): Settings => {
  const set = Object.entries(OVERRIDES).filter(([variable]) => env[variable])
  return new Map(
    set.map(([variable, key]) => [key, { value: env[variable], from: { source: 'env', place: variable } }]),
  )
}

const argument = (region: string): Settings =>
  new Map([['region_name', { value: region, from: { source: 'argument', place: '' } }]])
