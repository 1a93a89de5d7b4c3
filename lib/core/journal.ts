import type { ErrorRecord } from './errors.ts'
import type { CellId, CheckId } from './plan.ts'
import type { Verdict } from './verdict.ts'

export const PHASES = ['preflight', 'stack', 'cluster', 'addons', 'checks', 'teardown', 'audit'] as const
export type PhaseId = (typeof PHASES)[number]

/** A file of the run folder that backs a verdict; `path` is relative to the run folder. */
export interface Evidence {
  name: string
  path: string
  contentType: string
}

export interface Metric {
  key: string
  value: number
  unit: string
  /** Points over time, `[ms since the start of the check, value]`. */
  series?: readonly (readonly [number, number])[]
}

/** What was found in a cloud that should be gone. */
export interface Leftover {
  kind: string
  id: string
  name: string
  cell: CellId | null
  /** Attribution rule or `ledger` that proves whose it is. */
  rule: string
  ageMs: number
  state: 'leaked' | 'late' | 'kept' | 'foreign'
  /** Who has removed it since; absent while it is there. */
  reapedBy?: 'janitor'
}

/** What a janitor did, and what it could not do. */
export interface JanitorResult {
  /** Why it looked: the run had ended in order, its process had died, or somebody asked. */
  trigger: 'orderly' | 'death' | 'command'
  reaped: readonly Leftover[]
  /** Still there, each with the reason. */
  left: readonly (Leftover & { reason: string })[]
  /** What could not be looked at, such as a cloud that refuses the credential. */
  problems: readonly string[]
  durationMs: number
}

export interface CheckFinished {
  type: 'check.finished'
  cell: CellId
  check: CheckId
  verdict: Verdict
  /** Always there unless the verdict is `passed`. */
  reason?: string
  want?: string
  got?: string
  error?: ErrorRecord
  evidence: readonly Evidence[]
  metrics: readonly Metric[]
  /** On the environment's clock. */
  durationMs: number
}

/** The verdict of an earlier start of this run stands; `from` is when it was given. */
export interface CheckCarried {
  type: 'check.carried'
  cell: CellId
  check: CheckId
  from: string
}

export type JournalFact =
  | {
      type: 'run.started'
      run: string
      environment: 'real' | 'rehearsal'
      planDigest: string
      seed?: number
      scale: number
      faults?: readonly { name: string; cell: CellId | null }[]
      tools: Record<string, string>
      /** Of a run that goes on: how many verdicts it keeps. */
      resumed?: { carried: number }
    }
  | { type: 'run.interrupted'; signal: string }
  | { type: 'run.finished'; reason: string }
  | {
      type: 'management.finished'
      outcome: 'ready' | 'failed'
      durationMs: number
      error?: ErrorRecord
      versions: Record<string, string>
    }
  /** `started` tells the process from a later one with its number. */
  | { type: 'cell.started'; cell: CellId; pid: number; started?: string }
  | {
      type: 'cell.finished'
      cell: CellId
      durationMs: number
      wallMs: number
      waitsWallMs: number
      probesWallMs: number
    }
  | { type: 'phase.started'; cell: CellId; phase: PhaseId; timeoutMs: number }
  | {
      type: 'phase.finished'
      cell: CellId
      phase: PhaseId
      outcome: 'done' | 'failed' | 'blocked' | 'aborted' | 'kept'
      reason?: string
      error?: ErrorRecord
      /** Facts for the cell page: versions, ids, the way a stack was installed. */
      facts?: Record<string, unknown>
      durationMs: number
    }
  | { type: 'check.started'; cell: CellId; check: CheckId }
  | CheckFinished
  | CheckCarried
  | { type: 'wait.observed'; cell: CellId | null; within: string; goal: string; state: string; afterMs: number }
  | { type: 'wait.finished'; cell: CellId | null; within: string; goal: string; outcome: string; afterMs: number }
  | { type: 'audit.finished'; cell: CellId | null; leftovers: readonly Leftover[]; quotaDrift: Record<string, number> }
  | { type: 'janitor.started'; trigger: JanitorResult['trigger']; pid: number }
  | ({ type: 'janitor.finished' } & JanitorResult)
  | { type: 'note'; cell: CellId | null; level: 'info' | 'warning'; text: string }

/** One line of `journal.ndjson`. `t` is the environment's clock, `w` milliseconds of the wall since the run began. */
export type JournalEvent = JournalFact & { seq: string; t: string; w: number }

/** What a run's ledger says; one line each, fsynced before the request that it announces is sent. */
export type LedgerFact =
  /** First line of the file. */
  | { op: 'opened'; version: number; run: string }
  | { op: 'intent'; kind: string; name: string; cell: CellId | null; scope: string; via: string }
  | { op: 'created'; of: string; id: string; request?: string }
  | { op: 'failed'; of: string; reason: string }
  | { op: 'attributed'; kind: string; id: string; name: string; cell: CellId | null; scope: string; rule: string }
  | { op: 'gone'; kind: string; id: string; scope: string; verified: string; by?: 'janitor' }

export type LedgerEntry = LedgerFact & { seq: string; t: string }
