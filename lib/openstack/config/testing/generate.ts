import type { CaseFiles } from './certificate-files.ts'
import { generateAuth } from './generate-auth.ts'
import { generateKeys } from './generate-keys.ts'
import type { Random } from './random.ts'
import { key, type Pairs, word, writeYaml, type Yaml } from './write-yaml.ts'

/** One question for both: files, variables, and what is asked for. */
export interface CloudCase {
  clouds: string
  secure: string | undefined
  profiles: string | undefined
  env: Record<string, string>
  strictEnv: boolean
  cloud: string | null
  region: string | null
}

const NAMES = ['demo', 'openstack', 'a.b', 'my cloud', 'Ünïcødé', 'UPPER', 'under_score', 'dash-name', '__proto__']
const PROFILES = ['acme', 'other-vendor', 'no-such-vendor']

/** A random clouds file with everything around it; most are nearly right, as those of users are. */
export const generateCase = (random: Random, files: CaseFiles): CloudCase => {
  const names = [...new Set(Array.from({ length: random.chance(0.7) ? 1 : 2 }, () => random.pick(NAMES)))]
  const entries = names.map((name): [string, Yaml] => [name, entryOf(random, files)])
  const others: Pairs = random.chance(0.1)
    ? [['cache', [['auth', random.pick(['true', 'false', 'yes', '"true"'])]]]]
    : []
  const target = random.pick(names)
  return {
    clouds: document(random, [...others, ['clouds', entries]]),
    secure: random.chance(0.15) ? document(random, [['clouds', [[target, secretsOf(random, files)]]]]) : undefined,
    profiles: random.chance(0.3) ? document(random, [['public-clouds', profilesOf(random, files)]]) : undefined,
    env: random.chance(0.12) ? variablesOf(random) : {},
    strictEnv: random.chance(0.5),
    cloud: random.chance(0.95) ? target : random.pick([null, null, 'nobody']),
    region: random.chance(0.08) ? random.pick(['RegionOne', 'RegionOne', 'RegionTwo', 'nowhere']) : null,
  }
}

const document = (random: Random, pairs: Pairs): string => writeYaml(pairs, random)

const entryOf = (random: Random, files: CaseFiles): Yaml => {
  const profile: Pairs = random.chance(0.2) ? [[random.pick(['profile', 'cloud']), random.pick(PROFILES)]] : []
  return shuffled(random, [...profile, ...generateAuth(random), ...generateKeys(random, files)])
}

const secretsOf = (random: Random, files: CaseFiles): Yaml => {
  const inside: Pairs = [['password', word(random)]]
  const auth: Pairs = random.chance(0.4) ? [['auth', inside]] : []
  return [...auth, ...random.some(withoutRegions(random, generateKeys(random, files)), 0.4)]
}

const profilesOf = (random: Random, files: CaseFiles): Pairs =>
  PROFILES.slice(0, 2).map((name) => {
    const auth: Pairs = [['auth', [['auth_url', 'https://vendor.example:5000/v3'], ...random.some(DOMAINS, 0.1)]]]
    const state: Pairs = random.chance(0.2) ? [['status', random.pick(['active', 'deprecated', 'shutdown'])]] : []
    return [name, [...auth, ...state, ...withoutRegions(random, generateKeys(random, files))]]
  })

// Most entries have a region of their own.
const withoutRegions = (random: Random, pairs: Pairs): Pairs =>
  random.chance(0.8) ? pairs.filter(([name]) => !/^regions?(?:_name)?$/.test(name)) : pairs

const DOMAINS: Pairs = [
  ['user_domain_name', 'Vendor'],
  ['project_domain_name', 'Vendor'],
]

const VARIABLES: readonly [string, readonly string[]][] = [
  ['OS_REGION_NAME', ['RegionOne', 'RegionTwo']],
  ['OS_INTERFACE', ['internal', 'admin']],
  ['OS_AUTH_URL', ['https://variable.example/v3']],
  ['OS_USERNAME', ['variable']],
  ['OS_PASSWORD', ['variable']],
  ['OS_PROJECT_NAME', ['variable']],
  ['OS_USER_DOMAIN_NAME', ['Default']],
  ['OS_PROJECT_DOMAIN_ID', ['default']],
  ['OS_IDENTITY_API_VERSION', ['3']],
  ['OS_CLOUD', ['demo', 'envvars']],
  ['OS_CLOUD_NAME', ['demo', 'mine']],
  ['OS_TEST_PATH', ['x']],
]

const variablesOf = (random: Random): Record<string, string> =>
  Object.fromEntries(random.some(VARIABLES, 0.4).map(([name, values]) => [name, random.pick(values)]))

const shuffled = (random: Random, pairs: Pairs): Pairs =>
  pairs
    .map((pair) => ({ pair: [key(random, pair[0]), pair[1]] as [string, Yaml], at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ pair }) => pair)
    .filter(([name], index, all) => all.findIndex(([other]) => other === name) === index)
