import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type SmallWorld, startSmallWorld } from '../../../fixtures/contract/openstack/testing/small-world.ts'
import { StackproofError } from '../../core/errors.ts'
import { look } from './look.ts'
import type { CloudOptions } from './options.ts'
import { purgeVerb } from './purge.ts'
import { ageOf } from './table.ts'
import { cloud as verb } from './verb.ts'

const NAME = 'sp-abc234-c01'

let world: SmallWorld
beforeAll(async () => {
  world = await startSmallWorld()
  vi.stubEnv('OS_CLIENT_CONFIG_FILE', world.file)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await world.close()
})

let printed: string[]
beforeEach(() => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation((text) => void printed.push(text))
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const run = async (action: string | undefined, options: CloudOptions = {}) => {
  const code = await verb('kaas', action, options)
  return { code, text: printed.join('\n') }
}

const networks = async () => (await world.cloud.network.networks.list()).map(({ name }) => name)

test('a look tells in one screen what the cloud is', async () => {
  const { code, text } = await run(undefined)
  expect(code).toBe(0)
  expect(text).toMatch(/^signed in +user .* in project .*, by password; roles member, load-balancer_member/m)
  expect(text).toMatch(/^compute +http.*\/compute\/v2\.1 +2\.1–2\.\d+, we speak 2\.79/m)
  expect(text).toMatch(/^load balancers +providers .*amphora.*ovn/m)
  expect(text).toMatch(/^network quota +.*port \d+\/\d+/m)
  expect(text).toMatch(/^SCS flavors +15 of 15 mandatory/m)
  expect(text).toMatch(/^external nets +ext01/m)
  expect(text).toMatch(/^image import +.*web-download/m)
  expect(text.split('\n').length).toBeLessThan(40)
})

test('a part that fails shows its error, the rest is told, and the exit code is 1', async () => {
  const broken = {
    ...world.cloud,
    available: () => world.cloud.available().filter((service) => service !== 'placement'),
    image: { ...world.cloud.image, importMethods: () => Promise.reject(new StackproofError('E_OPENSTACK', 'no luck')) },
  }
  expect(await look({ cloud: broken, signal: AbortSignal.timeout(10_000), options: { json: true } })).toBe(1)
  const { rows } = JSON.parse(printed.join('')) as { rows: { id: string; state: string; error?: object }[] }
  const states = Object.fromEntries(rows.map(({ id, state }) => [id, state]))
  expect(states).toMatchObject({ auth: 'ok', 'service.placement': 'absent', 'image-import': 'failed', flavors: 'ok' })
  expect(rows.find(({ id }) => id === 'image-import')!.error).toEqual({ message: 'no luck' })
})

test('an inventory says of each thing whose it is', async () => {
  const network = await world.cloud.network.networks.create({ name: NAME })
  try {
    const { code, text } = await run('inventory', { run: 'sp-abc234' })
    expect(code).toBe(0)
    expect(text).toMatch(new RegExp(`^network +${NAME} +${network.id} +\\S+ +ours +harness$`, 'm'))
    expect(text).toMatch(/^security_group +default .*service-owned/m)
    printed = []
    const { text: json } = await run('inventory', { json: true })
    expect(JSON.parse(json).items).toContainEqual(
      expect.objectContaining({ kind: 'network', name: NAME, ownership: 'foreign', rule: 'run-abc234' }),
    )
  } finally {
    await world.cloud.network.networks.delete(network.id)
  }
})

test.for([
  ['purge', {}, /expected --run ID or --all, got neither/],
  ['purge', { run: 'abc234', all: true }, /expected --run ID or --all, got both/],
  ['purge', { run: 'everything' }, /expected the id of a run/],
  ['inventory', { yes: true }, /expected no --yes for inventory/],
  [undefined, { all: true }, /expected no --all for a look/],
  ['purgge', {}, /expected inventory or purge, got purgge; did you mean purge\?/],
] as const)('%s with %j is refused before the cloud is asked', async ([action, options, message]) => {
  await expect(verb('no-such-cloud', action, options)).rejects.toMatchObject({
    code: 'E_USAGE',
    message: expect.stringMatching(message),
  })
})

test('a purge says what it would do, and does it with --yes', async () => {
  await world.cloud.network.networks.create({ name: NAME })
  await world.cloud.network.networks.create({ name: `${NAME}1` })
  const dry = await run('purge', { run: 'abc234' })
  expect(dry.code).toBe(0)
  expect(dry.text).toContain('2 to delete or let go; nothing was touched')
  expect(await networks()).toEqual(expect.arrayContaining([NAME, `${NAME}1`]))
  const done = await run('purge', { run: 'abc234', yes: true })
  expect(done.code).toBe(0)
  expect(done.text).toContain('2 deleted, 0 let go, 0 left')
  expect(await networks()).not.toContain(NAME)
})

test('what can’t be deleted is told with its reason, and the exit code is 4', async () => {
  const network = await world.cloud.network.networks.create({ name: NAME })
  const refuse = () =>
    Promise.reject(new StackproofError('E_OPENSTACK', 'got 403', { details: { status: 403, message: 'by policy' } }))
  const cloud = {
    ...world.cloud,
    network: { ...world.cloud.network, networks: { ...world.cloud.network.networks, delete: refuse } },
  }
  const options = { run: 'abc234', yes: true }
  expect(await purgeVerb({ cloud, signal: AbortSignal.timeout(10_000), options })).toBe(4)
  expect(printed.join('\n')).toContain(`left: network ${NAME} ${network.id} (ACTIVE, 1 attempts): got 403`)
  await world.cloud.network.networks.delete(network.id)
})

test('ages are short', () => {
  const now = Date.UTC(2026, 0, 10)
  const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  expect([undefined, before(5), before(300), before(5000)].map((at) => ageOf(at, now))).toEqual(['–', '5m', '5h', '3d'])
})
