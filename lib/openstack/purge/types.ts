import type { Classified, Proof } from '../attribution/types.ts'
import type { Kind, Unavailable } from '../inventory/types.ts'

/** What a purge may delete: what is proven to be ours, or everything in the project that nothing protects. */
export type Selection =
  | { proof: Proof }
  /** `ofUser`: keypairs and application credentials too, which the user may have made for other projects. */
  | { everything: true; ofUser?: boolean }

/** `release`: let go of it, so that it holds nothing of ours; it stays. `unplug`: an interface of a router that stays. */
export type PurgeAction = 'delete' | 'release' | 'unplug'

export interface PlannedItem {
  action: PurgeAction
  classified: Classified
}

/** Things between which no order is needed. The next barrier begins when each of them is gone or has failed. */
export interface PlannedBarrier {
  id: string
  items: readonly PlannedItem[]
}

/** What would be done, in order, and what would be left alone. */
export interface PurgePlan {
  barriers: readonly PlannedBarrier[]
  kept: readonly Classified[]
  foreign: readonly Classified[]
  unavailable: readonly Unavailable[]
}

export interface PurgedItem {
  kind: Kind
  id: string
  name: string
  /** By which it is ours. */
  rule: string
}

export interface PurgeFailure extends PurgedItem {
  /** Why it is still there, with what holds it where the cloud says so. */
  reason: string
  attempts: number
  lastState: string
}

export interface KeptItem extends PurgedItem {
  reason: string
}

/** What came of a purge. Nothing is in `deleted` that the cloud hasn't been asked for again; `failed` is what is left. */
export interface PurgeReport {
  deleted: readonly PurgedItem[]
  /** Floating IPs that were taken off what was deleted. */
  released: readonly PurgedItem[]
  kept: readonly KeptItem[]
  failed: readonly PurgeFailure[]
  foreign: readonly KeptItem[]
  unavailable: readonly Unavailable[]
  /** Rounds in which something was to be deleted. */
  passes: number
  durationMs: number
}

/** What a purge tells while it works. */
export type PurgeEvent =
  | { type: 'pass'; pass: number; items: number }
  | { type: 'barrier'; pass: number; barrier: string; items: number }
  | { type: 'state'; kind: Kind; id: string; name: string; state: string }
  | { type: 'gone'; kind: Kind; id: string; name: string; attempts: number }
  | { type: 'failed'; kind: Kind; id: string; name: string; reason: string }

/** Where it is noted that something is gone; the ledger is one. */
export interface GoneRecorder {
  gone(resource: { kind: string; id: string; scope: string; verified: string }): void
}
