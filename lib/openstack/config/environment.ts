import type { Environment } from './search.ts'
import type { Tree } from './yaml-tree.ts'

/** What the OS_* variables say. */
export interface EnvironmentCloud {
  /** OS_CLOUD_NAME, or `envvars`. */
  name: string
  /** Its entry; undefined where the variables make no cloud. */
  config: Tree | undefined
  /** Key → variable. */
  variables: Readonly<Record<string, string>>
  /** Variables that speak of a cloud without making one and without any effect. */
  idle: readonly string[]
}

// These say where to look, not what is there.
const SELECTORS = ['OS_CLOUD', 'OS_CLOUD_NAME', 'OS_CLIENT_CONFIG_FILE', 'OS_CLIENT_SECURE_FILE']
/** Also honoured beside a cloud of a file. */
export const OVERRIDES: Readonly<Record<string, string>> = {
  OS_REGION_NAME: 'region_name',
  OS_INTERFACE: 'interface',
  OS_CACERT: 'cacert',
}
// Of test rigs, not of clouds.
const FOREIGN = /^OS_(?:TEST|STD|LOG)/

/**
 * The pseudo-cloud of the OS_* variables. It takes OS_AUTH_URL, or OS_AUTH_TYPE=none with OS_ENDPOINT: with openstacksdk any
 * variable does, and a lone OS_CACERT hides the clouds of the file. `strictEnv` has it openstacksdk's way.
 */
export const readEnvironment = (env: Environment, strictEnv = false): EnvironmentCloud => {
  const set = Object.entries(env).filter(
    ([name, value]) => name.startsWith('OS_') && !FOREIGN.test(name) && !SELECTORS.includes(name) && value,
  )
  const speaking = set.filter(([name]) => name !== 'OS_REGION_NAME')
  const reached = env.OS_AUTH_URL || (env.OS_AUTH_TYPE === 'none' && env.OS_ENDPOINT)
  const made = strictEnv ? speaking.length > 0 : Boolean(reached)
  return {
    name: env.OS_CLOUD_NAME || 'envvars',
    config: made
      ? Object.fromEntries(set.map(([name, value]) => [keyOf(name), typed(keyOf(name), value!)]))
      : undefined,
    variables: Object.fromEntries(set.map(([name]) => [keyOf(name), name])),
    idle: made ? [] : speaking.map(([name]) => name).filter((name) => OVERRIDES[name] === undefined),
  }
}

const keyOf = (variable: string) => variable.slice('OS_'.length).toLowerCase()

// A variable can't be anything but text.
const typed = (key: string, value: string): unknown =>
  key === 'verify' && /^(?:true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value
