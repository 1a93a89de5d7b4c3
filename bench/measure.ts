import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLI = fileURLToPath(new URL('../lib/cli/main.ts', import.meta.url))
const SAMPLE_EVERY_MS = 250

export interface Measured {
  wallMs: number
  /** Until the first byte on stdout or stderr. */
  firstByteMs: number
  /** Peak of the proportional set size over the whole process tree, MiB; null where /proc has no such figure. */
  peakMib: number | null
  code: number | null
  stdout: string
}

/** Runs the command line once as a whole process tree. */
export const measure = (args: readonly string[]): Promise<Measured> =>
  new Promise((resolve) => {
    const start = performance.now()
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { NODE_COMPILE_CACHE: join(tmpdir(), 'stackproof-bench-compile-cache'), ...process.env },
    })
    let firstByteMs = Number.NaN
    let stdout = ''
    let peak = 0
    const note = () => {
      if (Number.isNaN(firstByteMs)) firstByteMs = performance.now() - start
    }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      note()
      stdout += text
    })
    child.stderr.on('data', note)
    const sampler = setInterval(() => {
      peak = Math.max(peak, treeMib(child.pid!))
    }, SAMPLE_EVERY_MS)
    child.on('close', (code) => {
      clearInterval(sampler)
      resolve({
        wallMs: performance.now() - start,
        firstByteMs,
        peakMib: peak === 0 ? null : Math.round(peak),
        code,
        stdout,
      })
    })
  })

/** The middle one of several runs. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

// Pages that processes share count once in all, so the sum is what the machine has to have.
const treeMib = (root: number): number => {
  if (!existsSync('/proc/self/smaps_rollup')) return 0
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), parentOf(Number(pid))]),
  )
  return [...parents.keys()].filter((pid) => descends(pid, root, parents)).reduce((sum, pid) => sum + pssMib(pid), 0)
}

const descends = (pid: number, root: number, parents: ReadonlyMap<number, number>): boolean => {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true
  return false
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(readOr(`/proc/${pid}/status`))?.[1] ?? 0)
const pssMib = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(readOr(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024

const readOr = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
