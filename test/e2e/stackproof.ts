import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when the text has been on stderr. */
  said(text: string): Promise<void>
}

/** Runs the real command line in a process of its own. */
export const startStackproof = (
  args: readonly string[],
  { cwd = ROOT, wrap = [] }: { cwd?: string; wrap?: readonly string[] } = {},
): Running => {
  const flags = ['--disable-warning=ExperimentalWarning', join(ROOT, 'lib/cli/main.ts')]
  const [command, ...rest] = [...wrap, process.execPath, ...flags, ...args] as [string, ...string[]]
  const child = spawn(command, rest, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'stackproof-test-compile-cache'), ...process.env },
  })
  const out = { stdout: '', stderr: '' }
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...out })))
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!out.stderr.includes(text)) return
        child.stderr!.off('data', look)
        resolve()
      }
      child.stderr!.on('data', look)
      void ended.then(() => reject(new Error(`the process ended without saying ${text}:\n${out.stderr}`)))
      look()
    })
  return { child, ended, said }
}

export const stackproof = (...args: string[]): Promise<Ended> => startStackproof(args).ended

/** A folder for run folders. */
export const runsFolder = (): string => mkdtempSync(join(tmpdir(), 'stackproof-runs-'))

/** The one run folder in it. */
export const onlyRun = (runs: string): string => join(runs, readdirSync(runs)[0]!)
