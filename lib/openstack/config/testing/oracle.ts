import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('oracle.py', import.meta.url))
// The one of the distribution's packages before one of a virtual environment, which has seldom got the SDK.
const INTERPRETERS = ['/usr/bin/python3', 'python3']

/** What openstacksdk makes of the same files. */
export interface Oracle {
  version: string
  /** Answers in the order of the questions. */
  ask(cases: readonly object[]): Promise<OracleAnswer[]>
  close(): Promise<void>
}

export interface OracleService {
  [field: string]: unknown
}

export interface OracleAnswer {
  error?: string
  authError?: string
  config?: Record<string, unknown>
  auth?: Record<string, unknown>
  request?: { url: string; body: unknown } | null
  verify?: unknown
  cert?: unknown
  region?: unknown
  cacheAuth?: boolean
  services?: Record<string, OracleService>
  [field: string]: unknown
}

/** A Python that can import openstacksdk; undefined where there is none. */
export const findOracle = (): string | undefined =>
  INTERPRETERS.find((python) => spawnSync(python, ['-c', 'import openstack.config'], { stdio: 'ignore' }).status === 0)

/** Starts the interpreter once; each question is a line to it. */
export const startOracle = async (python: string): Promise<Oracle> => {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`expected an answer of ${python}, got its end`)
    return JSON.parse(value) as OracleAnswer
  }
  const { sdk } = (await next()) as { sdk?: string }
  return {
    version: String(sdk),
    ask: async (cases) => {
      child.stdin.write(cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
      const answers: OracleAnswer[] = []
      for (const _ of cases) answers.push(await next())
      return answers
    },
    close: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
