import type { Clock } from '../core/clock.ts'
import { codeOf, describeError, errorRecord, StackproofError } from '../core/errors.ts'
import type { PhaseId } from '../core/journal.ts'
import type { CellId } from '../core/plan.ts'
import type { Interval } from '../core/poll.ts'
import { withDeadline } from './deadline.ts'
import type { Journal } from './journal.ts'

/** One step in a cell's life. What it resolves with are facts for the report. */
export interface Phase<Context> {
  readonly id: PhaseId
  readonly title: string
  /** Runs whatever became of the phases before it, if any of them was begun. */
  readonly always?: boolean
  run(context: Context, signal: AbortSignal): Promise<Record<string, unknown>>
  /**
   * Asked instead when a run goes on: the facts of a phase whose work is still there and sound, as the system says and not
   * the journal; undefined where it has to be done again.
   */
  alreadyDone?(context: Context, signal: AbortSignal): Promise<Record<string, unknown> | undefined>
}

export interface Engine {
  /** Runs a phase once, after those before it; rejects with its error, or `E_BLOCKED` by the phase that failed. */
  reach(id: PhaseId, signal: AbortSignal): Promise<void>
  /** Why nothing that needs this phase can run, or undefined when it is done. */
  blocked(id: PhaseId): string | undefined
}

export interface EngineOptions<Context> {
  cell: CellId
  phases: readonly Phase<Context>[]
  context: Context
  journal: Journal
  clock: Clock
  /** A run that goes on believes what it finds. */
  resuming?: boolean
  interval(key: string): Interval
}

type Outcome = { ok: true } | { ok: false; reason: string }

/** The life of one cell as a list of phases: memoized, in order, each with a deadline and its lines in the journal. */
export const createEngine = <Context>(options: EngineOptions<Context>): Engine => {
  const { cell, phases, journal } = options
  const running = new Map<PhaseId, Promise<void>>()
  const outcomes = new Map<PhaseId, Outcome>()

  const reach = (id: PhaseId, signal: AbortSignal): Promise<void> => {
    const known = running.get(id) ?? settle(phaseOf(phases, id), signal)
    running.set(id, known)
    return known
  }

  const settle = async (phase: Phase<Context>, signal: AbortSignal) => {
    const obstacle = phase.always ? undefined : await obstacleBefore(phase, signal)
    if (obstacle !== undefined) return giveUp(phase.id, obstacle)
    if (phase.always && outcomes.size === 0) return giveUp(phase.id, 'nothing was begun')
    try {
      await runPhase(options, phase, signal)
      outcomes.set(phase.id, { ok: true })
    } catch (error) {
      outcomes.set(phase.id, { ok: false, reason: `phase ${phase.id} failed: ${describeError(error)}` })
      throw error
    }
  }

  const obstacleBefore = async (phase: Phase<Context>, signal: AbortSignal) => {
    for (const { id, always } of phases.slice(0, phases.indexOf(phase))) {
      if (always) continue
      await reach(id, signal).catch(() => undefined)
      const outcome = outcomes.get(id)!
      if (!outcome.ok) return outcome.reason
    }
    return undefined
  }

  const giveUp = (phase: PhaseId, reason: string) => {
    outcomes.set(phase, { ok: false, reason })
    journal.write({ type: 'phase.finished', cell, phase, outcome: 'blocked', reason, durationMs: 0 })
    throw new StackproofError('E_BLOCKED', `blocked: ${reason}`)
  }

  const blocked = (id: PhaseId) => {
    const outcome = outcomes.get(id)
    if (outcome === undefined) return `phase ${id} has not run`
    return outcome.ok ? undefined : outcome.reason
  }

  return { reach, blocked }
}

const runPhase = async <Context>(options: EngineOptions<Context>, phase: Phase<Context>, signal: AbortSignal) => {
  const { cell, journal, clock, interval } = options
  const { timeoutMs } = interval(`phase/${phase.id}`)
  const start = clock.now()
  journal.write({ type: 'phase.started', cell, phase: phase.id, timeoutMs })
  const finished = (rest: {
    outcome: 'done' | 'failed' | 'aborted' | 'kept'
    facts?: Record<string, unknown>
    error?: unknown
  }) => {
    const { error, ...known } = rest
    const durationMs = Math.round(clock.now() - start)
    const why = error === undefined ? {} : { reason: describeError(error), error: errorRecord(error) }
    journal.write({ type: 'phase.finished', cell, phase: phase.id, durationMs, ...known, ...why })
  }
  try {
    const limits = { what: `Phase ${phase.id}`, timeoutMs, clock, signal }
    const facts = await withDeadline(limits, (deadline) => perform(options, phase, deadline))
    finished({ outcome: facts.kept === true ? 'kept' : 'done', facts })
  } catch (error) {
    finished({ outcome: signal.aborted || codeOf(error) === 'E_ABORTED' ? 'aborted' : 'failed', error })
    throw error
  }
}

const perform = async <Context>(
  { context, resuming = false }: EngineOptions<Context>,
  phase: Phase<Context>,
  signal: AbortSignal,
): Promise<Record<string, unknown>> => {
  const found = resuming ? await phase.alreadyDone?.(context, signal) : undefined
  return found === undefined ? await phase.run(context, signal) : { ...found, alreadyDone: true }
}

const phaseOf = <Context>(phases: readonly Phase<Context>[], id: PhaseId): Phase<Context> => {
  const phase = phases.find((candidate) => candidate.id === id)
  if (phase === undefined) throw new StackproofError('E_INTERNAL', `Expected a phase of this cell, got ${id}`)
  return phase
}
