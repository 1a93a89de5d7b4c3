import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { type Clock, systemClock } from '../core/clock.ts'
import { anySignal } from '../core/signals.ts'
import { endGroup } from './process-group.ts'
import { endStrays, TOOL_RUN_VARIABLE } from './strays.ts'
import { missingTool, type RawResult, toolFailure } from './tool-error.ts'
import { createLineTap } from './tool-lines.ts'
import type { ToolResult, ToolRun } from './types.ts'

/** SIGTERM first; kind and helm clean up after themselves when they are given a moment. Milliseconds of the wall. */
const FORCE_KILL_AFTER_MS = 5000

/**
 * Runs a program to its end. Abort and time limit end its whole process tree.
 * Throws `E_TOOL_MISSING` when it isn't found, `E_PROCESS` when it fails, or the signal's reason.
 */
export const runTool = async (run: ToolRun): Promise<ToolResult> => {
  run.signal?.throwIfAborted()
  const { clock = systemClock } = run
  const limit = startLimit(clock, run.timeoutMs)
  const tap = createLineTap(run.redactor, run.onLine)
  const started = clock.now()
  try {
    const result = await execute(run, tap.stdout, tap.stderr, anySignal(run.signal, limit.signal))
    const durationMs = Math.round(clock.now() - started)
    if (!result.failed) return { stdout: result.stdout, stderr: result.stderr, exitCode: 0, durationMs }
    run.signal?.throwIfAborted()
    if (isMissing(run, result)) throw missingTool(run.tool, result)
    throw toolFailure(run, result, { timedOut: limit.signal.aborted, durationMs, tail: tap.tail() })
  } finally {
    limit.stop()
  }
}

type Tap = (line: unknown) => Generator<unknown>

const execute = async (run: ToolRun, stdout: Tap, stderr: Tap, cancelSignal: AbortSignal | undefined) => {
  const { execa } = await import('execa')
  const mark = randomUUID()
  const forceKillAfterDelay = run.forceKillAfterMs ?? FORCE_KILL_AFTER_MS
  const child = execa(run.tool, run.args, {
    ...(run.cwd !== undefined && { cwd: run.cwd }),
    ...(run.input === undefined ? { stdin: 'ignore' as const } : { input: run.input }),
    ...(cancelSignal !== undefined && { cancelSignal }),
    env: { ...environment(run), [TOOL_RUN_VARIABLE]: mark },
    extendEnv: run.cleanEnv !== true,
    stdout,
    stderr,
    reject: false,
    killDescendants: true,
    forceKillAfterDelay,
  })
  const result: RawResult = await child
  // The leader may be gone while a child of it that holds none of our pipes lives on.
  if (cancelSignal?.aborted)
    await Promise.all([endGroup(child.pid, forceKillAfterDelay), endStrays(mark, forceKillAfterDelay)])
  return result
}

const environment = ({ path, env }: ToolRun): Record<string, string> => {
  const base = env?.PATH ?? process.env.PATH ?? ''
  return { ...env, ...(path !== undefined && { PATH: `${path}${delimiter}${base}` }) }
}

const isMissing = ({ cwd }: ToolRun, { code }: RawResult) =>
  (code === 'ENOENT' && (cwd === undefined || existsSync(cwd))) || code === 'EACCES'

const startLimit = (clock: Clock, timeoutMs: number) => {
  const limit = new AbortController()
  const waiting = new AbortController()
  clock.sleep(timeoutMs, waiting.signal).then(
    () => limit.abort(),
    () => {},
  )
  return { signal: limit.signal, stop: () => waiting.abort() }
}
