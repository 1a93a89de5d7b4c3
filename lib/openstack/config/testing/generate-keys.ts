import type { CaseFiles } from './certificate-files.ts'
import type { Random } from './random.ts'
import { type Pairs, word, type Yaml } from './write-yaml.ts'

const PREFIXES = [
  'identity',
  'compute',
  'network',
  'image',
  'block_storage',
  'volumev3',
  'volumev2',
  'volume',
  'block_store',
  'load_balancer',
  'placement',
]

type Maker = (random: Random) => Yaml

const url: Maker = (random) =>
  random.chance(0.05)
    ? 'service.example'
    : random.pick(['https://service.example/v2', "'http://service.example/%(project_id)s'"])
const count: Maker = (random) => random.pick(['0', '3', '5', '"7"', '010'])
const face: Maker = (random) =>
  random.pick(['public', 'internal', 'admin', 'publicURL', { list: ['internal', 'public'] }])

const SUFFIXES: readonly [string, Maker][] = [
  ['endpoint_override', url],
  ['endpoint', url],
  ['interface', face],
  ['endpoint_type', face],
  ['region_name', (random) => random.pick(['RegionOne', 'RegionTwo', '5'])],
  ['api_version', (random) => random.pick(['2', '2.79', '2.80', '3.0', "'2.79'", 'latest', '"2.1"', '3'])],
  ['default_microversion', (random) => random.pick(['2.79', "'2.80'", '3.70'])],
  ['service_type', word],
  ['service_name', word],
  ['connect_retries', count],
  ['status_code_retries', count],
]

const LIMITS = ['compute', 'network', 'block-storage', 'block_storage', 'volumev3', 'image']

/** Keys of an entry beside those of `auth`: TLS, regions, services, and some that nobody reads. */
export const generateKeys = (random: Random, files: CaseFiles): Pairs => [
  ...general(random),
  ...tls(random, files),
  ...regions(random),
  ...services(random),
]

const general = (random: Random): Pairs =>
  random.some<[string, Yaml]>(
    [
      ['interface', face(random)],
      ['endpoint_type', face(random)],
      ['api_timeout', random.pick(['30', '2.5', '"60"'])],
      ['identity_api_version', '3'],
      ['connect_retries', count(random)],
      ['status_code_retries', count(random)],
      ['volume_api_version', '3'],
      ['disable_vendor_agent', [['vm_mode', 'hvm']]],
      ['comment', word(random)],
      ['rate_limit', limits(random)],
      ['concurrency', limits(random)],
      ['has_load_balancer', random.pick(['true', 'false', 'no'])],
      ['compute_timeout', '12'],
    ],
    0.07,
  )

const limits = (random: Random): Yaml =>
  random.chance(0.2) ? '4' : random.some(LIMITS, 0.3).map((type): [string, Yaml] => [type, random.pick(['5', '10'])])

const tls = (random: Random, { ca, cert, key }: CaseFiles): Pairs =>
  random.some<[string, Yaml]>(
    [
      ['verify', random.pick(['true', 'false', 'no', 'off', 'yes', '"false"', '0'])],
      ['insecure', random.pick(['true', 'false', '"True"', '"yes"', 'yes'])],
      ['cacert', random.chance(0.95) ? ca : '/no/such/file.pem'],
      ['cert', cert],
      ['key', key],
    ],
    0.08,
  )

const regions = (random: Random): Pairs => {
  const kind = random.next()
  if (kind < 0.4) return [['region_name', random.pick(['RegionOne', 'RegionTwo', 'RegionOne,RegionTwo', '7'])]]
  if (kind < 0.55) return [['regions', { list: regionList(random) }]]
  return kind < 0.58
    ? [
        ['regions', { list: regionList(random) }],
        ['region_name', 'RegionTwo'],
      ]
    : []
}

const regionList = (random: Random): Yaml[] => [
  random.chance(0.5)
    ? 'RegionOne'
    : [
        ['name', 'RegionOne'],
        ['values', values(random)],
      ],
  random.chance(0.02)
    ? [
        ['name', 'RegionTwo'],
        ['strange', 'x'],
      ]
    : 'RegionTwo',
]

const values = (random: Random): Yaml => [
  ['interface', face(random)],
  ...(random.chance(0.05) ? ([['auth', [['project_id', 'of-region']]]] as Pairs) : []),
]

const services = (random: Random): Pairs =>
  Array.from({ length: Math.floor(random.next() * 4) }, (): [string, Yaml] => {
    const [suffix, make] = random.pick(SUFFIXES)
    return [`${random.pick(PREFIXES)}_${suffix}`, make(random)]
  })
