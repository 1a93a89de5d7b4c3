import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LOCK_FILE, lockHolder, takeLock } from './lock.ts'
import { identifyProcess, isAlive } from './process-identity.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'lock-'))

test('a lock is held until it is released', () => {
  const dir = folder()
  const lock = takeLock(dir, 'run')
  expect(lockHolder(dir)).toMatchObject({ pid: process.pid, host: hostname(), role: 'run' })
  expect(() => takeLock(dir, 'janitor')).toThrow(expect.objectContaining({ code: 'E_LOCKED' }))
  lock.release()
  expect(lockHolder(dir)).toBeUndefined()
  takeLock(dir, 'janitor').release()
})

test('the lock of a process that was killed is taken over', async () => {
  const dir = folder()
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('spawn', resolve))
  const holder = { ...identifyProcess(child.pid!)!, host: hostname(), role: 'run', since: 'then' }
  writeFileSync(join(dir, LOCK_FILE), JSON.stringify(holder))
  expect(() => takeLock(dir, 'resume')).toThrow(/run at work on it \(pid \d+/)
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const lock = takeLock(dir, 'resume')
  expect(JSON.parse(readFileSync(join(dir, LOCK_FILE), 'utf8'))).toMatchObject({ role: 'resume', pid: process.pid })
  lock.release()
})

test('a later process with the number of the holder is not the holder', () => {
  const dir = folder()
  writeFileSync(
    join(dir, LOCK_FILE),
    JSON.stringify({ pid: process.pid, started: '1', host: hostname(), role: 'run', since: 'then' }),
  )
  expect(lockHolder(dir)).toBeUndefined()
  takeLock(dir, 'run').release()
})

test('of a holder on another host nobody here can tell, so the lock stands', () => {
  const dir = folder()
  writeFileSync(
    join(dir, LOCK_FILE),
    JSON.stringify({ pid: 1, started: '1', host: 'elsewhere', role: 'run', since: 'then' }),
  )
  expect(() => takeLock(dir, 'run')).toThrow(
    expect.objectContaining({ code: 'E_LOCKED', hint: expect.stringContaining('delete') }),
  )
})

test('a folder that is not there is told with its name', () => {
  expect(() => takeLock('/nonexistent/run', 'run')).toThrow(/nonexistent/)
})

test('a process is told from a dead one', () => {
  const own = identifyProcess(process.pid)!
  expect(isAlive(own)).toBe(true)
  expect(isAlive({ ...own, started: '0' })).toBe(false)
  expect(identifyProcess(2 ** 22 + 1)).toBeUndefined()
})
