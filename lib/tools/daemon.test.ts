import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { type DaemonRun, daemonSince, findDaemon, startDaemon, stopDaemon } from './daemon.ts'

const GRACE_MS = 300
let folder: string
let pidFile: string
let logFile: string

beforeEach(() => {
  folder = temporaryFolder()
  pidFile = join(folder, 'one.pid')
  logFile = join(folder, 'one.log')
})
afterEach(() => stopDaemon(pidFile, GRACE_MS))

const start = (script: string, rest: Partial<DaemonRun> = {}) =>
  startDaemon({ command: ['/bin/sh', '-c', script], env: { PATH: '/usr/bin:/bin' }, logFile, pidFile, ...rest })

const untilLogged = async (text: string) => {
  for (let i = 0; i < 300 && !(existsSync(logFile) && readFileSync(logFile, 'utf8').includes(text)); i++)
    await sleep(10)
  return readFileSync(logFile, 'utf8')
}

const statOf = (pid: number) =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')

test('A daemon gets exactly the environment that it is given, and both of its streams reach its log', async () => {
  process.env.STACKPROOF_CANARY = 'inherited'
  await start('env; echo complaint >&2; sleep 60', { env: { PATH: '/usr/bin:/bin', OWN: 'yes' } })
  const log = await untilLogged('complaint')
  expect(log).toContain('OWN=yes')
  expect(log).not.toContain('inherited')
})

test('A daemon leads a session of its own, so that the end of its starter is none of its business', async () => {
  const pid = await start('sleep 60')
  const [, , group, session] = statOf(pid)
  expect([Number(group), Number(session)]).toEqual([pid, pid])
})

test('One that runs is found by its pid file and not started again', async () => {
  const before = Date.now()
  const pid = await start('sleep 60')
  expect(await start('sleep 60')).toBe(pid)
  expect(findDaemon(pidFile)).toBe(pid)
  expect(daemonSince(pidFile)).toBeGreaterThanOrEqual(before)
})

test('A process that got the same number later, or in another boot, is not taken for it', async () => {
  await start('sleep 60')
  const noted = readFileSync(pidFile, 'utf8')
  for (const [field, other] of [
    ['started', '1'],
    ['boot', 'another'],
  ] as const) {
    writeFileSync(pidFile, JSON.stringify({ ...JSON.parse(noted), [field]: other }))
    expect(findDaemon(pidFile)).toBeUndefined()
  }
  writeFileSync(pidFile, noted)
})

test('Stopping ends it and forgets it', async () => {
  const pid = await start('exec sleep 60')
  await stopDaemon(pidFile, GRACE_MS)
  expect(findDaemon(pidFile)).toBeUndefined()
  expect(existsSync(pidFile)).toBe(false)
  expect(existsSync(`/proc/${pid}`) && statOf(pid)[0] !== 'Z').toBe(false)
})

test('One that ignores SIGTERM, and what it has started, are killed after their grace', async () => {
  await start('trap "" TERM; sleep 60 & echo child $!; wait; sleep 60')
  const child = Number(/child (\d+)/.exec(await untilLogged('child'))![1])
  await stopDaemon(pidFile, GRACE_MS)
  expect(findDaemon(pidFile)).toBeUndefined()
  await expect.poll(() => existsSync(`/proc/${child}`) && statOf(child)[0] !== 'Z').toBe(false)
})

test('Stopping what never ran, and what has ended by itself, is nothing', async () => {
  await stopDaemon(join(folder, 'none.pid'), GRACE_MS)
  await start('true')
  await expect.poll(() => findDaemon(pidFile)).toBeUndefined()
  await stopDaemon(pidFile, GRACE_MS)
})

test('A program that is not there is named, without its arguments', async () => {
  const run = start('', { command: ['no-such-program-here', 'hunter2-secret'] })
  await expect(run).rejects.toMatchObject({ code: 'E_TOOL_MISSING', message: /no-such-program-here.*ENOENT/ })
  await expect(run).rejects.not.toThrow(/hunter2/)
})
