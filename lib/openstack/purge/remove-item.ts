import type { Clock } from '../../core/clock.ts'
import { formatDuration } from '../../core/duration.ts'
import { codeOf, describeError, isStackproofError } from '../../core/errors.ts'
import type { Interval } from '../../core/poll.ts'
import { isOpenStackError } from '../errors.ts'
import { collectionOf } from '../inventory/kinds.ts'
import type { Item, Kind } from '../inventory/types.ts'
import type { CallOptions, OpenStack, Resource } from '../types.ts'
import { stateOf } from '../wait.ts'
import { type Remover, removerOf } from './removers.ts'
import type { Standings } from './standing.ts'
import type { PlannedItem } from './types.ts'

export interface RemoveContext {
  cloud: OpenStack
  clock: Clock
  signal: AbortSignal | undefined
  interval(kind: Kind): Interval
  standings: Standings
  onState(item: Item, state: string): void
}

export type Outcome =
  | { gone: true; attempts: number }
  | { gone: false; attempts: number; reason: string; state: string }

/** How often a deletion that the cloud began and gave up is asked for again. */
const MAX_FAILED = 3

/**
 * Deletes one thing and looks until it is gone. Refusals that pass by themselves are sat out; one whose holder won't go in
 * this pass ends it at once. Throws only for a lost login and the signal's reason.
 */
export const removeItem = async (context: RemoveContext, { action, classified }: PlannedItem): Promise<Outcome> => {
  const { item } = classified
  const owner = context.standings.failedOwner(item)
  const first = stateOf(item.resource)
  if (owner !== undefined)
    return { gone: false, attempts: 0, reason: `held by ${owner.kind} ${owner.name || owner.id}`, state: first }
  const life = new Removal(context, item, removerOf(item, action))
  for (;;) {
    context.signal?.throwIfAborted()
    const outcome = await life.step()
    if (outcome !== undefined) return outcome
    await context.clock.sleep(context.interval(item.kind).everyMs, context.signal)
    await life.look()
  }
}

class Removal {
  readonly #context: RemoveContext
  readonly #item: Item
  readonly #remover: Required<Remover>
  readonly #options: CallOptions
  readonly #since: number
  #resource: Resource | undefined
  #attempts = 0
  #accepted = 0
  #state = ''
  #reason: string | undefined

  constructor(context: RemoveContext, item: Item, remover: Required<Remover>) {
    this.#context = context
    this.#item = item
    this.#remover = remover
    this.#options = context.signal === undefined ? {} : { signal: context.signal }
    this.#since = context.clock.now()
    this.#resource = item.resource
    this.#see()
  }

  /** Asks for the deletion where that makes sense now. The outcome, once there is one. */
  async step(): Promise<Outcome | undefined> {
    if (this.#isGone()) return this.#gone()
    if (this.#mayAsk()) {
      if (this.#accepted >= MAX_FAILED) return this.#failed(`ended in ${this.#state} ${MAX_FAILED} times`)
      const fatal = await this.#ask()
      if (fatal !== undefined) return this.#failed(fatal)
      if (this.#isGone()) return this.#gone()
    }
    const { clock, interval } = this.#context
    const { timeoutMs } = interval(this.#item.kind)
    if (clock.now() - this.#since < timeoutMs) return undefined
    return this.#failed(this.#reason ?? `still ${this.#state} after ${formatDuration(timeoutMs)}`)
  }

  /** Reads it again; what the cloud answers with an error stays as it was seen. */
  async look(): Promise<void> {
    try {
      this.#resource = await collectionOf(this.#context.cloud, this.#item.kind).get(this.#item.id, this.#options)
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      if (codeOf(error) === 'E_AUTH') throw error
      if (isOpenStackError(error, 404)) this.#resource = undefined
      else this.#reason = describeError(error)
    }
    this.#see()
  }

  #see() {
    const state = stateOf(this.#resource)
    if (state !== this.#state) this.#context.onState(this.#item, state)
    this.#state = state
  }

  #isGone() {
    return this.#resource === undefined || this.#remover.isDone(this.#resource)
  }

  // Once accepted, only a state of error tells that nothing more will come of it.
  #mayAsk() {
    return !this.#remover.isBusy(this.#resource!) && (this.#accepted === 0 || isErrorState(this.#state))
  }

  async #ask(): Promise<string | undefined> {
    const { cloud } = this.#context
    this.#attempts++
    try {
      await this.#remover.prepare(cloud, this.#resource!, this.#options)
      await this.#remover.remove(cloud, this.#resource!, this.#options)
      this.#accepted++
      this.#reason = undefined
      await this.look()
      return undefined
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      return await this.#judge(error)
    }
  }

  /** A reason to give up; undefined where the refusal may pass. */
  async #judge(error: unknown): Promise<string | undefined> {
    if (codeOf(error) === 'E_AUTH') throw error
    const status = isStackproofError(error) ? Number(error.details.status ?? 0) : 0
    const message = isStackproofError(error) ? String(error.details.message ?? error.message) : ''
    this.#reason = describeError(error)
    // What was in the way went at the same moment: look again.
    if (status === 404) {
      await this.look()
      return undefined
    }
    const passes = status === 0 || status >= 500 || [409, 412, 429, ...this.#remover.passing].includes(status)
    if (!passes) return this.#reason
    const holder = this.#context.standings.holder(this.#item, message)
    if (holder !== undefined)
      return `held by ${holder.item.kind} ${holder.item.name || holder.item.id}${holder.standing === 'stays' ? ', which is not ours' : ''}: ${this.#reason}`
    return (await this.#hiddenSubnet(status)) ?? (await this.#lateArrival(message))
  }

  // A network that was shared takes subnets of others: its owner can't see them, and Neutron only says that it has failed.
  async #hiddenSubnet(status: number): Promise<string | undefined> {
    if (this.#item.kind !== 'network' || status < 500) return undefined
    await this.look()
    for (const id of (this.#resource?.subnets ?? []) as string[]) {
      const subnet = this.#context.cloud.network.subnets.get(id, this.#options)
      const isHidden = await subnet.then(
        () => false,
        (error) => isOpenStackError(error, 404),
      )
      if (isHidden) return `held by subnet ${id}, which is another project's: ${this.#reason}`
    }
    return undefined
  }

  // Controllers that are still at work make ports while we delete; the next pass sees them.
  async #lateArrival(message: string): Promise<string | undefined> {
    for (const id of this.#context.standings.strangers(this.#item, message)) {
      const port = await this.#context.cloud.network.ports.get(id, this.#options).catch(() => undefined)
      if (port !== undefined) return `held by port ${port.name || id}, which came meanwhile: ${this.#reason}`
    }
    return undefined
  }

  #gone(): Outcome {
    return { gone: true, attempts: this.#attempts }
  }

  #failed(reason: string): Outcome {
    return { gone: false, attempts: this.#attempts, reason, state: this.#state }
  }
}

const isErrorState = (state: string) => /^error/i.test(state)
