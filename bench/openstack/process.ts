import { spawn } from 'node:child_process'
import { StackproofError } from '../../lib/core/errors.ts'

export interface Finished {
  stdout: string
  stderr: string
  /** From before the process is made until it has ended. */
  wallMs: number
  /** When that began, milliseconds of the epoch with fractions. */
  startedAt: number
}

export interface Command {
  command: string
  args: readonly string[]
  env?: Readonly<Record<string, string>>
  /** What the process reads; secrets go here, never into the arguments. */
  input?: string
  cwd?: string
}

/** Runs one program to its end. Throws `E_PROCESS` with the end of its stderr where it fails. */
export const runProcess = ({ command, args, env = {}, input = '', cwd }: Command): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(command, args, {
      env: { ...inherited(), ...env },
      ...(cwd !== undefined && { cwd }),
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', (cause) => reject(failed(command, cause.message, cause)))
    child.on('close', (code) => {
      const wallMs = performance.now() - start
      if (code === 0) resolve({ stdout, stderr, wallMs, startedAt: performance.timeOrigin + start })
      else reject(failed(command, `exit code ${code}: ${stderr.slice(-600)}`))
    })
    // A program that doesn't read its input to the end says why on stderr.
    child.stdin.on('error', () => {}).end(input)
  })

// Variables of the caller's own cloud or proxy would be heard by some of the programs and not by others.
const inherited = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^OS_|_proxy$|^REQUESTS_CA_BUNDLE$|^SSL_CERT_|^NODE_OPTIONS$/i.test(name),
    ),
  )

const failed = (command: string, got: string, cause?: Error) =>
  new StackproofError('E_PROCESS', `expected ${command} to succeed, got ${got}`, cause === undefined ? {} : { cause })
