import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type SmallWorld, startSmallWorld } from '../../../fixtures/contract/openstack/testing/small-world.ts'
import { type FaultProxy, startFaultProxy } from '../../../fixtures/fault-proxy/proxy.ts'
import { DEFAULT_INTERVALS } from '../../config/intervals.ts'
import { acceleratedClock } from '../../core/clock.ts'
import { runMark } from '../../core/ids.ts'
import { SERVICE_TYPES } from '../../openstack/catalog/service-types.ts'
import { connectOpenStack } from '../../openstack/connect.ts'
import type { OpenStack } from '../../openstack/types.ts'
import { LEDGER_FILE, openLedger } from '../ledger.ts'
import { aliveIn } from '../ledger-state.ts'
import { PLAN_FILE, readRun } from '../read.ts'
import { PRIVATE, type RunSetting, settingFile } from '../setting.ts'
import { LEFTOVERS_FILE, reapRun } from './reap.ts'

const MINUTE = 60_000
let world: SmallWorld
let proxy: FaultProxy

beforeAll(async () => {
  world = await startSmallWorld()
  proxy = await startFaultProxy({ upstreams: [{ origin: world.served.url }] })
})
afterAll(async () => {
  await proxy.close()
  await world.close()
})

let runs = 0

/** A run that has died: its folder, and a session that writes its ledger. */
const startRun = async () => {
  const run = `aaaaa${'bcdefghjkm'[runs++]}`
  const dir = mkdtempSync(join(tmpdir(), 'reap-'))
  mkdirSync(join(dir, PRIVATE))
  const clock = { epochMs: world.clock.now(), wallMs: Date.now(), scale: world.clock.scale }
  const cloudsFile = await throughProxy(dir)
  const setting: Partial<RunSetting> = {
    ...{
      run,
      dir,
      clock,
      cloudsFile,
      environment: 'real',
      startedWallMs: Date.now(),
      slack: 1,
      toolPath: null,
      toolEnv: {},
    },
    ...{ intervals: DEFAULT_INTERVALS, managementKubeconfig: join(dir, 'none'), resume: null },
  }
  writeFileSync(settingFile(dir), JSON.stringify(setting))
  writeFileSync(
    join(dir, PLAN_FILE),
    JSON.stringify({ clouds: [{ name: 'kaas', kind: 'real' }], cells: [{ id: 'c', index: 1 }] }),
  )
  const ledger = openLedger({ dir, run, clock: acceleratedClock(clock), cell: 'c' })
  const cloud = await connectOpenStack({ cloud: 'kaas', file: world.file, clock: world.clock, recorder: ledger })
  return { run, dir, ledger, cloud, name: `${runMark(run)}-c01` }
}

/** The same cloud with every endpoint behind the proxy. */
const throughProxy = async (dir: string): Promise<string> => {
  const file = join(dir, 'clouds.yaml')
  const { clouds } = parse(readFileSync(world.file, 'utf8'))
  for (const service of SERVICE_TYPES) {
    const { url } = await world.cloud.version(service)
    clouds.kaas[`${service.replaceAll('-', '_')}_endpoint_override`] = proxy.through(url)
  }
  clouds.kaas.auth.auth_url = proxy.through(clouds.kaas.auth.auth_url)
  writeFileSync(file, stringify({ clouds }))
  return file
}

const reap = async (dir: string, signal = new AbortController().signal) => {
  const said: string[] = []
  const result = await reapRun({ dir, trigger: 'death', kept: [], say: (text) => void said.push(text), signal })
  proxy.clear()
  return { ...result, said: said.join('\n') }
}

const makeNetwork = async (cloud: OpenStack, name: string) => {
  const network = await cloud.network.networks.create({ name })
  const subnet = await cloud.network.subnets.create({
    name,
    network_id: network.id,
    ip_version: 4,
    cidr: '10.9.0.0/24',
  })
  return { network, subnet }
}

test('what the ledger and the names prove is removed, what only looks like it stays', { timeout: MINUTE }, async () => {
  const { cloud, dir, name, run } = await startRun()
  await makeNetwork(cloud, name)
  const group = await cloud.network.securityGroups.create({ name: `k8s-cluster-${name}-${name}-secgroup-worker` })
  await cloud.network.securityGroupRules.create({ security_group_id: group.id, direction: 'ingress', protocol: 'tcp' })
  const stranger = await world.cloud.network.networks.create({ name: `${runMark(run)}x-c01` })
  const result = await reap(dir)
  expect(result).toMatchObject({ left: [], problems: [] })
  expect(result.reaped.map(({ kind }) => kind).sort()).toEqual(['network', 'security_group', 'subnet'])
  expect(result.reaped.find(({ id }) => id === group.id)).toMatchObject({ cell: 'c', reapedBy: 'janitor' })
  expect((await world.cloud.network.networks.get(stranger.id)).id).toBe(stranger.id)
  await world.cloud.network.networks.delete(stranger.id)
  const { journal, ledger } = readRun(dir)
  expect(aliveIn(ledger)).toEqual([])
  expect(journal.map(({ type }) => type)).toEqual(['janitor.started', 'janitor.finished'])
  expect(JSON.parse(readFileSync(join(dir, LEFTOVERS_FILE), 'utf8'))).toMatchObject({ run, trigger: 'death', left: [] })
})

test('what the cloud finishes three minutes after it was asked is found and removed', { timeout: MINUTE }, async () => {
  const { cloud, dir, name, ledger } = await startRun()
  ledger.intent({ kind: 'network', name, scope: cloud.projectId, via: 'POST /v2.0/networks' })
  const late = world.clock.sleep(3 * MINUTE).then(() => world.cloud.network.networks.create({ name }))
  const result = await reap(dir)
  expect(result.said).toContain(`never answered: network ${name}`)
  expect(result.reaped).toMatchObject([{ kind: 'network', id: (await late).id, rule: 'ledger' }])
})

test('what was announced and never made holds nothing up for ever', { timeout: MINUTE }, async () => {
  const { cloud, dir, name, ledger } = await startRun()
  ledger.intent({ kind: 'network', name, scope: cloud.projectId, via: 'POST /v2.0/networks' })
  expect(await reap(dir)).toMatchObject({ reaped: [], left: [], problems: [] })
  expect(aliveIn(readRun(dir).ledger)).toEqual([])
})

test('a deletion that is refused for a while is repeated', { timeout: MINUTE }, async () => {
  const { cloud, dir, name } = await startRun()
  const { network } = await makeNetwork(cloud, name)
  const refusal = {
    NeutronError: { type: 'NetworkInUse', message: 'Unable to complete operation on network', detail: '' },
  }
  proxy.rule({
    method: 'DELETE',
    path: new RegExp(network.id),
    times: 4,
    fault: { kind: 'answer', answer: { status: 409, body: refusal } },
  })
  expect(await reap(dir)).toMatchObject({ left: [], problems: [] })
})

test('what can never be deleted is told with its reason, and everything else goes', { timeout: MINUTE }, async () => {
  const { cloud, dir, name } = await startRun()
  const { network } = await makeNetwork(cloud, name)
  const port = await cloud.network.ports.create({ name, network_id: network.id })
  const group = await cloud.network.securityGroups.create({ name: `${name}-group` })
  const error = { NeutronError: { type: 'HTTPForbidden', message: 'disallowed by policy', detail: '' } }
  proxy.rule({
    method: 'DELETE',
    path: new RegExp(port.id),
    fault: { kind: 'answer', answer: { status: 403, body: error } },
  })
  const { left, reaped } = await reap(dir)
  expect(left.find(({ id }) => id === port.id)).toMatchObject({
    kind: 'port',
    state: 'leaked',
    reason: expect.stringContaining('disallowed'),
  })
  expect(reaped.map(({ id }) => id)).toContain(group.id)
  expect(aliveIn(readRun(dir).ledger).map(({ id }) => id)).toContain(port.id)
  expect((await reap(dir)).left).toEqual([])
})

test('a cloud that is gone for five minutes is waited for', { timeout: MINUTE }, async () => {
  const { cloud, dir, name } = await startRun()
  await makeNetwork(cloud, name)
  proxy.rule({ fault: { kind: 'reset' } })
  void world.clock.sleep(5 * MINUTE).then(() => proxy.clear())
  expect(await reap(dir)).toMatchObject({ left: [], problems: [] })
})

test('what was removed before a cloud went away is told, though the work had to begin anew', {
  timeout: MINUTE,
}, async () => {
  const { cloud, dir, name } = await startRun()
  const { network } = await makeNetwork(cloud, name)
  const gone = new RegExp(`networks/${network.id}`)
  proxy.rule({ method: 'DELETE', path: gone, times: 1, fault: { kind: 'delay', ms: 1 } })
  // The look after the deletion is the first one that finds no cloud.
  const watch = setInterval(() => {
    if (proxy.asked('DELETE', gone).length === 0) return
    clearInterval(watch)
    proxy.rule({ method: 'GET', path: /rbac-policies/, times: 30, fault: { kind: 'reset' } })
  }, 1)
  const { left, problems, reaped } = await reap(dir)
  expect({ left, problems }).toEqual({ left: [], problems: [] })
  expect(reaped.map(({ kind }) => kind).sort()).toEqual(['network', 'subnet'])
})

test('a credential that was revoked is told as what could not be looked at', { timeout: MINUTE }, async () => {
  const { cloud, dir, name } = await startRun()
  const { network } = await makeNetwork(cloud, name)
  const error = {
    error: { code: 401, title: 'Unauthorized', message: 'The request you have made requires authentication.' },
  }
  proxy.rule({ fault: { kind: 'answer', answer: { status: 401, body: error } } })
  const { problems, left } = await reap(dir)
  expect(problems).toEqual([expect.stringContaining('cloud kaas could not be cleaned')])
  expect(left).toEqual([])
  expect(aliveIn(readRun(dir).ledger).map(({ id }) => id)).toContain(network.id)
  expect(await reap(dir)).toMatchObject({ problems: [], left: [] })
})

test('a ledger whose last line was cut off is mended and nothing of it is lost', { timeout: MINUTE }, async () => {
  const { cloud, dir, name } = await startRun()
  await makeNetwork(cloud, name)
  appendFileSync(join(dir, LEDGER_FILE), '{"seq":"1.9","t":"2026","op":"inte')
  expect((await reap(dir)).reaped.map(({ kind }) => kind).sort()).toEqual(['network', 'subnet'])
  expect(aliveIn(readRun(dir).ledger)).toEqual([])
})

test('a janitor that is told to stop says what it was doing and leaves the ledger as it is', {
  timeout: MINUTE,
}, async () => {
  const { cloud, dir, name } = await startRun()
  const { network } = await makeNetwork(cloud, name)
  proxy.rule({ fault: { kind: 'hang' } })
  await expect(reap(dir, AbortSignal.timeout(300))).rejects.toThrow(/timeout/i)
  proxy.clear()
  expect(existsSync(join(dir, LEFTOVERS_FILE))).toBe(false)
  expect(aliveIn(readRun(dir).ledger).map(({ id }) => id)).toContain(network.id)
  expect((await reap(dir)).left).toEqual([])
})
