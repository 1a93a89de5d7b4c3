import type { Clock } from './clock.ts'
import { formatDuration } from './duration.ts'
import { type ErrorOptions, StackproofError } from './errors.ts'

/** How long to wait, how often to look, and after how long to warn; milliseconds of the clock in use. */
export interface Interval {
  timeoutMs: number
  everyMs: number
  warnAfterMs: number
}

/** One state that a wait saw, and when. */
export interface Observation {
  afterMs: number
  state: string
}

/** Where waits tell what they see; the journal is one. */
export interface WaitObserver {
  observed?(goal: string, observation: Observation): void
  slow?(goal: string, observation: Observation): void
  finished?(goal: string, outcome: WaitOutcome, afterMs: number): void
}

export type WaitOutcome = 'reached' | 'timeout' | 'terminal' | 'aborted'

/** A wait that did not reach its goal, with everything it saw on the way. */
export class WaitError extends StackproofError {
  override readonly name = 'WaitError'
  readonly timeline: readonly Observation[]

  constructor(
    message: string,
    code: 'E_WAIT_TIMEOUT' | 'E_TERMINAL_STATE',
    timeline: Observation[],
    rest: ErrorOptions = {},
  ) {
    super(code, message, { ...rest, details: { ...rest.details, timeline } })
    this.timeline = timeline
  }
}

/** Collects the states of one wait; shared by polls and watches so that both fail with the same words. */
export class Timeline {
  readonly observations: Observation[] = []
  readonly #goal: string
  readonly #interval: Interval
  readonly #clock: Clock
  readonly #observer: WaitObserver
  readonly #start: number
  #warned = false

  constructor(goal: string, interval: Interval, clock: Clock, observer: WaitObserver = {}) {
    this.#goal = goal
    this.#interval = interval
    this.#clock = clock
    this.#observer = observer
    this.#start = clock.now()
  }

  get elapsedMs(): number {
    return this.#clock.now() - this.#start
  }

  get remainingMs(): number {
    return this.#interval.timeoutMs - this.elapsedMs
  }

  /** Notes a state if it is a new one. */
  see(state: string): void {
    const observation = { afterMs: Math.round(this.elapsedMs), state }
    if (this.observations.at(-1)?.state !== state) {
      this.observations.push(observation)
      this.#observer.observed?.(this.#goal, observation)
    }
    if (!this.#warned && this.elapsedMs > this.#interval.warnAfterMs) {
      this.#warned = true
      this.#observer.slow?.(this.#goal, observation)
    }
  }

  reached(): void {
    this.#observer.finished?.(this.#goal, 'reached', this.elapsedMs)
  }

  timeout(rest?: ErrorOptions): WaitError {
    this.#observer.finished?.(this.#goal, 'timeout', this.elapsedMs)
    const limit = formatDuration(this.#interval.timeoutMs)
    return new WaitError(
      `${this.#goal} not reached within ${limit}; ${this.#story()}`,
      'E_WAIT_TIMEOUT',
      this.observations,
      rest,
    )
  }

  terminal(reason: string, rest?: ErrorOptions): WaitError {
    this.#observer.finished?.(this.#goal, 'terminal', this.elapsedMs)
    const after = formatDuration(this.elapsedMs)
    return new WaitError(
      `${this.#goal} can't be reached: ${reason} (after ${after})`,
      'E_TERMINAL_STATE',
      this.observations,
      rest,
    )
  }

  #story(): string {
    const seen = this.observations.slice(-5).map(({ afterMs, state }) => `${state} (${formatDuration(afterMs)})`)
    return seen.length === 0 ? 'nothing was observed' : `observed ${seen.join(' → ')}`
  }
}

export interface PollOptions<T> {
  /** What is waited for, as the subject of a sentence: "ControlPlaneAvailable of demo". */
  goal: string
  interval: Interval
  clock: Clock
  signal?: AbortSignal
  observer?: WaitObserver
  observe(signal?: AbortSignal): Promise<T>
  /** Short text of a state for the timeline. */
  describe(value: T): string
  until(value: T): boolean
  /** A reason when the goal can't be reached any more. */
  unless?(value: T): string | undefined
  /** More facts for the timeout error; called only then. */
  evidence?(): Promise<Record<string, unknown>>
  /** Milliseconds until the next look, after so many of them; `everyMs` of the interval unless given. */
  pause?(looks: number): number
}

/** Looks until `until` holds. Throws `WaitError` with the timeline on timeout or terminal state, or the signal's reason. */
export const poll = async <T>(options: PollOptions<T>): Promise<T> => {
  const { goal, interval, clock, signal, observer, observe, describe, until, unless, evidence } = options
  const timeline = new Timeline(goal, interval, clock, observer)
  for (let looks = 1; ; looks++) {
    signal?.throwIfAborted()
    const value = await observe(signal)
    timeline.see(describe(value))
    if (until(value)) {
      timeline.reached()
      return value
    }
    const terminal = unless?.(value)
    if (terminal !== undefined) throw timeline.terminal(terminal)
    if (timeline.remainingMs <= 0) throw timeline.timeout({ details: (await evidence?.()) ?? {} })
    const pause = options.pause?.(looks) ?? interval.everyMs
    await clock.sleep(Math.min(pause, Math.max(timeline.remainingMs, 1)), signal)
  }
}
