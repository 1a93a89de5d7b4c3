import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { acceleratedClock } from '../core/clock.ts'
import { createRedactor } from '../core/redact.ts'
import { temporaryFolder } from '../kubernetes/testing/folder.ts'
import { runTool } from './run-tool.ts'
import type { ToolLine, ToolRun } from './types.ts'

const CANARY = 'canary-5ecret-value'
const redactor = createRedactor([CANARY])

const node = (script: string, rest: Partial<ToolRun> = {}): ToolRun => ({
  tool: process.execPath,
  args: ['-e', script],
  redactor,
  timeoutMs: 15_000,
  ...rest,
})

const isAlive = (pid: number) => {
  try {
    // A zombie that its reaper hasn't collected yet is as dead as it gets.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const untilDead = async (pid: number) => {
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(20)
  return !isAlive(pid)
}

test('Output of both streams, exit code and duration are returned', async () => {
  const result = await runTool(node('console.log("out\\nmore"); console.error("err")'))
  expect(result).toMatchObject({ stdout: 'out\nmore', stderr: 'err', exitCode: 0 })
  expect(result.durationMs).toBeGreaterThan(0)
})

test('Standard input reaches the tool', async () => {
  const result = await runTool(node('process.stdin.pipe(process.stdout)', { input: 'some: yaml' }))
  expect(result.stdout).toBe('some: yaml')
})

test('With a clean environment a tool sees nothing of ours', async () => {
  process.env.STACKPROOF_CANARY = 'inherited'
  const env = { PATH: '/usr/bin:/bin', OWN: 'yes' }
  const { stdout } = await runTool(node('console.log(JSON.stringify(process.env))', { env, cleanEnv: true }))
  expect(JSON.parse(stdout)).toMatchObject(env)
  expect(stdout).not.toContain('inherited')
})

test('Without input standard input is at its end', async () => {
  const result = await runTool(node('process.stdin.on("end", () => console.log("end")).resume()'))
  expect(result.stdout).toBe('end')
})

test('Lines are told as they come, with secrets masked, while the result keeps them', async () => {
  const lines: ToolLine[] = []
  const script = `console.log("password ${CANARY}")`
  const { stdout } = await runTool(node(script, { onLine: (line) => lines.push(line) }))
  expect(lines).toEqual([{ from: 'stdout', text: 'password •••' }])
  expect(stdout).toContain(CANARY)
})

test('A directory put first on PATH wins', async () => {
  const path = temporaryFolder()
  writeFileSync(join(path, 'kind'), '#!/bin/sh\necho rehearsed\n', { mode: 0o755 })
  const result = await runTool({ tool: 'kind', args: [], path, redactor, timeoutMs: 15_000 })
  expect(result.stdout).toBe('rehearsed')
})

test('A failing tool throws its redacted command, exit code and last twenty lines', async () => {
  const script = 'for (let i = 0; i < 30; i++) console.error("line", i, process.argv[1]); process.exitCode = 3'
  const error = await runTool({ ...node(''), args: ['-e', script, CANARY] }).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_PROCESS', details: { exitCode: 3, timedOut: false } })
  expect(error.message).toMatch(/^expected `.*` to succeed, got exit code 3 after .*: line 29 •••$/)
  expect(error.details.tail).toHaveLength(20)
  expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain(CANARY)
})

test('A tool that is not on PATH throws E_TOOL_MISSING with a hint', async () => {
  const run = runTool({ tool: 'no-such-tool-here', args: [], redactor, timeoutMs: 1000 })
  await expect(run).rejects.toMatchObject({ code: 'E_TOOL_MISSING', hint: expect.stringContaining('PATH') })
})

test('A missing working directory is not mistaken for a missing tool', async () => {
  const run = runTool(node('1', { cwd: '/no/such/directory' }))
  await expect(run).rejects.toMatchObject({ code: 'E_PROCESS' })
})

test('A tool that runs longer than its time limit is ended', async () => {
  const error = await runTool(node('setInterval(() => {}, 1000)', { timeoutMs: 300 })).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'E_PROCESS', details: { timedOut: true, signal: 'SIGTERM' } })
  expect(error.message).toContain('no end within 300ms')
})

test('The time limit is one of the given clock', async () => {
  const clock = acceleratedClock({ epochMs: 0, wallMs: Date.now(), scale: 1000 })
  const run = runTool(node('setInterval(() => {}, 1000)', { timeoutMs: 300_000, clock }))
  await expect(run).rejects.toMatchObject({ code: 'E_PROCESS', details: { timedOut: true } })
})

test('An abort ends the whole process tree and rejects with the reason of the signal', async () => {
  const controller = new AbortController()
  const grandchild = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })`
  const script = `console.log(${grandchild}.pid); setInterval(() => {}, 1000)`
  let pid = 0
  const onLine = ({ text }: ToolLine) => {
    pid = Number(text)
    controller.abort(new Error('enough'))
  }
  await expect(runTool(node(script, { onLine, signal: controller.signal }))).rejects.toThrow('enough')
  expect(pid).toBeGreaterThan(0)
  expect(await untilDead(pid)).toBe(true)
})

test('A tree that ignores SIGTERM is killed after the grace time', async () => {
  const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
  const child = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { stdio: "ignore" })`
  let pid = 0
  const onLine = ({ text }: ToolLine) => {
    pid = Number(text)
  }
  const script = `console.log(${child}.pid); ${stubborn}`
  const run = runTool(node(script, { onLine, timeoutMs: 800, forceKillAfterMs: 200 }))
  await expect(run).rejects.toMatchObject({ code: 'E_PROCESS', details: { timedOut: true, signal: 'SIGKILL' } })
  expect(await untilDead(pid)).toBe(true)
})

test.runIf(process.platform === 'linux')('A child in a session of its own is ended with its tool', async () => {
  const escaped = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'
  const options = '{ stdio: "ignore", detached: true }'
  const script = `const c = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(escaped)}], ${options}); c.unref(); console.log(c.pid); setInterval(() => {}, 1000)`
  let pid = 0
  const onLine = ({ text }: ToolLine) => {
    pid = Number(text)
  }
  const run = runTool(node(script, { onLine, timeoutMs: 800, forceKillAfterMs: 200 }))
  await expect(run).rejects.toMatchObject({ code: 'E_PROCESS', details: { timedOut: true } })
  expect(pid).toBeGreaterThan(0)
  expect(isAlive(pid)).toBe(false)
})

test('A signal that is already aborted starts nothing', async () => {
  const signal = AbortSignal.abort(new Error('never'))
  await expect(runTool(node('console.log(1)', { signal }))).rejects.toThrow('never')
})
