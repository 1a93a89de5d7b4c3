import type { Clock } from '../core/clock.ts'
import { describeError } from '../core/errors.ts'
import { Timeline, type WaitError } from '../core/poll.ts'
import { anySignal } from '../core/signals.ts'
import { isPassing, statusOf } from './kube-error.ts'
import type { Listed } from './list.ts'
import type { KubeObject, KubeWait } from './types.ts'
import type { WatchEvent } from './watch.ts'

/** A collection that can be listed and watched. */
export interface Watchable<T extends KubeObject> {
  list(signal?: AbortSignal): Promise<Listed<T>>
  watch(resourceVersion: string, signal: AbortSignal): AsyncGenerator<WatchEvent>
}

interface WaitOptions<T extends KubeObject> {
  source: Watchable<T>
  wait: KubeWait<T[]>
  clock: Clock
  /** More facts for the timeout error. */
  evidence?(items: T[]): Record<string, unknown>
}

const TICK = Symbol('tick')

/**
 * Waits on a collection: a list, then its watch, and a list again whenever the watch is lost. An unreachable server is an
 * observation, not an end. Looks at least once, and once more when the time is up.
 */
export const waitOnCollection = async <T extends KubeObject>(options: WaitOptions<T>): Promise<T[]> => {
  const { source, wait, clock, evidence } = options
  const timeline = new Timeline(wait.goal, wait.interval, clock, wait.observer)
  const stop = new AbortController()
  const view = new View<T>()
  const signal = anySignal(wait.signal, stop.signal)!
  const reached = () => judge(timeline, wait, view.items)
  try {
    for (;;) {
      if ((await refresh(options, view, timeline)) && reached()) return view.items
      if (timeline.remainingMs <= 0) throw timedOut(timeline, view.items, evidence)
      if (!view.fresh) await clock.sleep(pauseOf(timeline, wait), signal)
      else if (await follow({ source, view, timeline, wait, clock, signal, reached })) return view.items
    }
  } finally {
    stop.abort()
  }
}

const timedOut = <T extends KubeObject>(
  timeline: Timeline,
  items: T[],
  evidence?: WaitOptions<T>['evidence'],
): WaitError => timeline.timeout({ details: evidence?.(items) ?? {} })

/** The collection as it is known, kept up to date by the events of a watch. */
class View<T extends KubeObject> {
  #objects = new Map<string, T>()
  version = '0'
  /** False while the last list failed. */
  fresh = false
  /** True once a list has succeeded. */
  known = false
  /** Since when lists and watches are refused that were allowed before. */
  refusedAt: number | undefined

  get items(): T[] {
    return [...this.#objects.values()]
  }

  replace({ items, resourceVersion }: Listed<T>): void {
    this.#objects = new Map(items.map((item) => [keyOf(item), item]))
    this.version = resourceVersion
    this.fresh = true
    this.known = true
    this.refusedAt = undefined
  }

  take({ type, object }: WatchEvent): void {
    this.version = object.metadata.resourceVersion ?? this.version
    if (type === 'DELETED') this.#objects.delete(keyOf(object))
    else if (type !== 'BOOKMARK') this.#objects.set(keyOf(object), object as T)
  }
}

const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ''}/${metadata.name}`

const judge = <T>(timeline: Timeline, wait: KubeWait<T[]>, items: T[]): boolean => {
  timeline.see(wait.describe(items))
  if (wait.until(items)) {
    timeline.reached()
    return true
  }
  const reason = wait.unless?.(items)
  if (reason !== undefined) throw timeline.terminal(reason)
  return false
}

const refresh = async <T extends KubeObject>(
  { source, wait: { signal }, clock }: WaitOptions<T>,
  view: View<T>,
  timeline: Timeline,
): Promise<boolean> => {
  try {
    view.replace(await source.list(signal))
  } catch (error) {
    signal?.throwIfAborted()
    if (!mayPass(error, view, clock)) throw error
    timeline.see(`unreachable: ${describeError(error)}`)
    view.fresh = false
  }
  return view.fresh
}

// A server that has just begun refuses whoever has his rights by a role: it hasn't read the roles yet.
const STARTING_MS = 60_000

/** True for what a wait sits out: what passes by itself, and for a while a refusal of what was allowed before. */
const mayPass = <T extends KubeObject>(error: unknown, view: View<T>, clock: Clock): boolean => {
  if (isPassing(error)) return true
  const status = statusOf(error)
  if (!view.known || (status !== 401 && status !== 403)) return false
  view.refusedAt ??= clock.now()
  return clock.now() - view.refusedAt < STARTING_MS
}

interface Following<T extends KubeObject> {
  source: Watchable<T>
  view: View<T>
  timeline: Timeline
  wait: KubeWait<T[]>
  clock: Clock
  signal: AbortSignal
  reached(): boolean
}

/** Follows one watch to its end. True when the goal was reached on the way; false to look again. */
const follow = async <T extends KubeObject>(following: Following<T>): Promise<boolean> => {
  const { source, view, timeline, wait, clock, signal } = following
  const leave = new AbortController()
  const within = anySignal(signal, leave.signal)!
  const startTick = () => quiet(clock.sleep(pauseOf(timeline, wait), within).then(() => TICK))
  const events = source.watch(view.version, within)
  let next = quiet(events.next())
  let tick = startTick()
  try {
    for (;;) {
      const event = await Promise.race([next, tick])
      if (event === TICK) {
        if (timeline.remainingMs <= 0) return false
        tick = startTick()
      } else if ((event as IteratorResult<WatchEvent>).done) {
        return await endOfWatch(following)
      } else {
        view.take((event as IteratorYieldResult<WatchEvent>).value)
        next = quiet(events.next())
      }
      // Also on a tick: a goal may depend on time, and a slow wait has to be told.
      if (following.reached()) return true
    }
  } catch (error) {
    return await survive(following, error)
  } finally {
    leave.abort()
  }
}

// A server that ends watches at once must not be asked in a busy loop.
const endOfWatch = async <T extends KubeObject>({ clock, timeline, wait, signal }: Following<T>) => {
  await clock.sleep(Math.min(1000, pauseOf(timeline, wait)), signal)
  return false
}

const survive = async <T extends KubeObject>(following: Following<T>, error: unknown): Promise<false> => {
  const { timeline, view, wait, clock, signal } = following
  wait.signal?.throwIfAborted()
  if (statusOf(error) === 410) return false
  if (!mayPass(error, view, clock)) throw error
  timeline.see(`watch lost: ${describeError(error)}`)
  await clock.sleep(pauseOf(timeline, wait), signal)
  return false
}

const pauseOf = <T>(timeline: Timeline, { interval }: KubeWait<T>) =>
  Math.max(1, Math.min(interval.everyMs, timeline.remainingMs))

/** A promise that nobody may be waiting for any more when it rejects. */
const quiet = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => {})
  return promise
}
