import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { identifyProcess, isAlive } from './process-identity.ts'

test('A process is told from a later one of its number, and gone once it has ended', async () => {
  const child = spawn('sleep', ['60'])
  const identity = identifyProcess(child.pid!)!
  expect(isAlive(identity)).toBe(true)
  expect(isAlive({ ...identity, started: '1' })).toBe(false)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(identity)).toBe(false)
})

// Its first thread ends alone, as in the middle of the end of any process with several.
const HALF_DEAD = `
import ctypes, threading, time
threading.Thread(target=time.sleep, args=(60,)).start()
ctypes.CDLL(None).syscall(60, 0)
`

const PYTHON = '/usr/bin/python3'
const canTell = process.platform === 'linux' && process.arch === 'x64' && existsSync(PYTHON)

test('A process whose first thread is a zombie lives as long as others of its threads', async ({ skip }) => {
  skip(!canTell, 'it takes Python on Linux for x64 to end a first thread alone')
  const child = spawn(PYTHON, ['-c', HALF_DEAD])
  const stat = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /s, '')
  await expect.poll(stat, { timeout: 5000 }).toMatch(/^Z/)
  const identity = identifyProcess(child.pid!)!
  expect(isAlive(identity)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(identity)).toBe(false)
})
