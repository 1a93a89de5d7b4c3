import type { Clock } from '../core/clock.ts'
import type { Redactor } from '../core/redact.ts'

/** Where tools are found: a directory searched before PATH, and what is added to the environment. */
export interface ToolPlace {
  path?: string
  env?: Readonly<Record<string, string>>
  /** The tool gets `env` and nothing of ours. */
  cleanEnv?: boolean
}

export interface ToolLine {
  from: 'stdout' | 'stderr'
  text: string
}

/** What every call of a tool takes. */
export interface ToolOptions extends ToolPlace {
  cwd?: string
  redactor: Redactor
  signal?: AbortSignal
  timeoutMs: number
  /** Clock of `timeoutMs`; the wall's unless given, because a process starts in real time. */
  clock?: Clock
  /** Called for each line of output, redacted. */
  onLine?: (line: ToolLine) => void
}

export interface ToolRun extends ToolOptions {
  tool: string
  args: readonly string[]
  /** Standard input; without it the tool gets none. */
  input?: string
  forceKillAfterMs?: number
}

export interface ToolResult {
  /** As it came: it may hold secrets (a kubeconfig), so log it only through `onLine`. */
  stdout: string
  stderr: string
  exitCode: number
  durationMs: number
}
